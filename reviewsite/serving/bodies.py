"""Whoever sends a body slowly, or too much of one, keeps nobody else from being answered.

A body is received whole before a thread is asked to do anything with it, only for routes that take one, within a time,
and only so many are received at once.
"""

import asyncio
import io
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve

#: Bodies that may be on their way at once, of all senders and of one: they take room on the disk, not threads.
AT_ONCE, AT_ONCE_FROM_ONE = 200, 8
#: Bytes; pictures may have 10 MB, and a document a little more.
LARGEST = 32 * 1024 * 1024
#: Seconds that a body may take, and bytes a second that it must come at beyond them.
PATIENCE, PACE = 20.0, 32 * 1024
_IN_MEMORY = 256 * 1024

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]


class BodyLimits:
    """Counts the bodies that are on their way. For one event loop."""

    def __init__(self, takes_none: Callable[[str], bool]) -> None:
        self._takes_none = takes_none
        self._open: Counter[str] = Counter()

    async def receive(self, environ: WSGIEnvironment, receive: Receive) -> HTTPStatus | None:
        """Put the whole body into `environ`, or say with which status to refuse the request."""
        length = environ.get("CONTENT_LENGTH", "")
        body: IO[bytes] | HTTPStatus = io.BytesIO()
        if length.strip("0") or "HTTP_TRANSFER_ENCODING" in environ:
            if self._takes_none(get_path_info(environ)):
                return HTTPStatus.METHOD_NOT_ALLOWED
            if length and not (length.isascii() and length.isdigit() and int(length) <= LARGEST):
                return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            # Behind a proxy, which keeps bodies back until they are whole, all have its address.
            sender = "" if settings.BEHIND_PROXY else environ["REMOTE_ADDR"]
            with self._counted(sender) as refused:
                body = refused or await _whole(receive, int(length or LARGEST))
        if isinstance(body, HTTPStatus):
            return body
        environ["CONTENT_LENGTH"] = str(body.tell())
        body.seek(0)
        environ["wsgi.input"] = body
        return None

    @contextmanager
    def _counted(self, sender: str) -> Iterator[HTTPStatus | None]:
        if self._open.total() >= AT_ONCE:
            yield HTTPStatus.SERVICE_UNAVAILABLE
        elif sender and self._open[sender] >= AT_ONCE_FROM_ONE:
            yield HTTPStatus.TOO_MANY_REQUESTS
        else:
            self._open[sender] += 1
            try:
                yield None
            finally:
                self._open[sender] -= 1
                if not self._open[sender]:
                    del self._open[sender]


async def _whole(receive: Receive, length: int) -> IO[bytes] | HTTPStatus:
    """The body, at its end, or what is wrong with it. It may take as long as one of `length` bytes may."""
    body: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  given away
    more = True
    try:
        async with asyncio.timeout(PATIENCE + length / PACE):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return HTTPStatus.BAD_REQUEST
                body.write(message.get("body", b""))
                if body.tell() > LARGEST:
                    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                more = message.get("more_body", False)
    except TimeoutError:
        return HTTPStatus.REQUEST_TIMEOUT
    return body


def is_only_read(path: str) -> bool:
    """Whether the route of this path answers GET alone, or there is none."""
    from reviewsite.urls import CACHED_PAGES

    try:
        return resolve(path).view_name in CACHED_PAGES
    except (Resolver404, ValueError):
        return True
