"""Form fields for the lists of a document: names, and the cast."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_COMMA = re.compile(r"\s*,\s*")


class ListField(forms.CharField):
    """Names separated by commas; a tuple."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "vLargeTextField"}))
        super().__init__(required=False, help_text=_("Separated by commas."), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        text = super().clean(value)
        return tuple(dict.fromkeys(name for name in _COMMA.split(text.strip()) if name))


class CastField(forms.CharField):
    """One line a role: “Im Si-wan as Ki Seon-gyeom”; (actor, character) pairs."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("One role per line: Actor as Character."))
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 6}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        return "\n".join(f"{actor} as {character}" if character else actor for actor, character in value)

    def clean(self, value: Any) -> tuple[tuple[str, str], ...]:
        pairs = []
        for line in super().clean(value).splitlines():
            actor, _as, character = line.partition(" as ")
            if actor.strip():
                pairs.append((actor.strip(), character.strip()))
        return tuple(dict.fromkeys(pairs))
