"""Bodies that come slowly, too large, or where none belongs."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar

import pytest

from reviewsite.serving import bodies
from reviewsite.serving.bodies import AT_ONCE, AT_ONCE_FROM_ONE, BodyLimits, is_only_read

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
    limits: BodyLimits, receive: Receive, *, path: str = "/admin/login/", **more: str
) -> HTTPStatus | bytes:
    """The body as the application gets it, or the status that it is refused with."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "REMOTE_ADDR": "1.2.3.4",
        **more,
    }
    if refused := await limits.receive(environ, receive):
        return refused
    body: bytes = environ["wsgi.input"].read()
    assert environ["CONTENT_LENGTH"] == str(len(body))
    return body


def run(awaited: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: tests with a browser leave their event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, awaited).result()


def send(receive: Receive, **more: str) -> HTTPStatus | bytes:
    return run(post(BodyLimits(is_only_read), receive, **more))


def test_body_arrives_whole() -> None:
    sent = bytes(range(256)) * 3000
    chunks = [sent[:100], sent[100:500_000], sent[500_000:]]

    assert send(sender(chunks), CONTENT_LENGTH=str(len(sent))) == sent
    assert send(sender(chunks), HTTP_TRANSFER_ENCODING="chunked") == sent


@pytest.mark.parametrize("more", [{}, {"CONTENT_LENGTH": "0"}])
def test_request_without_a_body_is_not_waited_for(more: dict[str, str]) -> None:
    assert send(nobody, path="/about/", **more) == b""


def test_body_that_does_not_arrive_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "PATIENCE", 0.01)

    async def wait() -> HTTPStatus | bytes:
        return await post(BodyLimits(is_only_read), Stalled().receive, CONTENT_LENGTH="100")

    assert run(wait()) == HTTPStatus.REQUEST_TIMEOUT


def test_body_that_breaks_off_is_refused() -> None:
    broken = sender([b"abc"], breaks_off=True)

    assert send(broken, CONTENT_LENGTH="100") == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("length", [str(10**12), "-1", "1e3", "٣"])
def test_body_of_impossible_length_is_not_read(length: str) -> None:
    assert send(nobody, CONTENT_LENGTH=length) == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_body_without_length_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "LARGEST", 1000)

    assert send(sender([b"x" * 1000]), HTTP_TRANSFER_ENCODING="chunked") == b"x" * 1000
    assert (
        send(sender([b"x" * 600, b"x" * 401]), HTTP_TRANSFER_ENCODING="chunked")
        == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    )


@pytest.mark.parametrize("path", ["/", "/about/", "/no/such/page/", "/reviews/"])
def test_pages_that_are_only_read_take_no_body(path: str) -> None:
    assert send(nobody, path=path, CONTENT_LENGTH="100") == HTTPStatus.METHOD_NOT_ALLOWED


def test_one_sender_cannot_hold_what_others_need() -> None:
    async def hold() -> None:
        limits, stalled = BodyLimits(is_only_read), Stalled()
        async with asyncio.TaskGroup() as held:
            for _ in range(AT_ONCE_FROM_ONE):
                held.create_task(post(limits, stalled.receive, CONTENT_LENGTH="100"))
            for _ in range(AT_ONCE_FROM_ONE):
                await stalled.asked.acquire()

            refused = await post(limits, nobody, CONTENT_LENGTH="1")
            other = await post(limits, sender([b"x"]), CONTENT_LENGTH="1", REMOTE_ADDR="5.6.7.8")
            stalled.released.set()
        assert (refused, other) == (HTTPStatus.TOO_MANY_REQUESTS, b"x")
        assert await post(limits, sender([b"x"]), CONTENT_LENGTH="1") == b"x"

    run(hold())


def test_all_senders_together_have_a_limit() -> None:
    async def hold() -> None:
        limits, stalled = BodyLimits(is_only_read), Stalled()
        async with asyncio.TaskGroup() as held:
            for number in range(AT_ONCE):
                address = f"10.0.{number // 200}.{number % 200}"
                held.create_task(post(limits, stalled.receive, CONTENT_LENGTH="9", REMOTE_ADDR=address))
            for _ in range(AT_ONCE):
                await stalled.asked.acquire()

            refused = await post(limits, nobody, CONTENT_LENGTH="1")
            stalled.released.set()
        assert refused == HTTPStatus.SERVICE_UNAVAILABLE

    run(hold())
