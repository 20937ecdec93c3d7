"""The form field in which a writer says what a text gives away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reviewsite.spoilers import MAX_EPISODE, SAFE, WHOLE_DRAMA, scope_label

#: Offered where the number of episodes is not known yet.
USUAL_EPISODES = 24


def scope_choices(episodes: int | None, *, is_numbered: bool = True) -> list[tuple[Any, Any]]:
    """What to choose from for a drama of so many episodes; the two common answers come first.

    They are the only ones where the number of an episode says nothing.
    """
    if not is_numbered:
        return [(SAFE, _("No spoilers")), (WHOLE_DRAMA, _("Spoilers"))]
    numbered = [(episode, scope_label(episode)) for episode in range(1, (episodes or USUAL_EPISODES) + 1)]
    return [(SAFE, _("No spoilers")), (WHOLE_DRAMA, scope_label(WHOLE_DRAMA)), (_("Events"), numbered)]


class ScopeField(forms.TypedChoiceField):
    """A choice of scopes that takes every valid number, so that a shorter list never loses a stored value."""

    def __init__(self, *, episodes: int | None = None, is_numbered: bool = True, **kwargs: Any) -> None:
        self.offered = scope_choices(episodes, is_numbered=is_numbered)
        # A number, as the stored scope is one: `has_changed` compares the two.
        super().__init__(choices=self.offered, coerce=int, empty_value=SAFE, **kwargs)  # type: ignore[arg-type]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The scripts choose the whole drama by this value."""
        return {**super().widget_attrs(widget), "data-whole-drama": WHOLE_DRAMA}

    def valid_value(self, value: Any) -> bool:
        text = str(value)
        return (
            text.isascii()
            and text.isdigit()
            and (int(text[:9]) <= MAX_EPISODE or int(text[:9]) == WHOLE_DRAMA)
        )

    def prepare_value(self, value: Any) -> Any:
        if value not in (None, "") and self.valid_value(value) and not super().valid_value(value):
            self.choices = [*self.offered, (int(value), scope_label(int(value)))]
        return value
