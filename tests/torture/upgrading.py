"""A site is brought to the next release while people read and write: `python -m tests.torture.upgrading`.

In a clean Debian with the services that we ship. A release that does not start is tried too: the site goes back to the
one before. Needs what `from_nothing` needs.
"""

import argparse
import http.client
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from tests.torture.debian_root import Root, booted
from tests.torture.from_nothing import HOST, PUBLISH, adapted, bring_code, commands
from tests.torture.report import Report
from tests.torture.site import REVIEW
from tests.torture.visitors import TOKEN, fill_in, urlencode

READERS, WRITERS = 2, 1
NEXT, BROKEN = "v0.3.0", "v0.4.0"


class Through(http.client.HTTPSConnection):
    """To nginx on this machine, under the site's name."""

    def __init__(self, certificate: str, address: str) -> None:
        super().__init__(HOST, timeout=30, context=ssl.create_default_context(cadata=certificate))
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", 443), timeout=30, source_address=(self._address, 0))
        self.sock = self._context.wrap_socket(plain, server_hostname=HOST)  # type: ignore[attr-defined]


class Load:
    """People who read and write until it is over; what they were answered."""

    def __init__(self, root: Root) -> None:
        self.certificate = (root.folder / "etc/ssl/reviewsite/fullchain.pem").read_text()
        self.over = threading.Event()
        self.reads: Counter[object] = Counter()
        self.writes: Counter[object] = Counter()
        self.acknowledged: list[str] = []
        self._threads = [
            *(threading.Thread(target=self._read, daemon=True) for _ in range(READERS)),
            *(threading.Thread(target=self._write, daemon=True) for _ in range(WRITERS)),
        ]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join()

    def _ask(
        self, method: str, path: str, form: dict[str, str] | None = None, address: str = "127.0.0.1"
    ) -> tuple[object, str]:
        connection = Through(self.certificate, address)
        try:
            body = urlencode(form) if form else None
            headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, body, headers if form else {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError as error:
            return type(error).__name__, ""
        finally:
            connection.close()

    def _read(self) -> None:
        paths = [f"/reviews/{REVIEW}/", "/", "/healthz", "/search/?q=light"]
        number = 0
        while not self.over.wait(0.05):
            number += 1
            self.reads[self._ask("GET", paths[number % len(paths)])[0]] += 1

    def _write(self) -> None:
        new = f"/reviews/{REVIEW}/comments/new/"
        found = TOKEN.search(self._ask("GET", new)[1])
        number = 0
        while found and not self.over.wait(1 if number else 4):
            number += 1
            sent = fill_in(number, found[1])
            # All of 127.0.0.0/8 is this machine; one network may send one in fifteen seconds.
            address = f"127.{1 + number // 250}.{number % 250}.1"
            status, _page = self._ask("POST", new, sent.form, address)
            self.writes[status] += 1
            self.acknowledged += [sent.form["body"]] if status == 303 else []


def release(root: Root, tag: str, change: dict[str, str]) -> None:
    """Another release in the repository that the site fetches from."""
    with tempfile.TemporaryDirectory() as folder:
        there = str(root.folder / "srv" / "release.git")
        git = ["git", "-C", folder, "-c", "user.name=Release", "-c", "user.email=release@reviews.example"]
        subprocess.run(["git", "clone", "--quiet", there, folder], check=True)
        for name, text in change.items():
            path = Path(folder, name)
            path.write_text(path.read_text() + text)
        subprocess.run([*git, "commit", "--quiet", "--all", "--message", f"Release {tag}"], check=True)
        subprocess.run([*git, "tag", tag], check=True)
        subprocess.run([*git, "push", "--quiet", "--tags"], check=True, capture_output=True)


def upgraded(root: Root, tag: str) -> tuple["subprocess.CompletedProcess[str]", Load, float]:
    began = time.monotonic()
    with Load(root) as load:
        time.sleep(3)
        done = root.run(f"cd /srv/reviewsite && deploy/upgrade {tag}", check=False)
        time.sleep(3)
    return done, load, time.monotonic() - began


def lost(root: Root, load: Load) -> int:
    code = "print(*Comment.objects.values_list('body', flat=True), sep='|')"
    said = root.run(f'cd /srv/reviewsite && deploy/manage shell --verbosity 0 -c "{code}"').stdout
    return len(set(load.acknowledged) - set(said.strip().split("|")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suite", choices=["bookworm", "trixie"], default="trixie")
    parser.add_argument("--earlier", default="HEAD", help="commit of the release that is upgraded")
    options = parser.parse_args()
    suite = options.suite
    report = Report()
    with booted(suite) as root:
        bring_code(root, options.earlier)
        for block in commands("sqlite"):
            root.run("cd /srv/reviewsite 2>/dev/null || cd /srv; " + adapted(block))
        (root.folder / "srv" / "publish.py").write_text(PUBLISH)
        root.run('cd /srv/reviewsite; deploy/manage shell --verbosity 0 -c "$(cat /srv/publish.py)"')
        for tag, change, works in (
            (NEXT, {"CHANGELOG.md": "\nThe next release.\n"}, True),
            (BROKEN, {"reviewsite/wsgi.py": "\nraise RuntimeError('This release does not start.')\n"}, False),
        ):
            release(root, tag, change)
            done, load, seconds = upgraded(root, tag)
            at = root.run("git -C /srv/reviewsite describe --tags").stdout.strip()
            report.line(
                f"upgrade from {options.earlier} to {tag} on {suite}",
                f"{seconds:.0f} s; reads {dict(load.reads)}; writes {dict(load.writes)}; now at {at}; "
                f"it said: {done.stdout.strip().splitlines()[-1:]} {done.stderr.strip()[-200:]}",
                as_it_should=(done.returncode == 0) is works,
                at_the_right_release=at == NEXT,
                no_read_failed=set(load.reads) == {200},
                # While a migration holds SQLite's lock a writer may be refused, with the text kept.
                no_write_lost=lost(root, load) == 0 and {303} <= set(load.writes) <= {303, 503},
            )
    report.exit()


if __name__ == "__main__":
    main()
