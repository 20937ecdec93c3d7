"""A WSGI application as uvicorn wants it: bodies are received by the event loop, requests are answered by threads."""

from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple
from wsgiref.types import WSGIApplication, WSGIEnvironment

from reviewsite.serving.bodies import Bodies, Receive, has_body
from reviewsite.serving.capacity import Capacity, PlacesByPath, Senders
from reviewsite.serving.environ import environ_of
from reviewsite.serving.refusal import RefusedError, refusal
from reviewsite.serving.routes import Kind, Route, sender_of

#: Threads of each kind, requests that may wait for one, and for how many seconds. The database's pool has a connection
#: for each thread. More threads would only take the processor out of each other's hands, and the event loop's.
CAPACITY: dict[Kind, dict[str, Any]] = {
    Kind.READING: {"threads": 6, "waiting": 200, "patience": 5.0},
    Kind.FORM: {"threads": 2, "waiting": 100, "patience": 10.0},
    Kind.STAFF: {"threads": 2, "waiting": 50, "patience": 10.0},
    Kind.HEALTH: {"threads": 2, "waiting": 20, "patience": 5.0},
}
#: Threads that read one path, whatever its query: those who want a page that is just being made would all sit in one,
#: waiting for it. Beside them `waiting` wait outside.
AT_ONE_PATH: dict[str, Any] = {"most": 2, "waiting": 200, "patience": 5.0}
#: Requests that one sender may have under way beside those that are ready: such with a body, and others.
FROM_ONE_WITH_BODY, FROM_ONE = 16, 64
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

    def __init__(self, application: WSGIApplication, route_of: Callable[[WSGIEnvironment], Route]) -> None:
        self.ready: Ready = getattr(application, "ready", lambda _method, _target, _asked: None)
        self._application = application
        self._route_of = route_of
        self._bodies = Bodies()
        self._senders = Senders()
        self._capacity = {kind: Capacity(kind.value, **figures) for kind, figures in CAPACITY.items()}
        self._paths = PlacesByPath(**AT_ONE_PATH)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        environ = environ_of(scope)
        try:
            answer = _about_the_server() if environ["PATH_INFO"] == "*" else await self._ask(environ, receive)
        except RefusedError as error:
            headers, page = refusal(error.status)
            answer = Answer(error.status, headers, BytesIO(page))
        await _send(answer, send)

    async def _ask(self, environ: WSGIEnvironment, receive: Receive) -> Answer:
        kind, limit = self._route_of(environ)
        # Before the body is read: a refusal has to cost next to nothing.
        self._capacity[kind].refuse_if_full()
        sender, brings_one = sender_of(environ), has_body(environ)
        with self._senders.counted((sender, brings_one), FROM_ONE_WITH_BODY if brings_one else FROM_ONE):
            await self._bodies.receive(environ, limit, receive)
            if kind is not Kind.READING:
                return await self._capacity[kind].run(self._answer, environ)
            async with self._paths.place(environ["PATH_INFO"]):
                return await self._capacity[kind].run(self._answer, environ)

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


def _about_the_server() -> Answer:
    """To `OPTIONS *`."""
    headers = [(b"Allow", b"GET, HEAD, OPTIONS, POST"), (b"Cache-Control", b"private, no-store")]
    return Answer(HTTPStatus.NO_CONTENT, headers, BytesIO())


async def _send(answer: Answer, send: Send) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    with answer.body as body:
        body.seek(0)
        while len(chunk := body.read(_CHUNK)) == _CHUNK:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": chunk})
