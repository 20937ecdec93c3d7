"""The week as it is broadcast: which dramas are on air on which day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from dramas.cards import DramaCard, drama_card
from dramas.models import Drama, Weekday
from reviewsite.pagecache import present

#: How many dramas stand in for those on air when none is.
RECENT = 8


@dataclass(frozen=True, slots=True)
class Day:
    weekday: Weekday
    cards: tuple[DramaCard, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday; `on_air` is False where they hold what ended last instead."""

    on_air: bool
    days: tuple[Day, ...]

    def __bool__(self) -> bool:
        return any(day.cards for day in self.days)


def this_week(today: dt.date | None = None) -> Week:
    """One query while something is on air, two otherwise."""
    today = today or timezone.localdate(present.now())
    airing = list(on_air(today).select_related("poster"))
    if airing:
        return Week(on_air=True, days=_days(airing))
    return Week(on_air=False, days=_days(recently_ended(today).select_related("poster")))


def on_air(today: dt.date) -> "QuerySet[Drama]":
    return Drama.objects.published().exclude(air_days="").airing(today).order_by("air_time", "title")


def recently_ended(today: dt.date) -> "QuerySet[Drama]":
    weekly = Drama.objects.published().exclude(air_days="")
    return weekly.filter(aired_to__lt=today).order_by("-aired_to", "title")[:RECENT]


def _days(dramas: Iterable[Drama]) -> tuple[Day, ...]:
    cards = [(drama.air_days, drama_card(drama)) for drama in dramas]
    return tuple(Day(weekday, tuple(card for days, card in cards if weekday in days)) for weekday in Weekday)
