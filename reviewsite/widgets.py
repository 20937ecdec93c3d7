"""Several choices from a short list: one box for each, as a group with a name."""

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
