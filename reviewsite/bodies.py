"""Whoever sends a body slowly, or too much of one, keeps nobody else from being answered.

The server hands a request to a thread before its body is there, and a thread that reads waits as long as the sender
likes. So only routes that take a body get one, only whole, within a time, and only so many at once.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve

#: Bodies that may be on their way at once: of all senders, so that a quarter of the threads is always free for those
#: who read, and of one sender.
AT_ONCE, AT_ONCE_FROM_ONE = 48, 8
#: Bytes; pictures may have 10 MB, and a document a little more.
LARGEST = 32 * 1024 * 1024
#: Seconds that a body may take, and bytes a second that it must come at beyond them.
PATIENCE, PACE = 20.0, 32 * 1024
_CHUNK, _IN_MEMORY = 64 * 1024, 256 * 1024


class BodyLimits:
    """Before `django`: answers 405, 413, 408, 429 or 503 itself, and lets a request through once its body is here."""

    def __init__(self, django: WSGIApplication, taking_none: Callable[[str], bool]) -> None:
        self._django = django
        self._takes_none = taking_none
        self._open: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"} or not (
            length.strip("0") or environ.get("HTTP_TRANSFER_ENCODING")
        ):
            return self._django(environ, start_response)
        if self._takes_none(get_path_info(environ)):
            return refuse(start_response, HTTPStatus.METHOD_NOT_ALLOWED, ("Allow", "GET, HEAD"))
        if length and not (length.isascii() and length.isdigit() and int(length) <= LARGEST):
            return refuse(start_response, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        # Behind a proxy, which keeps bodies back until they are whole, all have its address.
        sender = "" if settings.BEHIND_PROXY else environ.get("REMOTE_ADDR", "")
        with self._counted(sender) as refused:
            if refused:
                return refuse(start_response, refused, ("Retry-After", "5"))
            body = receive(environ["wsgi.input"], int(length) if length else None)
        if isinstance(body, HTTPStatus):
            return refuse(start_response, body)
        environ["wsgi.input"] = body
        environ["CONTENT_LENGTH"] = str(body.seek(0, 2))
        body.seek(0)
        return self._django(environ, start_response)

    @contextmanager
    def _counted(self, sender: str) -> Iterator[HTTPStatus | None]:
        with self._lock:
            refused = None
            if self._open.total() >= AT_ONCE:
                refused = HTTPStatus.SERVICE_UNAVAILABLE
            elif sender and self._open[sender] >= AT_ONCE_FROM_ONE:
                refused = HTTPStatus.TOO_MANY_REQUESTS
            else:
                self._open[sender] += 1
        try:
            yield refused
        finally:
            if not refused:
                with self._lock:
                    self._open[sender] -= 1
                    if not self._open[sender]:
                        del self._open[sender]


def receive(source: Any, length: int | None) -> IO[bytes] | HTTPStatus:
    """The whole body, or the status to refuse it with.

    Nothing can interrupt a read, so a thread of its own does it; once the sender was refused, the server closes the
    connection, and the read ends.
    """
    body: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  given away
    outcome: list[HTTPStatus] = []

    def read() -> None:
        left = LARGEST if length is None else length
        while left > 0 and (chunk := source.read(min(_CHUNK, left))):
            body.write(chunk)
            left -= len(chunk)
        if length is None and left <= 0:
            outcome.append(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif length is not None and left:
            outcome.append(HTTPStatus.BAD_REQUEST)
        else:
            outcome.append(HTTPStatus.OK)

    thread = threading.Thread(target=read, name="body", daemon=True)
    thread.start()
    thread.join(PATIENCE + (length or LARGEST) / PACE)
    if not outcome:
        return HTTPStatus.REQUEST_TIMEOUT
    return body if outcome[0] == HTTPStatus.OK else outcome[0]


def refuse(start_response: StartResponse, status: HTTPStatus, *headers: tuple[str, str]) -> list[bytes]:
    text = f"{status.value} {status.phrase}\n".encode()
    start_response(
        f"{status.value} {status.phrase}",
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(text))),
            ("Cache-Control", "private, no-store"),
            ("Connection", "close"),
            *headers,
        ],
    )
    return [text]


def is_only_read(path: str) -> bool:
    """Whether the route of this path answers GET alone, or there is none."""
    from reviewsite.urls import CACHED_PAGES

    try:
        return resolve(path).view_name in CACHED_PAGES
    except (Resolver404, ValueError):
        return True
