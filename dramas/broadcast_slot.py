"""When a drama is on air, in words: "Fridays 22:30 KST"."""

import datetime as dt

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dramas.models import Drama, Weekday

_DAYS: dict[Weekday, str | Promise] = {
    Weekday.MONDAY: gettext_lazy("Mondays"),
    Weekday.TUESDAY: gettext_lazy("Tuesdays"),
    Weekday.WEDNESDAY: gettext_lazy("Wednesdays"),
    Weekday.THURSDAY: gettext_lazy("Thursdays"),
    Weekday.FRIDAY: gettext_lazy("Fridays"),
    Weekday.SATURDAY: gettext_lazy("Saturdays"),
    Weekday.SUNDAY: gettext_lazy("Sundays"),
}
#: So many days in a row are said by the first and the last of them.
_A_RUN = 3


def slot_words(drama: Drama) -> str:
    days = _days_words(drama.air_days)
    if drama.air_time is None:
        return days
    return (
        _("%(days)s %(time)s") % {"days": days, "time": time_words(drama.air_time)}
        if days
        else time_words(drama.air_time)
    )


def time_words(time: dt.time) -> str:
    """Always Korean time: readers are everywhere, and the broadcast is there."""
    return _("%(time)s KST") % {"time": f"{time:%H:%M}"}


def _days_words(days: tuple[Weekday, ...]) -> str:
    if len(days) == len(Weekday):
        return _("Daily")
    names = [str(_DAYS[day]) for day in days]
    if len(days) >= _A_RUN and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return get_text_list(names, _("and"))
