"""What an administrator sees of the site's state on the admin's first page."""

from typing import Any

from django import template
from django.utils import timezone

from reviewsite.operations import database_state
from reviewsite.operations.models import Backup

register = template.Library()


@register.inclusion_tag("admin/operations/state_line.html", takes_context=True)
def site_state_line(context: dict[str, Any]) -> dict[str, Any]:
    user = context["request"].user
    if not user.is_superuser:
        return {"shown": False}
    last = Backup.objects.filter(checked=True).order_by("-made_at").values_list("made_at", flat=True).first()
    old = last is None or timezone.now() - last > database_state.BACKUP_EVERY
    return {"shown": True, "last_backup": last, "old": old}
