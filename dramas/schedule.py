"""The week as it is broadcast, and what begins later: which dramas are on air on which day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dramas.broadcast_slot import time_words
from dramas.cards import DramaCard, drama_card
from dramas.models import Drama, Weekday
from dramas.models.airing import LONGEST_RUN, today_in_korea

#: How many dramas stand in for those on air when none is, and how long ago they may have ended.
RECENT, RECENTLY = 8, dt.timedelta(weeks=5)


@dataclass(frozen=True, slots=True)
class Day:
    """A card's note is the time of day, where it is known."""

    weekday: Weekday
    cards: tuple[DramaCard, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday; `on_air` is False where they hold what ended last instead."""

    on_air: bool
    days: tuple[Day, ...]

    def __bool__(self) -> bool:
        return any(day.cards for day in self.days)


@dataclass(frozen=True, slots=True)
class Start:
    """A first day to come, of a drama or of its second part."""

    day: dt.date
    card: DramaCard
    is_second_part: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    week: Week
    #: On air without a fixed day.
    any_day: tuple[DramaCard, ...]
    coming: tuple[Start, ...]

    def __bool__(self) -> bool:
        return bool(self.week or self.any_day or self.coming)


def this_week(today: dt.date | None = None) -> Week:
    """One query while something is on air, two otherwise."""
    today = today or today_in_korea()
    airing = _airing(perhaps_on_air(today), today)
    if airing:
        return Week(on_air=True, days=_days(airing))
    return Week(on_air=False, days=_days(_recently_ended(today)))


def calendar(today: dt.date | None = None) -> Calendar:
    """Two queries: what is on air, and what is to come."""
    today = today or today_in_korea()
    airing = _airing(Drama.objects.published().perhaps_airing(today), today)
    return Calendar(
        week=Week(on_air=True, days=_days([drama for drama in airing if drama.air_days])),
        any_day=tuple(drama_card(drama) for drama in airing if not drama.air_days),
        coming=tuple(_starts(today)),
    )


def perhaps_on_air(today: dt.date) -> "QuerySet[Drama]":
    return Drama.objects.published().exclude(air_days="").perhaps_airing(today).order_by("air_time", "title")


def perhaps_recently_ended(today: dt.date) -> "QuerySet[Drama]":
    """Those among which are all that ended in the last weeks: some last days are counted, not stored."""
    began_lately = Q(aired_from__gte=today - LONGEST_RUN - RECENTLY) | Q(
        part_two_from__gte=today - LONGEST_RUN - RECENTLY
    )
    ended = Q(aired_to__lt=today, aired_to__gte=today - RECENTLY) | Q(aired_to=None) & began_lately
    return Drama.objects.published().exclude(air_days="").filter(ended).order_by("-aired_to", "title")


def coming(today: dt.date) -> "QuerySet[Drama]":
    return Drama.objects.published().filter(Q(aired_from__gt=today) | Q(part_two_from__gt=today))


def _recently_ended(today: dt.date) -> list[Drama]:
    ended = [
        (drama.last_day, drama)
        for drama in perhaps_recently_ended(today).select_related("poster")
        if drama.last_day is not None and today - RECENTLY <= drama.last_day < today
    ]
    newest_first = sorted(ended, key=lambda each: each[0], reverse=True)
    return [drama for _day, drama in newest_first[:RECENT]]


def _airing(dramas: "QuerySet[Drama]", today: dt.date) -> list[Drama]:
    return [row for row in dramas.select_related("poster") if row.status(today) == Drama.Status.AIRING]


def _starts(today: dt.date) -> list[Start]:
    starts = []
    for drama in coming(today).select_related("poster"):
        for first, is_second in ((drama.aired_from, False), (drama.part_two_from, True)):
            if first is not None and first > today:
                note = time_words(drama.air_time) if drama.air_time else ""
                starts.append(Start(first, drama_card(drama, note=note), is_second))
    return sorted(starts, key=lambda start: (start.day, start.card.title))


def _days(dramas: Iterable[Drama]) -> tuple[Day, ...]:
    """By time of day; what has none comes last."""
    in_order = sorted(dramas, key=lambda row: (row.air_time or dt.time.max, row.title))
    cards = [
        (row.air_days, drama_card(row, note=time_words(row.air_time) if row.air_time else ""))
        for row in in_order
    ]
    return tuple(Day(weekday, tuple(card for days, card in cards if weekday in days)) for weekday in Weekday)
