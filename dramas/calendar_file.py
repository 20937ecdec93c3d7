"""The calendar as a file that other programs subscribe to (RFC 5545): an event for each part of each drama."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from dramas.models import Broadcast, Drama
from dramas.models.airing import LONGEST_RUN, Part
from dramas.schedule import coming
from reviewsite.accounts.time_zones import KOREA
from reviewsite.pages.structured_data import absolute
from reviewsite.site.current import current

if TYPE_CHECKING:
    from icalendar import Event

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def dramas_in_file(today: dt.date) -> "QuerySet[Drama]":
    """What is on air or to come, with its networks; two queries."""
    rows = Drama.objects.published()
    found = rows.filter(pk__in=rows.perhaps_airing(today).values("pk")) | coming(today)
    broadcasts = Broadcast.objects.filter(role=Broadcast.Role.ORIGINAL).select_related("network")
    return found.order_by("aired_from", "pk").prefetch_related(Prefetch("broadcasts", broadcasts))


def calendar_file(dramas: Iterable[Drama], today: dt.date) -> bytes:
    # A tenth of a second and 9 MB, for a file that is made once in a while.
    from icalendar import Calendar

    file = Calendar()
    file.add("prodid", "-//reviewsite//calendar//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", current().settings.name)
    for drama in dramas:
        if drama.status(today) in (Drama.Status.UPCOMING, Drama.Status.AIRING, Drama.Status.BETWEEN_PARTS):
            for part in drama.parts:
                if part.first is not None:
                    file.add_component(_event(drama, part, part.first))
    file.add_missing_timezones()
    return bytes(file.to_ical())


def _event(drama: Drama, part: Part, first: dt.date) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"drama-{drama.pk}-{part.number}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", drama.updated_at.replace(microsecond=0))
    event.add("summary", drama.title)
    event.add("url", absolute(drama.get_absolute_url()))
    if networks := ", ".join(each.network.name for each in drama.broadcasts.all()):
        event.add("location", networks)
    day = _first_broadcast(drama, first)
    last = part.last or first + LONGEST_RUN
    if drama.air_time is None:
        event.add("dtstart", day)
    else:
        event.add("dtstart", dt.datetime.combine(day, drama.air_time, KOREA))
        if drama.episode_minutes:
            event.add("duration", dt.timedelta(minutes=drama.episode_minutes))
    if drama.air_days and last > day:
        days = [_DAYS[weekday] for weekday in drama.air_days]
        event.add("rrule", {"freq": "weekly", "byday": days, "until": _until(last, drama.air_time)})
    return event


def _first_broadcast(drama: Drama, first: dt.date) -> dt.date:
    """A rule that repeats has to begin on a day that it names."""
    waits = [(weekday - first.weekday()) % 7 for weekday in drama.air_days]
    return first + dt.timedelta(days=min(waits, default=0))


def _until(last: dt.date, time: dt.time | None) -> dt.date:
    """A day for events of whole days, else a moment in UTC, which is what the standard asks for."""
    return last if time is None else dt.datetime.combine(last, time, KOREA).astimezone(dt.UTC)
