"""People who fetch the form and send it, each from an address of their own."""

import contextlib
import http.client
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.torture.site import REVIEW, Site

NEW = f"/reviews/{REVIEW}/comments/new/"
TOKEN = re.compile(r'name="token"[^>]*value="([^"]+)"')
#: The path of an address in a sitemap.
LOCATION = re.compile(r"<loc>[^<]*?//[^/<]+([^<]*)</loc>")


@dataclass
class Answer:
    status: int
    location: str
    body: str
    seconds: float


@dataclass
class Sent:
    """A form as it was sent; sending it again is sending the same."""

    number: int
    form: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """A network of its own for each."""
        return f"10.{self.number >> 8 & 255}.{self.number & 255}.{self.number >> 16 & 255}"


def fill_in(number: int, token: str, *, reader: int | None = None, body: str = "") -> Sent:
    who = f"Reader {reader}" if reader is not None else f"Stranger {number}"
    form = {
        "author_name": who,
        "email": f"reader{reader}@example.org" if reader is not None else "",
        "body": body or f"Comment {number} {secrets.token_hex(8)}",
        "spoils_through": "0",
        "token": token,
        "key": secrets.token_urlsafe(24),
    }
    return Sent(number, form)


class Visitor:
    """A browser: one connection, kept while it lasts. A request that finds nobody has status 0."""

    def __init__(self, site: Site, *, timeout: float = 30) -> None:
        self.site = site
        self.timeout = timeout
        self._connection: http.client.HTTPConnection | None = None

    def token(self) -> str:
        """From a form that is old enough to be sent."""
        found = TOKEN.search(self.get(NEW).body)
        if found is None:
            raise RuntimeError("There is no form.")
        time.sleep(4)
        return found[1]

    def get(self, path: str) -> Answer:
        return self._request("GET", path, None, {})

    def send(self, sent: Sent, *, address: str = "") -> Answer:
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
            "Origin": self.site.url,
            "X-Forwarded-For": address or sent.address,
        }
        return self._request("POST", NEW, urlencode(sent.form), headers)

    def _request(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        began = time.monotonic()
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection(
                    "127.0.0.1", self.site.port, timeout=self.timeout
                )
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            text = response.read().decode("utf-8", "replace")
            return Answer(
                response.status, response.headers.get("Location") or "", text, time.monotonic() - began
            )
        except (OSError, http.client.HTTPException):
            self.close()
            return Answer(0, "", "", time.monotonic() - began)

    def close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(OSError):
                self._connection.close()
        self._connection = None


def together(people: list[Callable[[], None]]) -> None:
    """All at the same time, until all are done."""
    threads = [threading.Thread(target=each, daemon=True) for each in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def addresses(site: Site) -> list[str]:
    """The paths of all public pages, by the site's own sitemap."""
    visitor = Visitor(site)
    parts = LOCATION.findall(visitor.get("/sitemap.xml").body)
    return [path for part in parts for path in LOCATION.findall(visitor.get(part).body)]


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] if times else 0.0
