"""Two servers of `manage.py serve` behind the shipped nginx: `python -m tests.torture.behind_nginx`.

Pages, a comment, a large upload, stalled uploads, bytes that are no text; one process stopped and one killed under
load.
"""

import http.client
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from tests.nginx import HOST, configured, listens
from tests.ports import free_port
from tests.project import tree
from tests.torture.report import Report
from tests.torture.site import REVIEW, Site, until
from tests.torture.visitors import Answer, Visitor, fill_in

STALLED, NORMAL = 60, 100
READERS = 8


class BehindNginx(Site):
    """Its own port is nginx's."""

    def begin(self, stack: ExitStack) -> None:
        self.ports = (free_port(), free_port())
        self.processes = [self.serve_on(stack, port) for port in self.ports]
        conf = self.folder / "nginx.conf"
        text = configured(self.folder, self.ports[0], self.port, self.folder)
        line = f"    server 127.0.0.1:{self.ports[0]} max_fails=1 fail_timeout=5s;\n"
        # All come from one address here.
        text = text.replace("rate=50r/s", "rate=5000r/s").replace(
            "reviewsite_connections 64", "reviewsite_connections 500"
        )
        conf.write_text(text.replace(line, line + line.replace(str(self.ports[0]), str(self.ports[1]))))
        self.under(stack, ["nginx", "-e", str(self.log), "-c", str(conf)], self.port)

    def serve_on(self, stack: ExitStack, port: int) -> subprocess.Popen[bytes]:
        return self.under(
            stack, [sys.executable, "manage.py", "serve", "--no-worker", f"--port={port}"], port
        )

    def under(self, stack: ExitStack, command: list[str], port: int) -> subprocess.Popen[bytes]:
        log = self.log.open("ab")
        process = subprocess.Popen(command, cwd=tree.ROOT, env=self.environment, stdout=log, stderr=log)
        stack.callback(process.wait)
        stack.callback(process.kill)
        until(lambda: listens(port), within=30)
        return process


class VisitorByName(Visitor):
    """Asks nginx for the site's name."""

    def _request(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        return super()._request(method, path, body, {**headers, "Host": HOST, "Origin": f"https://{HOST}"})


def ask(
    site: Site, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    try:
        connection.request(method, path, body or None, {"Host": HOST, **headers})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, http.client.HTTPMessage(), b""
    finally:
        connection.close()


def pages(site: BehindNginx, report: Report) -> None:
    path = f"/reviews/{REVIEW}/"
    status, headers, body = ask(site, "GET", path)
    etag = {"If-None-Match": headers["ETag"]}
    head, unchanged = ask(site, "HEAD", path), ask(site, "GET", path, **etag)
    raw = [
        raw_request(port, b"GET /\xff\xfe HTTP/1.1\r\nHost: %b\r\n\r\n" % HOST.encode())
        for port in (site.port, *site.ports)
    ]
    report.line(
        "pages",
        f"review {status}, {len(body):,} bytes; HEAD {head[0]}; unchanged {unchanged[0]}; bytes that are no text: "
        f"{[answer[9:12].decode() for answer in raw]}",
        review=status == 200 and b"The Lighthouse" in body,
        head=head[0] == 200 and head[2] == b"" and head[1]["Content-Length"] == headers["Content-Length"],
        unchanged=unchanged[0] == 304 and unchanged[2] == b"" and "Content-Length" not in unchanged[1],
        in_korean=ask(site, "GET", "/search/?q=%EC%82%AC%EB%9E%91")[0] == 200,
        both_alive=all(process.poll() is None for process in site.processes),
    )


def raw_request(port: int, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(data)
        return connection.recv(100)


def comments_and_uploads(site: BehindNginx, report: Report) -> None:
    visitor = VisitorByName(site)
    sent = fill_in(1, visitor.token(), reader=1)
    written = visitor.send(sent).status
    seen = ask(site, "GET", f"/reviews/{REVIEW}/")[2]
    until(lambda: sent.form["body"].encode() in ask(site, "GET", f"/reviews/{REVIEW}/")[2], within=5)
    large = ask(site, "POST", "/admin/login/", os.urandom(12_000_000), **{"Content-Type": "image/png"})[0]
    held = []
    for _ in range(STALLED):
        held.append(socket.create_connection(("127.0.0.1", site.port)))
        held[-1].sendall(
            f"POST /admin/login/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 99999\r\n\r\nabc".encode()
        )
    began = time.monotonic()
    answered = sum(ask(site, "GET", f"/search/?q={number}")[0] == 200 for number in range(NORMAL))
    seconds = time.monotonic() - began
    for connection in held:
        connection.close()
    report.line(
        "writing",
        f"comment {written}, upload of 12 MB {large}; beside {STALLED} stalled uploads {answered} of {NORMAL} rendered "
        f"pages in {seconds:.1f} s",
        comment_written=written == 303 and bool(seen),
        upload_answered=large in {200, 302, 400, 403, 413},
        all_answered=answered == NORMAL,
    )


def under_load(
    site: BehindNginx, stack: ExitStack, report: Report, name: str, end: Callable[[], None]
) -> None:
    """Readers go on while one process ends and another takes its place."""
    answers: Counter[int] = Counter()
    over = threading.Event()

    def read(seed: int) -> None:
        chance = random.Random(seed)
        while not over.is_set():
            rendered = f"/search/?q={chance.random()}"
            answers[
                ask(site, "GET", chance.choice([rendered, "/", "/reviews/", f"/reviews/{REVIEW}/"]))[0]
            ] += 1

    readers = [threading.Thread(target=read, args=[seed], daemon=True) for seed in range(READERS)]
    for reader in readers:
        reader.start()
    time.sleep(1)
    began = time.monotonic()
    end()
    site.processes[1].wait(timeout=30)
    took = time.monotonic() - began
    time.sleep(1)
    site.processes[1] = site.serve_on(stack, site.ports[1])
    time.sleep(1)
    over.set()
    for reader in readers:
        reader.join()
    report.line(
        f"one of two {name} under load",
        f"{answers.total()} pages read, {answers.total() - answers[200]} failed; it ended after {took:.1f} s",
        none_failed=set(answers) == {200},
    )


def main() -> None:
    report = Report()
    folder = Path(tempfile.mkdtemp(prefix="reviewsite-torture-"))
    site = BehindNginx(folder=folder, SITE_URL=f"https://{HOST}", ALLOWED_HOSTS=HOST)
    try:
        with ExitStack() as stack:
            site.begin(stack)
            pages(site, report)
            comments_and_uploads(site, report)
            process = site.processes
            under_load(site, stack, report, "stopped", lambda: process[1].send_signal(signal.SIGTERM))
            under_load(site, stack, report, "killed", lambda: process[1].send_signal(signal.SIGKILL))
    finally:
        site.close()
        shutil.rmtree(folder, ignore_errors=True)
    report.exit()


if __name__ == "__main__":
    main()
