"""Whether a drama is to come, on air or over, by its dates and the day in Korea."""

import datetime as dt
from typing import Any

import pytest

from dramas.models import Drama, Weekday
from dramas.models.drama import LONGEST_RUN
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
