"""Results of pure functions, remembered by all that went in: nothing ever has to be forgotten, only to make room.

A page whose content has changed in one place is rendered again; what went into its other parts is what it was, and so
is what comes out. The key is the pickle of the arguments, not their hash: model instances are equal by their primary
key alone, and a SafeString is equal to the same text that is not safe.
"""

import pickle
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import blake2b
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connections
from django.urls import get_script_prefix
from django.utils import timezone, translation

T = TypeVar("T")

#: What is kept in a process, about.
MAX_BYTES = 24 * 2**20


class Memory:
    """Values by key, the least recently used dropped when the sum of their sizes exceeds `max_bytes`."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.bytes = 0
        self._max_bytes = max_bytes
        self._values: OrderedDict[bytes, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: bytes) -> Any:
        """None if it is not there; None itself is never kept."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: bytes, value: Any, size: int) -> None:
        with self._lock:
            _old, freed = self._values.pop(key, (None, 0))
            self._values[key] = value, size
            self.bytes += size - freed
            while self.bytes > self._max_bytes:
                _key, (_value, size) = self._values.popitem(last=False)
                self.bytes -= size

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
            self.bytes = 0


memory = Memory()


def cached(pure: Callable[..., T], *given: Any) -> T:
    """`pure(*given)`, of which the same was perhaps asked before.

    `pure` is a function of a module, and what it gives is never changed by anybody. Besides its arguments it may
    depend on the language, the time zone and the settings; if it asks the database, which could answer differently
    next time, that is an error.
    """
    if settings.DEBUG:
        return pure(*given)  # whoever changes a template wants to see it
    key = _key_of(pure, given)
    value = memory.get(key)
    if value is None:
        with without_database():
            value = pure(*given)
        memory.put(key, value, len(pickle.dumps(value)) + 200)
    return cast(T, value)


@contextmanager
def without_database() -> Iterator[None]:
    """Any query in here is an error."""

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        raise RuntimeError(f"This may depend on what it was given alone, not on: {sql[:200]}")

    with ExitStack() as stack:
        for connection in connections.all(initialized_only=True):
            stack.enter_context(connection.execute_wrapper(refuse))
        yield


def _key_of(pure: Callable[..., Any], given: tuple[Any, ...]) -> bytes:
    around = (
        translation.get_language(),
        timezone.get_current_timezone_name(),
        get_script_prefix(),
        settings.SITE_URL,
    )
    return digest((pure, around, given))


def digest(value: Any) -> bytes:
    return blake2b(pickle.dumps(value, protocol=5), digest_size=20).digest()
