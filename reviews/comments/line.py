"""A line in which requests wait for one of a few places, the first come first."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class LineTooLongError(Exception):
    """Somebody waited in a line for as long as anybody should."""


class Line:
    """`places` may be held at once; whoever waits longer than `patience` seconds for one is sent away."""

    def __init__(self, places: int, patience: float) -> None:
        self._free = places
        self._patience = patience
        self._waiting: deque[threading.Lock] = deque()
        self._lock = threading.Lock()

    @contextmanager
    def place(self) -> Iterator[None]:
        """Raises LineTooLongError."""
        self._enter()
        try:
            yield
        finally:
            self._leave()

    def _enter(self) -> None:
        mine = threading.Lock()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=self._patience):
            return
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise LineTooLongError
        # It was handed over in the very last moment.

    def _leave(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
