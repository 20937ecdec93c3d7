"""Who waits for a thread, who is refused, and that neither takes anything from the others."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import pytest

from reviewsite.serving import capacity
from reviewsite.serving.capacity import Capacity, Senders
from reviewsite.serving.refusal import RefusedError
from tests.integration.serving.test_bodies import run


class Work:
    """Goes on until it is released."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.may_end = threading.Event()
        self.done: list[int] = []

    def __call__(self, number: int = 0) -> int:
        self.begun.release()
        self.may_end.wait()
        self.done.append(number)
        return number


async def refused(awaited: Awaitable[Any]) -> HTTPStatus | None:
    try:
        await awaited
    except RefusedError as error:
        return error.status
    return None


def full(
    waiting: int, patience: float, then: Callable[[Capacity, Work], Awaitable[None]], *, threads: int = 2
) -> list[int]:
    """What was done after all threads work, so many wait, and `then` was done."""

    async def go() -> list[int]:
        work, room = Work(), Capacity("test", threads=threads, waiting=waiting, patience=patience)
        async with asyncio.TaskGroup() as group:
            for number in range(threads + waiting):
                group.create_task(refused(room.run(work, number)))
                await asyncio.sleep(0)
            try:
                await then(room, work)
            finally:
                work.may_end.set()
        assert await room.run(lambda: 1) == 1
        return work.done

    return run(go())


def test_those_who_wait_are_served_in_their_order() -> None:
    async def then(room: Capacity, work: Work) -> None:
        return None

    # One thread: two could overtake each other between their work and the note of it.
    assert full(20, 30.0, then, threads=1) == list(range(21))


def test_who_is_one_too_many_is_refused_immediately() -> None:
    async def then(room: Capacity, work: Work) -> None:
        assert await refused(room.run(work)) == HTTPStatus.SERVICE_UNAVAILABLE
        assert work.done == []

    assert len(full(3, 30.0, then)) == 5


def test_who_waits_too_long_is_refused_and_takes_no_place() -> None:
    async def then(room: Capacity, work: Work) -> None:
        while room._waiting:
            await asyncio.sleep(0.001)

    assert sorted(full(3, 0.01, then)) == [0, 1]


def test_nobody_waits_for_threads_that_do_not_come_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capacity, "STALLED", 0.0)

    async def then(room: Capacity, work: Work) -> None:
        assert await refused(room.run(work)) == HTTPStatus.SERVICE_UNAVAILABLE

    assert len(full(0, 30.0, then)) == 2


def test_place_is_free_again_after_an_error() -> None:
    async def go() -> int:
        room = Capacity("test", threads=1, waiting=0, patience=0)
        with pytest.raises(ZeroDivisionError):
            await room.run(lambda: 1 // 0)
        return await room.run(lambda: 1)

    assert run(go()) == 1


def test_one_sender_cannot_take_what_others_need() -> None:
    senders = Senders()
    with senders.counted("a", 2), senders.counted("a", 2):
        with pytest.raises(RefusedError, match="429"), senders.counted("a", 2):
            pass
        with senders.counted("b", 2):
            pass
    with senders.counted("a", 1):
        pass
    assert not senders._under_way
