"""Whoever sends a body slowly, or too much of one, keeps nobody else from being answered.

A body is received whole before a thread is asked to do anything with it. How large it may be depends on its route
and is looked at before its first byte is; how long it may take depends on what has arrived, never on what was promised.
"""

import asyncio
import io
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from wsgiref.types import WSGIEnvironment

from reviewsite.serving.refusal import RefusedError

#: Bodies that may be on their way at a time, small ones and large ones: they take room on the disk, not threads.
SMALL_AT_ONCE, LARGE_AT_ONCE = 200, 50
#: Bytes up to which a body is a small one.
SMALL = 64 * 1024
#: Seconds that a body may take, and bytes a second that it must come at beyond them.
PATIENCE, PACE = 10.0, 16 * 1024
#: Seconds after which a body that is slow gives its place up to another.
GRACE = 2.0
#: Bytes, not more than what is received between two looks at what has arrived.
_IN_MEMORY = 256 * 1024
_MOST_DIGITS = 12

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


def has_body(environ: WSGIEnvironment) -> bool:
    return bool(environ.get("CONTENT_LENGTH", "").strip("0")) or "HTTP_TRANSFER_ENCODING" in environ


class Bodies:
    """Receives bodies, and holds the times that those on their way still have. For one event loop."""

    def __init__(self) -> None:
        self._small: set[asyncio.Timeout] = set()
        self._large: set[asyncio.Timeout] = set()

    async def receive(self, environ: WSGIEnvironment, limit: int, receive: Receive) -> None:
        """Put the whole body, of `limit` bytes at most, into `environ`. Raises RefusedError."""
        body: IO[bytes] = io.BytesIO()
        if has_body(environ):
            body = await self._whole(receive, limit, _declared(environ, limit))
        environ["CONTENT_LENGTH"] = str(body.tell())
        body.seek(0)
        environ["wsgi.input"] = body

    async def _whole(self, receive: Receive, limit: int, declared: int) -> IO[bytes]:
        """The body, at its end."""
        clock = asyncio.get_running_loop().time
        coming, most = (self._small, SMALL_AT_ONCE) if declared <= SMALL else (self._large, LARGE_AT_ONCE)
        if len(coming) >= most:
            _end_slowest(coming, clock())
        began, more = clock(), True
        body: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  given away
        time_left = asyncio.timeout_at(began + PATIENCE)
        coming.add(time_left)
        try:
            async with time_left:
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise RefusedError(HTTPStatus.BAD_REQUEST)
                    body.write(message.get("body", b""))
                    if body.tell() > limit:
                        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                    more = message.get("more_body", False)
                    time_left.reschedule(began + PATIENCE + body.tell() / PACE)
        except TimeoutError:
            raise RefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
        finally:
            coming.discard(time_left)
        return body


def _declared(environ: WSGIEnvironment, limit: int) -> int:
    """The length that was promised, or, in chunks, the most that it may become. Raises RefusedError."""
    length = environ.get("CONTENT_LENGTH", "")
    if not limit:
        is_read = environ["REQUEST_METHOD"] in {"GET", "HEAD"}
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE if is_read else HTTPStatus.METHOD_NOT_ALLOWED)
    if not length:
        return limit
    if not (length.isascii() and length.isdigit() and len(length) <= _MOST_DIGITS and int(length) <= limit):
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(length)


def _end_slowest(coming: set[asyncio.Timeout], now: float) -> None:
    """Give up on the body whose time is over first. Raises RefusedError if that one has only begun too."""
    slowest = min(coming, key=lambda time_left: time_left.when() or 0.0)
    if (slowest.when() or 0.0) > now + PATIENCE - GRACE:
        raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
    coming.discard(slowest)
    slowest.reschedule(now)
