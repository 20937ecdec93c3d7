"""The days of the week on which a drama is broadcast."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class Weekday(models.IntegerChoices):
    """Numbered as Python does: Monday is 0."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class WeekdaysField(models.CharField):
    """A set of weekdays: a sorted tuple in Python, digits ("23" for Wednesday and Thursday) in the database."""

    _pyi_private_get_type: tuple[Weekday, ...]  # type: ignore[assignment]
    _pyi_private_set_type: Iterable[Weekday]  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 7
        kwargs["blank"] = True
        kwargs.setdefault("default", tuple)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> tuple[Weekday, ...]:
        return self.to_python(value)

    def to_python(self, value: Any) -> tuple[Weekday, ...]:
        try:
            return tuple(sorted({Weekday(int(day)) for day in value or ()}))
        except (TypeError, ValueError):
            raise ValidationError(_("These are not weekdays: %(value)s"), params={"value": value}) from None

    def get_prep_value(self, value: Any) -> str:
        return "".join(str(int(day)) for day in self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """`to_python` already refused what is not a weekday; an empty set is fine."""

    def run_validators(self, value: Any) -> None:
        """The length limit of a CharField says nothing about a set."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.TypedMultipleChoiceField(
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            required=False,
            choices=Weekday.choices,
            coerce=lambda day: Weekday(int(day)),
            widget=forms.CheckboxSelectMultiple,
        )
