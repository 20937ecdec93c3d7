"""Bodies that come slowly, too large, or where none belongs."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar

import pytest

from reviewsite.serving import bodies
from reviewsite.serving.bodies import LARGE_AT_ONCE, SMALL, SMALL_AT_ONCE, Bodies
from reviewsite.serving.refusal import RefusedError
from reviewsite.serving.routes import STAFF_LIMIT

Receive = Callable[[], Awaitable[dict[str, Any]]]
T = TypeVar("T")


def sender(chunks: Iterable[bytes], *, breaks_off: bool = False) -> Receive:
    messages = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    messages.append({"type": "http.disconnect"} if breaks_off else {"type": "http.request", "body": b""})
    coming = iter(messages)

    async def receive() -> dict[str, Any]:
        return next(coming)

    return receive


async def nobody() -> dict[str, Any]:
    raise AssertionError("The body was asked for.")


class Stalled:
    """A sender who has stopped in the middle; `release` lets them go on."""

    def __init__(self) -> None:
        self.asked = asyncio.Semaphore(0)
        self.released = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        self.asked.release()
        await self.released.wait()
        return {"type": "http.disconnect"}


async def post(
    coming: Bodies, receive: Receive, *, limit: int = STAFF_LIMIT, **more: str
) -> HTTPStatus | bytes:
    """The body as the application gets it, or the status that it is refused with."""
    environ: dict[str, Any] = {"REQUEST_METHOD": "POST", **more}
    try:
        await coming.receive(environ, limit, receive)
    except RefusedError as refused:
        return refused.status
    body: bytes = environ["wsgi.input"].read()
    assert environ["CONTENT_LENGTH"] == str(len(body))
    return body


def run(awaited: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: tests with a browser leave their event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, awaited).result()


def send(receive: Receive, *, limit: int = STAFF_LIMIT, **more: str) -> HTTPStatus | bytes:
    return run(post(Bodies(), receive, limit=limit, **more))


def test_body_arrives_whole() -> None:
    sent = bytes(range(256)) * 3000
    chunks = [sent[:100], sent[100:500_000], sent[500_000:]]

    assert send(sender(chunks), CONTENT_LENGTH=str(len(sent))) == sent
    assert send(sender(chunks), HTTP_TRANSFER_ENCODING="chunked") == sent


@pytest.mark.parametrize("more", [{}, {"CONTENT_LENGTH": "0"}])
def test_request_without_a_body_is_not_waited_for(more: dict[str, str]) -> None:
    assert send(nobody, limit=0, **more) == b""


def test_body_that_breaks_off_is_refused() -> None:
    assert send(sender([b"abc"], breaks_off=True), CONTENT_LENGTH="100") == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("length", [str(10**12), "9" * 5000, "-1", "1e3", "٣", "1001"])
def test_body_of_impossible_length_is_not_read(length: str) -> None:
    assert send(nobody, limit=1000, CONTENT_LENGTH=length) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_body_without_length_is_read_up_to_the_limit() -> None:
    pieces, chunked = [b"x" * 600, b"x" * 401], {"HTTP_TRANSFER_ENCODING": "chunked"}

    assert send(sender([b"x" * 1000]), limit=1000, **chunked) == b"x" * 1000
    assert send(sender(pieces), limit=1000, **chunked) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize(
    ("method", "status"),
    [("POST", HTTPStatus.METHOD_NOT_ALLOWED), ("GET", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)],
)
def test_pages_that_are_only_read_take_no_body(method: str, status: HTTPStatus) -> None:
    assert send(nobody, limit=0, CONTENT_LENGTH="100", REQUEST_METHOD=method) == status


class TestTime:
    """By a clock that passes when the sender lets it."""

    def pour(self, monkeypatch: pytest.MonkeyPatch, pace: int, seconds: int, declared: int) -> Any:
        """A body that comes at so many bytes a second for so long, and how many seconds of it were heard."""

        async def go() -> tuple[HTTPStatus | bytes, int]:
            loop = asyncio.get_running_loop()
            passed, heard = 0, 0
            real = loop.time
            monkeypatch.setattr(loop, "time", lambda: real() + passed, raising=False)

            async def receive() -> dict[str, Any]:
                nonlocal passed, heard
                await asyncio.sleep(0)
                passed, heard = passed + 1, heard + 1
                await asyncio.sleep(0)  # the loop looks at the clock
                await asyncio.sleep(0)
                return {"type": "http.request", "body": b"x" * pace, "more_body": heard < seconds}

            return await post(Bodies(), receive, CONTENT_LENGTH=str(declared)), heard

        return run(go())

    def test_what_comes_at_a_fair_pace_may_take_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        body, heard = self.pour(monkeypatch, bodies.PACE, 60, 60 * bodies.PACE)
        assert (len(body), heard) == (60 * bodies.PACE, 60)

    @pytest.mark.parametrize("declared", [SMALL, STAFF_LIMIT])
    def test_promised_length_buys_no_time(self, monkeypatch: pytest.MonkeyPatch, declared: int) -> None:
        status, heard = self.pour(monkeypatch, 10, 10_000, declared)
        assert status == HTTPStatus.REQUEST_TIMEOUT
        assert heard <= bodies.PATIENCE + 2


@pytest.mark.parametrize(("length", "most"), [("100", SMALL_AT_ONCE), (str(2 * SMALL), LARGE_AT_ONCE)])
def test_places_are_limited(length: str, most: int) -> None:
    async def hold() -> HTTPStatus | bytes:
        coming, stalled = Bodies(), Stalled()
        async with asyncio.TaskGroup() as held:
            for _ in range(most):
                held.create_task(post(coming, stalled.receive, CONTENT_LENGTH=length))
            for _ in range(most):
                await stalled.asked.acquire()
            refused = await post(coming, nobody, CONTENT_LENGTH=length)
            stalled.released.set()
        assert await post(coming, sender([b"x"]), CONTENT_LENGTH=length) == b"x"
        return refused

    assert run(hold()) == HTTPStatus.SERVICE_UNAVAILABLE


def test_large_bodies_take_no_places_from_small_ones() -> None:
    async def hold() -> HTTPStatus | bytes:
        coming, stalled = Bodies(), Stalled()
        async with asyncio.TaskGroup() as held:
            for _ in range(LARGE_AT_ONCE):
                held.create_task(post(coming, stalled.receive, CONTENT_LENGTH=str(2 * SMALL)))
            for _ in range(LARGE_AT_ONCE):
                await stalled.asked.acquire()
            small = await post(coming, sender([b"x"]), CONTENT_LENGTH="1")
            stalled.released.set()
        return small

    assert run(hold()) == b"x"


def test_slowest_gives_its_place_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "GRACE", 0.0)

    async def hold() -> tuple[HTTPStatus | bytes, HTTPStatus | bytes]:
        coming, first, others = Bodies(), Stalled(), Stalled()
        oldest = asyncio.create_task(post(coming, first.receive, CONTENT_LENGTH="100"))
        await first.asked.acquire()
        async with asyncio.TaskGroup() as held:
            for _ in range(SMALL_AT_ONCE - 1):
                held.create_task(post(coming, others.receive, CONTENT_LENGTH="100"))
            for _ in range(SMALL_AT_ONCE - 1):
                await others.asked.acquire()
            latest = await post(coming, sender([b"x"]), CONTENT_LENGTH="1")
            given_up = await oldest
            others.released.set()
        return latest, given_up

    assert run(hold()) == (b"x", HTTPStatus.REQUEST_TIMEOUT)
