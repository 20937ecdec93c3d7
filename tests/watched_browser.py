"""What a browser complains of while a test drives it."""

import contextlib
import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, BrowserType, ConsoleMessage, Error, Request, WebError

#: Debian's build needs no sandbox of its own here, and must speak to nobody but the site under test.
LAUNCH_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]

#: Debian's builds. The one that can show no window comes first: it needs a third of the other's processor time.
_DEBIAN_BROWSERS = [Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium")]


def installed_browser(browser_type: BrowserType) -> dict[str, str]:
    """The option of `launch` that names Debian's browser, or none where Playwright has brought its own."""
    if Path(browser_type.executable_path).exists():
        return {}
    return {"executable_path": str(next(filter(Path.exists, _DEBIAN_BROWSERS), _DEBIAN_BROWSERS[0]))}


class BrowserComplaints:
    """Console errors (refusals by the Content-Security-Policy are among them), uncaught script errors and
    requests to other hosts, collected from every page of the contexts it watches."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._contexts: list[BrowserContext] = []
        self._found: list[str] = []
        self._expected: list[str] = []

    def expect(self, pattern: str) -> None:
        """Complaints that match `pattern` belong to the test, such as the 404 of a page that must be missing."""
        self._expected.append(pattern)

    def watch(self, context: BrowserContext) -> None:
        self._contexts.append(context)
        context.on("console", self._on_console)
        context.on("weberror", self._on_script_error)
        context.on("request", self._on_request)

    def unexpected(self) -> list[str]:
        self._let_events_arrive()
        return [
            line for line in self._found if not any(re.search(pattern, line) for pattern in self._expected)
        ]

    def _let_events_arrive(self) -> None:
        """Events come in order with answers, so one question to each page brings in all that came before."""
        for context in self._contexts:
            for page in context.pages:
                with contextlib.suppress(Error):  # a page that is being left answers that it cannot
                    page.evaluate("0")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            place = message.location.get("url", "")
            self._found.append(f"console: {message.text} ({place})")

    def _on_script_error(self, error: WebError) -> None:
        self._found.append(f"script error: {error.error}")

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != self._host:
            self._found.append(f"request to another host: {request.url}")
