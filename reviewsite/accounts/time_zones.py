"""Moments in the zones that matter to who plans them: their own, the site's, and Korea's."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

KOREA = ZoneInfo("Asia/Seoul")


@cache
def names() -> list[str]:
    """Names of places, as `Europe/Berlin`; without the historical abbreviations."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))


def validate_time_zone(name: str) -> None:
    if name != "UTC" and name not in names():
        raise ValidationError(_("There is no time zone with this name."), code="time_zone")


def zone_of(user: Any) -> dt.tzinfo:
    """The zone of the account, or the site's."""
    name = getattr(user, "time_zone", "")
    return ZoneInfo(name) if name else timezone.get_default_timezone()


def planning_zones() -> dict[str, tuple[str, dt.tzinfo]]:
    """By name of the zone (whose time, zone): the current one, the site's and Korea's, each once."""
    zones: dict[str, tuple[str, dt.tzinfo]] = {}
    for label, zone in (
        (_("your time"), timezone.get_current_timezone()),
        (_("the site’s time"), timezone.get_default_timezone()),
        (_("Korean time"), KOREA),
    ):
        key = str(zone)
        labels = f"{zones[key][0]} = {label}" if key in zones else label
        zones[key] = (labels, zone)
    return zones


def in_zones(moment: dt.datetime) -> list[tuple[str, str]]:
    """(whose time, the moment in it) for each of the planning zones."""
    return [
        (label, f"{date_format(moment.astimezone(zone), 'DATETIME_FORMAT')} ({key})")
        for key, (label, zone) in planning_zones().items()
    ]


class TimeZoneMiddleware:
    """In the admin, forms and lists use the time zone of the person who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(settings.SESSION_COOKIE_PATH):
            return self.get_response(request)
        with timezone.override(zone_of(request.user)):
            return self.get_response(request)
