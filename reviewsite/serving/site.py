"""A WSGI application as uvicorn wants it: bodies are received by the event loop, requests are answered by threads."""

import asyncio
import io
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple
from wsgiref.types import WSGIApplication, WSGIEnvironment

from reviewsite.operations.figures import HEALTH
from reviewsite.serving.bodies import BodyLimits, Receive
from reviewsite.serving.environ import environ_of

#: Requests that are worked on at once; most of the time of most of them is the database's.
THREADS = 64
#: Bytes of an answer that are held in memory; more go through a file, at the client's pace.
_IN_MEMORY, _CHUNK = 1024 * 1024, 64 * 1024
_WITHOUT_BODY = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
#: Gets a method, a target, and headers under names in lower case; gives the head of the answer, but for its date and
#: the empty line, and its body; or None.
Ready = Callable[[bytes, bytes, dict[bytes, bytes]], tuple[bytes, bytes] | None]


class Answer(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    body: IO[bytes]


class Site:
    """Calling it answers everything; `ready`, the application's own, what needs neither a database nor a thread."""

    def __init__(
        self, application: WSGIApplication, takes_no_body: Callable[[str], bool], threads: int = THREADS
    ) -> None:
        self.ready: Ready = getattr(application, "ready", lambda _method, _target, _asked: None)
        self._application = application
        self._bodies = BodyLimits(takes_no_body)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="request")
        # Whoever asks whether the site is well must hear so when all the others are stuck.
        self._health = ThreadPoolExecutor(2, thread_name_prefix="health")

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        environ = environ_of(scope)
        if refused := await self._bodies.receive(environ, receive):
            await _send(_refusal(refused), send)
            return
        loop = asyncio.get_running_loop()
        threads = self._health if environ["PATH_INFO"] in HEALTH else self._threads
        answer = await loop.run_in_executor(threads, self._answer, environ)
        await _send(answer, send)

    def _answer(self, environ: WSGIEnvironment) -> Answer:
        """All of it: a thread is not kept waiting for whoever reads slowly."""
        body: IO[bytes] = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed when it is sent
        said: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
            said[:] = [int(status[:3]), headers]
            return body.write

        chunks = self._application(environ, start_response)
        try:
            body.writelines(chunks)
        finally:
            if close := getattr(chunks, "close", None):
                close()
            environ["wsgi.input"].close()
        status, headers = said
        return Answer(status, _encoded(status, headers, environ["REQUEST_METHOD"], body.tell()), body)


def _encoded(
    status: int, headers: list[tuple[str, str]], method: str, size: int
) -> list[tuple[bytes, bytes]]:
    """With the length that the body has, or, where there must be none, would have."""
    kept = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in headers
        if name.lower() != "content-length" or method == "HEAD"
    ]
    if method != "HEAD" and status not in _WITHOUT_BODY:
        kept.append((b"Content-Length", b"%d" % size))
    return kept


def _refusal(status: HTTPStatus) -> Answer:
    text = f"{status.value} {status.phrase}\n".encode()
    headers = [
        (b"Content-Type", b"text/plain; charset=utf-8"),
        (b"Content-Length", b"%d" % len(text)),
        (b"Cache-Control", b"private, no-store"),
        (b"Connection", b"close"),
    ]
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append((b"Allow", b"GET, HEAD"))
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        headers.append((b"Retry-After", b"5"))
    return Answer(status, headers, io.BytesIO(text))


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    with answer.body as body:
        body.seek(0)
        while len(chunk := body.read(_CHUNK)) == _CHUNK:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": chunk})
