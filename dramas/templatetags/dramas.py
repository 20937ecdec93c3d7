from typing import Any
from urllib.parse import parse_qsl

from django import template

from dramas.broadcast_slot import slot_words
from dramas.models import Drama, Weekday
from reviewsite.spoilers import WHOLE_DRAMA, seen_value

register = template.Library()


@register.inclusion_tag("components/air_days.html")
def air_days(drama: Drama) -> dict[str, Any]:
    """The week as seven letters, the days of broadcast inked, and the same in words with the time."""
    days = [{"name": day.label, "on_air": day in drama.air_days} for day in Weekday]
    return {"days": days, "words": slot_words(drama)}


@register.inclusion_tag("components/progress.html")
def progress(drama: Drama, seen: int, query: str = "") -> dict[str, Any]:
    """The control "I have seen through episode N": a plain form, for scripts an element to build on.

    It leads to the address that it is at, whichever that is: a preview shows the same page elsewhere.
    `query` is what else that address says ("?order=oldest"), and goes on saying.
    """
    last = drama.episodes or 0
    return {
        "slug": drama.slug,
        "query": query,
        "kept": parse_qsl(query.lstrip("?")),
        "seen": seen_value(seen) if seen else "",
        "episodes": list(range(1, last)),
        "last": last,
        "ticks": [(number, number <= seen) for number in range(1, last + 1)],
        "all": seen_value(WHOLE_DRAMA),
    }
