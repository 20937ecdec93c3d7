"""A moment as people plan it: date, time, and whose time that is."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviewsite.accounts.time_zones import KOREA, planning_zones


class ZonedTimeInput(forms.MultiWidget):
    template_name = "admin/zoned_time.html"

    def __init__(self) -> None:
        date = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        time = forms.TimeInput(format="%H:%M:%S", attrs={"type": "time", "step": 1})
        super().__init__([date, time, forms.Select()])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        zones = planning_zones()
        self.widgets[2].choices = [(key, f"{label} ({key})") for key, (label, _zone) in zones.items()]  # type: ignore[attr-defined]
        return super().get_context(name, value, attrs)

    def decompress(self, value: dt.datetime | None) -> list[Any]:
        """In the first zone in which date and time say which moment it is."""
        zones = planning_zones()
        first = next(iter(zones))
        if value is None:
            return [None, None, first]
        told = ((key, value.astimezone(zone)) for key, (_label, zone) in zones.items())
        key, local = next((each for each in told if not _comes_twice(each[1])), (first, value))
        local = local.astimezone(zones[key][1])
        return [local.date(), local.time().replace(microsecond=0), key]


class ZonedTimeField(forms.MultiValueField):
    """Cleans to an aware datetime, or None. Without a zone it is the current one."""

    widget = ZonedTimeInput
    default_error_messages = {"incomplete": gettext_lazy("Enter both date and time.")}

    def __init__(self, **kwargs: Any) -> None:
        fields = [forms.DateField(), forms.TimeField(), forms.CharField(required=False)]
        for part in fields[:2]:
            part.required = False
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[Any]) -> dt.datetime | None:
        date, time, key = data_list or (None, None, "")
        if date is None and time is None:
            return None
        if date is None or time is None:
            raise forms.ValidationError(self.error_messages["incomplete"], code="incomplete")
        zones = planning_zones()
        key = key or next(iter(zones))
        if key not in zones:
            raise forms.ValidationError(_("Choose one of the zones."), code="zone")
        return _moment(dt.datetime.combine(date, time), key, zones[key][1])

    def has_changed(self, initial: dt.datetime | None, data: Any) -> bool:
        """The same moment in another zone is no change."""
        try:
            moment = self.clean(data)
        except forms.ValidationError:
            return True
        return bool(moment != (initial and initial.replace(microsecond=0)))


def _moment(wall: dt.datetime, key: str, zone: dt.tzinfo) -> dt.datetime:
    """Raises ValidationError for a time that the clocks there skip, or show twice."""
    local = wall.replace(tzinfo=zone)
    words = {
        "time": date_format(wall, "TIME_FORMAT"),
        "zone": key,
        "date": date_format(wall, "DATE_FORMAT"),
    }
    if local.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != wall:
        message = _(
            "%(time)s does not exist in %(zone)s on %(date)s: the clocks are put forward then. Choose another time."
        )
        raise forms.ValidationError(message % words, code="skipped")
    if _comes_twice(local):
        first, second = (local.replace(fold=fold).astimezone(KOREA).strftime("%H:%M") for fold in (0, 1))
        message = _(
            "%(time)s comes twice in %(zone)s on %(date)s, when the clocks are put back. "
            "Say which in Korean time: %(first)s is the first, %(second)s the second."
        )
        raise forms.ValidationError(message % {**words, "first": first, "second": second}, code="twice")
    return local


def _comes_twice(local: dt.datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
