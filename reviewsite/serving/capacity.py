"""Limits simultaneous requests: the others wait outside of the threads, for a short while, and only so many of them."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from http import HTTPStatus
from typing import Any, TypeVar

from reviewsite.serving.refusal import RefusedError

T = TypeVar("T")

#: Seconds in which no thread became free, after which nobody is let wait for one: what they all wait for is away.
STALLED = 2.0


class Places:
    """Limits how many go on at a time. For one event loop.

    `waiting` more may wait for a place, the first come first, each for `patience` seconds; all others are refused with
    503 immediately.
    """

    def __init__(self, most: int, *, waiting: int, patience: float) -> None:
        self._free = asyncio.Semaphore(most)
        self._taken = self._waiting = 0
        self._most_waiting = waiting
        self._patience = patience
        self._freed_at = 0.0

    @property
    def is_empty(self) -> bool:
        return not self._taken and not self._waiting

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Raises RefusedError."""
        if self._free.locked():
            await self._wait()
        else:
            self._freed_at = time.monotonic()
            await self._free.acquire()
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1
            self._freed_at = time.monotonic()
            self._free.release()

    def refuse_if_full(self) -> None:
        """Raises RefusedError if nobody may even wait."""
        is_stalled = time.monotonic() - self._freed_at > STALLED
        if self._free.locked() and (is_stalled or self._waiting >= self._most_waiting):
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)

    async def _wait(self) -> None:
        self.refuse_if_full()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE) from None
        finally:
            self._waiting -= 1


class Capacity(Places):
    """Threads for one kind of request, which are its places."""

    def __init__(self, name: str, *, threads: int, waiting: int, patience: float) -> None:
        super().__init__(threads, waiting=waiting, patience=patience)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)

    async def run(self, call: Callable[..., T], *arguments: object) -> T:
        """The result of `call` in a thread. Raises RefusedError."""
        async with self.place():
            return await asyncio.get_running_loop().run_in_executor(self._threads, call, *arguments)


class PlacesByPath:
    """The same places at each path, so that all who ask for one page do not take the threads from other pages."""

    def __init__(self, **figures: Any) -> None:
        self._figures = figures
        self._at: dict[str, Places] = {}

    @asynccontextmanager
    async def place(self, path: str) -> AsyncIterator[None]:
        """Raises RefusedError."""
        places = self._at.get(path) or self._at.setdefault(path, Places(**self._figures))
        try:
            async with places.place():
                yield
        finally:
            if places.is_empty:
                del self._at[path]


class Senders:
    """Counts what each sender has under way, so that none of them takes all there is."""

    def __init__(self) -> None:
        self._under_way: Counter[Hashable] = Counter()

    @contextmanager
    def counted(self, sender: Hashable, most: int) -> Iterator[None]:
        """Raises RefusedError (429) if `sender` has `most` under way."""
        if self._under_way[sender] >= most:
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS)
        self._under_way[sender] += 1
        try:
            yield
        finally:
            self._under_way[sender] -= 1
            if not self._under_way[sender]:
                del self._under_way[sender]
