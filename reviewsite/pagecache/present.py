"""The present moment, as queries of public pages name it: the page cache must know it again among their values."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_fixed: ContextVar[dt.datetime | None] = ContextVar("present", default=None)


def now() -> dt.datetime:
    """`timezone.now()`; while a page is made for the cache, the one moment that it is made for."""
    return _fixed.get() or timezone.now()


@contextmanager
def fixed(moment: dt.datetime) -> Iterator[None]:
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
