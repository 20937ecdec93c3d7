"""Whether a drama is to come, on air or over, by its dates and the day in Korea."""

import datetime as dt
from typing import Any

import pytest

from dramas.broadcast_slot import slot_words
from dramas.models import Drama, Weekday
from dramas.models.airing import LONGEST_RUN
from reviewsite.pagecache import present
from reviewsite.pagecache.scheduled_changes import next_midnight

MONDAY = dt.date(2026, 9, 7)
DAY = dt.timedelta(days=1)
MON_TUE = (Weekday.MONDAY, Weekday.TUESDAY)


def drama(**fields: Any) -> Drama:
    return Drama(**{"title": "Fog", "aired_from": MONDAY, **fields})


@pytest.mark.parametrize(
    ("fields", "last"),
    [
        ({"aired_to": dt.date(2026, 10, 27), "episodes": 2}, dt.date(2026, 10, 27)),
        ({"episodes": 16, "air_days": MON_TUE}, dt.date(2026, 10, 27)),
        ({"episodes": 15, "air_days": MON_TUE}, dt.date(2026, 10, 26)),
        ({"episodes": 2, "air_days": (Weekday.SUNDAY, Weekday.SATURDAY)}, dt.date(2026, 9, 13)),
        ({"episodes": 1, "air_days": MON_TUE}, MONDAY),
        ({"episodes": 5, "air_days": (Weekday.FRIDAY,)}, dt.date(2026, 10, 9)),
        ({"episodes": 16}, dt.date(2026, 11, 1)),
        ({"episodes": 900, "air_days": MON_TUE}, MONDAY + LONGEST_RUN),
        ({}, MONDAY + LONGEST_RUN),
    ],
)
def test_a_drama_airs_from_its_first_day_to_its_last(fields: dict[str, Any], last: dt.date) -> None:
    shown = drama(**fields)
    days = (MONDAY - DAY, MONDAY, last, last + DAY)
    assert [shown.status(day) for day in days] == ["upcoming", "airing", "airing", "ended"]


def test_a_film_is_released_and_never_airing() -> None:
    film = drama(kind=Drama.Kind.FILM)
    days = (MONDAY - DAY, MONDAY, MONDAY + 400 * DAY)
    assert [film.status(day) for day in days] == ["upcoming", "released", "released"]


def test_without_a_first_day_nothing_is_claimed() -> None:
    assert drama(aired_from=None, year=2016, episodes=16).status(MONDAY) == "unknown"


@pytest.mark.parametrize(("clock", "status"), [("14:59", "upcoming"), ("15:00", "airing")])
def test_the_day_begins_in_korea(clock: str, status: str) -> None:
    moment = dt.datetime.fromisoformat(f"2026-09-06T{clock}:00Z")
    with present.fixed(moment):
        assert drama().status() == status


def test_pages_are_made_again_when_the_day_begins_in_korea() -> None:
    evening, night = (dt.datetime(2026, 9, 6, hour, tzinfo=dt.UTC) for hour in (14, 15))
    assert next_midnight(evening) == night
    assert next_midnight(night) == night + DAY


# Split releases

PART_TWO = MONDAY + 30 * DAY
SPLIT = {"episodes": 16, "part_one_episodes": 8, "part_two_from": PART_TWO}


@pytest.mark.parametrize(
    ("fields", "end_of_one", "last"),
    [
        (SPLIT | {"part_one_to": MONDAY, "aired_to": PART_TWO}, MONDAY, PART_TWO),
        (SPLIT | {"part_one_to": MONDAY + DAY}, MONDAY + DAY, PART_TWO + 27 * DAY),
        (SPLIT | {"air_days": MON_TUE}, dt.date(2026, 9, 29), dt.date(2026, 11, 3)),
        ({"part_two_from": PART_TWO, "aired_to": PART_TWO + DAY}, PART_TWO - DAY, PART_TWO + DAY),
        (SPLIT | {"part_one_episodes": 16}, PART_TWO - DAY, PART_TWO + LONGEST_RUN),
    ],
)
def test_between_two_parts_nothing_airs(fields: dict[str, Any], end_of_one: dt.date, last: dt.date) -> None:
    shown = drama(**fields)
    assert [part.last for part in shown.parts] == [end_of_one, last]
    between = "airing" if end_of_one == PART_TWO - DAY else "between_parts"
    days = (MONDAY - DAY, MONDAY, end_of_one, PART_TWO - DAY, PART_TWO, last, last + DAY)
    expected = ["upcoming", "airing", "airing", between, "airing", "airing", "ended"]
    assert [shown.status(day) for day in days] == expected


def test_a_second_part_without_a_day_is_waited_for() -> None:
    shown = drama(episodes=16, part_one_episodes=8, part_one_to=MONDAY + DAY)
    assert [shown.status(MONDAY + days * DAY) for days in (1, 2, 200, 400)] == [
        "airing",
        "between_parts",
        "between_parts",
        "ended",
    ]


# Times with their day


@pytest.mark.parametrize(
    ("days", "time", "words"),
    [
        ((4,), dt.time(22, 30), "Fridays 22:30 KST"),
        ((0, 1), dt.time(21, 0), "Mondays and Tuesdays 21:00 KST"),
        ((0, 1, 2, 3, 4), dt.time(0, 5), "Mondays to Fridays 00:05 KST"),
        ((0, 2, 4), None, "Mondays, Wednesdays and Fridays"),
        (range(7), None, "Daily"),
        ((), dt.time(9, 0), "09:00 KST"),
        ((), None, ""),
    ],
)
def test_a_time_is_said_with_its_days(days: Any, time: dt.time | None, words: str) -> None:
    shown = drama(air_days=tuple(map(Weekday, days)), air_time=time)
    assert slot_words(shown) == words
