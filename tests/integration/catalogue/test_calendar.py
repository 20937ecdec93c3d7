"""The calendar: what is on by weekday, what is coming, and the same as a file for other programs."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from icalendar import Calendar

from dramas.models import Drama, Weekday
from dramas.models.airing import today_in_korea
from tests.factories import make_drama, make_network, make_staff
from tests.integration.catalogue.test_rights import save_drama

pytestmark = pytest.mark.django_db

TODAY = today_in_korea()
DAY = dt.timedelta(days=1)
MONDAY = TODAY - TODAY.weekday() * DAY


def html(client: Client, address: str = "/calendar/") -> str:
    return client.get(address).content.decode()


def events(client: Client) -> dict[str, Any]:
    """The events of the file by their title and number of part."""
    answer = client.get("/calendar.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    found = Calendar.from_ical(answer.content)
    assert not found.errors
    return {f"{event['summary']} {event['uid'].split('@')[0][-1]}": event for event in found.walk("VEVENT")}


def test_dramas_are_on_their_day_by_time(client: Client) -> None:
    on_air = {"aired_from": TODAY - 7 * DAY, "air_days": (Weekday.WEDNESDAY,)}
    make_drama("Late", **on_air, air_time=dt.time(22, 30))
    make_drama("Early", **on_air, air_time=dt.time(9, 0))
    make_drama("Without a time", **on_air)
    make_drama("Any day", aired_from=TODAY - 7 * DAY)
    make_drama("Over", aired_from=TODAY - 90 * DAY, aired_to=TODAY - DAY, air_days=(2,))
    make_drama("A draft", **on_air, state="draft")
    page = html(client)
    places = [
        page.index(words) for words in ("Wednesday", "Early", "22:30 KST", "Without a time", "Thursday")
    ]
    assert places == sorted(places)
    assert page.index("Without a time") < page.index("On air without a fixed day") < page.index("Any day")
    assert "Over" not in page.partition("<main")[2]
    assert "A draft" not in page


def test_first_days_to_come_are_in_order(client: Client) -> None:
    make_drama("Second", aired_from=TODAY + 9 * DAY)
    make_drama("First", aired_from=TODAY + DAY, air_days=(0,), air_time=dt.time(21, 0))
    make_drama("In parts", aired_from=TODAY - 9 * DAY, part_one_to=TODAY - DAY, part_two_from=TODAY + 5 * DAY)
    page = html(client).partition('id="coming"')[2]
    assert page.index("First") < page.index("In parts") < page.index("part 2") < page.index("Second")
    assert "21:00 KST" in page


def test_an_empty_calendar_leads_on(client: Client) -> None:
    assert "Nothing is on air, and nothing is announced." in html(client)
    assert events(client) == {}


# The file


def test_a_weekly_drama_is_one_event_that_repeats_in_korean_time(client: Client) -> None:
    make_drama(
        "Salt; Road, and a title that is so long that its line must be folded: 소금길 소금길 소금길 소금길",
        slug="salt",
        networks=[make_network("tvN")],
        aired_from=MONDAY,
        aired_to=MONDAY + 50 * DAY,
        air_days=(1, 0),
        air_time=dt.time(22, 30),
        episode_minutes=70,
    )
    make_drama("A draft", aired_from=TODAY + DAY, state="draft")
    [event] = events(client).values()
    assert event["summary"].startswith("Salt; Road, and a title")
    assert event["summary"].endswith("소금길")
    assert event.start.isoformat() == f"{MONDAY}T22:30:00+09:00"
    assert event["dtstart"].params["TZID"] == "Asia/Seoul"
    assert event.duration == dt.timedelta(minutes=70)
    assert event["rrule"]["BYDAY"] == ["MO", "TU"]
    until = dt.datetime.combine(MONDAY + 50 * DAY, dt.time(13, 30), dt.UTC)
    assert event["rrule"]["UNTIL"] == [until]
    assert event["url"].endswith("/dramas/salt/")
    assert event["location"] == "tvN"


def test_without_a_time_events_are_whole_days(client: Client) -> None:
    make_drama("Weekly", aired_from=MONDAY, episodes=500, air_days=(3,))
    make_drama("At once", aired_from=TODAY + 3 * DAY, aired_to=TODAY + 3 * DAY)
    found = events(client)
    assert found["Weekly 1"].start == MONDAY + 3 * DAY
    assert found["At once 1"].start == TODAY + 3 * DAY
    assert "rrule" not in found["At once 1"]


def test_each_part_is_an_event(client: Client) -> None:
    split = {
        "part_one_to": MONDAY + 7 * DAY,
        "part_two_from": MONDAY + 28 * DAY,
        "aired_to": MONDAY + 35 * DAY,
    }
    make_drama("Split", aired_from=MONDAY, air_days=(0,), **split)
    found = events(client)
    assert [found[f"Split {number}"].start for number in (1, 2)] == [MONDAY, MONDAY + 28 * DAY]
    assert found["Split 1"]["rrule"]["UNTIL"] == [MONDAY + 7 * DAY]


# In the admin, and in the database


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"part_one_to": 0, "part_two_from": 0}, "ends before part 2 begins"),
        ({"part_two_from": -3}, "ends before part 2 begins"),
        ({"part_one_to": -3}, "ends before part 2 begins"),
        ({"part_two_from": 9, "aired_to": 5}, "before part 2 begins"),
    ],
)
def test_parts_out_of_order_are_refused(client: Client, fields: dict[str, int], words: str) -> None:
    client.force_login(make_staff("Editor"))
    drama = make_drama(aired_from=TODAY)
    dates = {name: TODAY + days * DAY for name, days in fields.items()}
    answer = save_drama(client, drama, **{name: str(day) for name, day in dates.items()}, tagline="Kept")
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "Kept" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Drama.objects.filter(pk=drama.pk).update(**dates)


def test_the_ticket_says_both_parts(client: Client) -> None:
    drama = make_drama(
        aired_from=dt.date(2022, 12, 30),
        part_one_to=dt.date(2022, 12, 30),
        part_two_from=dt.date(2023, 3, 10),
        aired_to=dt.date(2023, 3, 10),
        air_days=(4,),
        air_time=dt.time(17, 0),
    )
    page = html(client, drama.get_absolute_url())
    assert page.index("Part 1:") < page.index('datetime="2022-12-30"') < page.index("Part 2:")
    assert page.index("Part 2:") < page.index('datetime="2023-03-10"')
    assert "Fridays 17:00 KST" in page
