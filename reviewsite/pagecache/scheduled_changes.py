"""Moments at which pages change although nothing is written: a scheduled review, a new day."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from reviewsite.accounts.time_zones import KOREA

NextMoment = Callable[[dt.datetime], dt.datetime | None]

_registered: list[NextMoment] = []


def register(next_moment: NextMoment) -> None:
    """`next_moment` gets a time and gives the first moment after it at which some page changes, or None."""
    _registered.append(next_moment)


def next_after(now: dt.datetime) -> dt.datetime | None:
    return min(filter(None, (next_moment(now) for next_moment in _registered)), default=None)


def next_midnight(now: dt.datetime) -> dt.datetime:
    """The first moment of tomorrow in Korea: which dramas are on air depends on the day there."""
    tomorrow = timezone.localdate(now, KOREA) + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time.min, KOREA)
