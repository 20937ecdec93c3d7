"""A worker whose clock the test sets, and a handler that takes note."""

import datetime as dt
from typing import Any

import pytest

from reviewsite.jobs import registry
from reviewsite.jobs.registry import handler
from reviewsite.jobs.worker import Worker

START = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker(clock: Clock) -> Worker:
    return Worker(clock=clock)


@pytest.fixture(autouse=True)
def done(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the handler of "note" was given, in order; no other kind has a handler."""
    monkeypatch.setattr(registry, "_handlers", {})
    given: list[Any] = []
    handler("note")(given.append)
    return given
