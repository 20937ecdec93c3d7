"""The form field in which a writer says what a text gives away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviewsite.spoilers import MAX_EPISODE, SAFE, WHOLE_DRAMA, scope_label

#: Offered where the number of episodes is not known yet.
USUAL_EPISODES = 24


def scope_choices(episodes: int | None) -> list[tuple[Any, Any]]:
    """What to choose from for a drama of so many episodes; the two common answers come first."""
    numbered = [(episode, scope_label(episode)) for episode in range(1, (episodes or USUAL_EPISODES) + 1)]
    return [(SAFE, _("nothing (safe)")), (WHOLE_DRAMA, scope_label(WHOLE_DRAMA)), (_("Events"), numbered)]


class ScopeField(forms.TypedChoiceField):
    """A choice of scopes that takes every valid number, so that a shorter list never loses a stored value."""

    def __init__(self, *, episodes: int | None = None, **kwargs: Any) -> None:
        for unused in ("min_value", "max_value"):
            kwargs.pop(unused, None)
        kwargs.update(choices=scope_choices(episodes), coerce=int, empty_value=SAFE)
        super().__init__(**kwargs)

    def valid_value(self, value: Any) -> bool:
        text = str(value)
        return (
            text.isascii()
            and text.isdigit()
            and (int(text[:9]) <= MAX_EPISODE or int(text[:9]) == WHOLE_DRAMA)
        )

    def prepare_value(self, value: Any) -> Any:
        offered = {str(number) for number, _label in self._flat_choices()}
        if value not in (None, "") and str(value) not in offered and self.valid_value(value):
            self.choices = [*self.choices, (int(value), scope_label(int(value)))]
        return value

    def _flat_choices(self) -> list[tuple[Any, Any]]:
        flat: list[tuple[Any, Any]] = []
        for value, label in self.choices:
            flat.extend(label if isinstance(label, list) else [(value, label)])
        return flat
