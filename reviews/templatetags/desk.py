from typing import Any

from django import template
from django.template.context import Context

from reviews.desk import desk_of

register = template.Library()


@register.inclusion_tag("admin/reviews/desk.html", takes_context=True)
def writers_desk(context: Context) -> dict[str, Any]:
    """What waits for who is signed in, at the top of the admin."""
    return {"desk": desk_of(context["request"].user)}
