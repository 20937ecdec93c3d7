"""Talking to the real server on a socket, and an application that is small enough to be seen through."""

import io
import threading
from typing import Any

READY = b"ready " * 10_000


class Application:
    """`/ready` is at hand, `/large` fits into no buffer, `/slow` waits; all others give back what they got."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.may_go_on = threading.Event()

    def ready(self, method: bytes, target: bytes, asked: dict[bytes, bytes]) -> tuple[bytes, bytes] | None:
        if method != b"GET" or target != b"/ready" or asked.get(b"host") != b"x":
            return None
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n" % len(READY), READY

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked.append(environ)
        if environ["PATH_INFO"] == "/slow":
            self.may_go_on.wait()
        body = b"x" * 30_000_000 if environ["PATH_INFO"] == "/large" else environ["wsgi.input"].read()
        status = "304 Not Modified" if environ["PATH_INFO"] == "/unchanged" else "200 OK"
        start_response(status, [("X-Path", environ["PATH_INFO"]), ("Content-Length", str(len(body) or 7))])
        return [body] if environ["REQUEST_METHOD"] != "HEAD" else []


def get(path: str, *lines: str, method: str = "GET", version: str = "1.1") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/{version}", "Host: x", *lines, "", ""]).encode()


def answer(file: io.BufferedReader, *, body: bool = True) -> tuple[int, dict[str, str], bytes]:
    """The next one on the connection."""
    status = int(file.readline().split()[1])
    headers = {}
    while (line := file.readline().decode("latin-1").strip()) != "":
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
    length = int(headers.get("content-length", 0)) if body else 0
    return status, headers, file.read(length)
