"""Form widgets: boxes for several choices from a short list, and a line with suggestions."""

from collections.abc import Sequence
from typing import Any

from django import forms


class Boxes(forms.CheckboxSelectMultiple):
    template_name = "admin/boxes.html"

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.label = label

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["label"] = self.label
        return context


class Suggestions(forms.TextInput):
    """A line of text that offers what is usual; any other text may be typed."""

    template_name = "admin/suggestions.html"

    def __init__(self, offered: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.offered = offered

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["offered"] = self.offered
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}-offered"
        return context
