from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reviewsite.search.snippets import Segment

register = template.Library()


@register.filter
def marked(segments: Iterable[Segment]) -> SafeString:
    """Pieces of text as HTML, the words that were looked for in <mark>."""
    pieces = (f"<mark>{escape(text)}</mark>" if mark else escape(text) for text, mark in segments)
    # Safe: every piece has been escaped.
    return mark_safe("".join(pieces))
