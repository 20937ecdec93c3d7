from typing import Any

from django import forms
from django.urls import reverse
from markdownx.fields import MarkdownxFormField
from markdownx.widgets import AdminMarkdownxWidget

from reviewsite.images.forms import ACCEPTED_TYPES
from reviewsite.images.reencoding import MAX_BYTES


class MarkdownEditor(AdminMarkdownxWidget):
    """A textarea with toolbar, live preview and pictures; a plain textarea where JavaScript is off.

    Works in inline rows that are added later, and in any form that carries a CSRF token.
    """

    template_name = "admin/markdown_editor.html"

    class Media:
        # The library's script takes the Tab key, forgets added rows and writes its errors into the text.
        extend = False
        css = {"all": ["css/admin/editor.css"]}
        js = [
            forms.Script("js/markdown-editor.js", type="module"),
            forms.Script("js/markdown-pictures.js", type="module"),
        ]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        addresses = {
            "preview": reverse("markdown-preview"),
            "upload": reverse("markdown-upload"),
            "describe": reverse("markdown-describe", args=["KEY"]),
        }
        limits = {"max_bytes": MAX_BYTES, "max_megabytes": MAX_BYTES // 2**20}
        return {**context, **limits, "addresses": addresses, "accept": ACCEPTED_TYPES}

    @staticmethod
    def add_markdownx_attrs(attrs: dict[str, Any]) -> dict[str, Any]:
        """Without the attributes that only the library's script reads."""
        return attrs


class MarkdownFormField(MarkdownxFormField):
    """A text field edited with `MarkdownEditor`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", MarkdownEditor)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:
        """Browsers send CRLF; a text that nobody changed must not differ from what is stored."""
        text: str = super().to_python(value)
        return text.replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)
