"""The week as it is broadcast: which dramas are on air on which day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from dramas.cards import DramaCard, drama_card
from dramas.models import Drama, Weekday
from dramas.models.drama import today_in_korea

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
    today = today or today_in_korea()
    perhaps = perhaps_on_air(today).select_related("poster")
    airing = [drama for drama in perhaps if drama.status(today) == Drama.Status.AIRING]
    if airing:
        return Week(on_air=True, days=_days(airing))
    return Week(on_air=False, days=_days(recently_ended(today).select_related("poster")))


def perhaps_on_air(today: dt.date) -> "QuerySet[Drama]":
    return Drama.objects.published().exclude(air_days="").perhaps_airing(today).order_by("air_time", "title")


def recently_ended(today: dt.date) -> "QuerySet[Drama]":
    weekly = Drama.objects.published().exclude(air_days="")
    return weekly.filter(aired_to__lt=today).order_by("-aired_to", "title")[:RECENT]


def _days(dramas: Iterable[Drama]) -> tuple[Day, ...]:
    cards = [(drama.air_days, drama_card(drama)) for drama in dramas]
    return tuple(Day(weekday, tuple(card for days, card in cards if weekday in days)) for weekday in Weekday)
