"""Which function does which kind of job."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Run = Callable[[dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Handler:
    run: Run
    attempts: int
    lease: dt.timedelta
    patient: bool
    lane: str
    every: dt.timedelta | None


class HopelessError(Exception):
    """Raised by a handler whose job will not succeed however often it is tried."""


class AwayError(Exception):
    """Raised by a handler when what the job needs is away; tried again after `wait`, and not counted as an attempt."""

    def __init__(self, said: str, wait: dt.timedelta) -> None:
        super().__init__(said)
        self.wait = wait


_handlers: dict[str, Handler] = {}


def handler(
    kind: str,
    *,
    attempts: int = 8,
    lease: dt.timedelta = dt.timedelta(minutes=1),
    patient: bool = False,
    lane: str = "",
    every: dt.timedelta | None = None,
) -> Callable[[Run], Run]:
    """Register the decorated function for jobs of `kind`; it gets the payload, and fails by raising.

    It must end within `lease`: after that another worker may begin the same job. So too after a crash, which is
    why doing it twice has to be as good as once. With 8 attempts it is tried for about an hour. A `patient` kind
    waits until no other job of its lane is due. Lanes do not wait for each other: what depends on somebody else's
    server has one of its own. With `every` a worker has one done in each such stretch of time.
    """

    def register(run: Run) -> Run:
        if kind in _handlers:
            raise ValueError(f"There is a handler for {kind!r} already.")
        _handlers[kind] = Handler(run, attempts, lease, patient, lane, every)
        return run

    return register


def handler_of(kind: str) -> Handler:
    """Raises KeyError for a kind that nothing was registered for."""
    return _handlers[kind]


def kinds(*, patient: bool, lane: str | None = None) -> list[str]:
    """The kinds of one lane, or of all."""
    return [
        kind
        for kind, each in _handlers.items()
        if each.patient == patient and (lane is None or each.lane == lane)
    ]


def lanes() -> list[str]:
    return sorted({each.lane for each in _handlers.values()})


def recurring() -> list[tuple[str, dt.timedelta]]:
    return [(kind, each.every) for kind, each in _handlers.items() if each.every]
