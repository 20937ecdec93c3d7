"""One render at a time of each page: whoever asks meanwhile waits for it and gets the same answer."""

import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

#: Seconds that a request waits for another's render before it does its own.
PATIENCE = 5.0


class _Flight(Generic[T]):
    def __init__(self, version: Hashable) -> None:
        self.version = version
        self.landed = threading.Event()
        self.result: T | None = None


class SingleFlight(Generic[T]):
    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._under_way: dict[Hashable, _Flight[T]] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, version: Callable[[], Hashable], make: Callable[[], T]) -> T:
        """What `make` gives; called once for all who ask for `key` at the same time.

        Whoever comes when `version` has moved on since it began waits for the next, which is once more for all of
        them: a page that changes faster than it is rendered is rendered by one thread all the same. If `make` raises,
        whoever called it gets the error, and one of those who waited tries next.
        """
        while True:
            asked = version()
            with self._lock:
                flight = self._under_way.get(key)
                leads = flight is None
                if flight is None:
                    flight = self._under_way[key] = _Flight(asked)
            if leads:
                return self._fly(key, flight, make)
            if not flight.landed.wait(self._patience):
                return make()
            if flight.result is not None and flight.version == asked:
                return flight.result

    def _fly(self, key: Hashable, flight: _Flight[T], make: Callable[[], T]) -> T:
        try:
            flight.result = make()
            return flight.result
        finally:
            with self._lock:
                del self._under_way[key]
            flight.landed.set()
