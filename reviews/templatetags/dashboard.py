from typing import Any

from django import template
from django.template.context import Context

from reviews.dashboard import dashboard_of

register = template.Library()


@register.inclusion_tag("admin/reviews/dashboard.html", takes_context=True)
def writers_dashboard(context: Context) -> dict[str, Any]:
    """What waits for the person who is signed in, at the top of the admin."""
    return {"dashboard": dashboard_of(context["request"].user)}
