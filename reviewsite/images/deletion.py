"""Deleting a picture: no page shows it from then on, and for thirty days it can be brought back as it was.

Its file stays at its address meanwhile, which nobody is told. Deleting a deleted picture removes it for good.
"""

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reviewsite.accounts.audit import Event, record
from reviewsite.images import access
from reviewsite.images.models import Image
from reviewsite.images.uses import Use, changing, uses_of
from reviewsite.jobs.registry import handler

KEEP = dt.timedelta(days=30)


class DeletedFilter(admin.SimpleListFilter):
    title = _("deleted")
    parameter_name = "deleted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Deleted, can be restored"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        return queryset.filter(deleted_at__isnull=self.value() != "yes")


class CanBeBroughtBack(admin.ModelAdmin):
    """A mixin for the admin of pictures."""

    actions = ["restore_selected"]

    def has_delete_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        return super().has_delete_permission(request) if obj is None else access.may_delete(request.user, obj)

    def has_restore_permission(self, request: HttpRequest) -> bool:
        return super().has_delete_permission(request)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Where the pictures are used, instead of rows that would go: none goes."""
        lines: list[Any] = []
        for image in objs:
            lines += [str(image), [_line(use) for use in uses_of(image)]]
        forbidden = {str(image) for image in objs if not self.has_delete_permission(request, image)}
        return lines, {Image._meta.verbose_name_plural: len(objs)}, forbidden, []

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        image = self.get_object(request, object_id)
        context = {"uses": uses_of(image) if image else [], "days": KEEP.days, **(extra_context or {})}
        return super().delete_view(request, object_id, context)

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        if obj.deleted_at:
            record(Event.DELETED, about=obj, detail="for good", request=request)
            obj.delete()
            return
        with changing(obj, request=request, event=Event.DELETED):
            obj.deleted_at = timezone.now()
            obj.save(update_fields=["deleted_at"])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        for image in queryset:
            if not self.has_delete_permission(request, image):
                raise PermissionDenied
            self.delete_model(request, image)

    @admin.action(description=_("Restore selected pictures"), permissions=["restore"])
    def restore_selected(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        deleted = [
            image for image in queryset.exclude(deleted_at=None) if self.has_delete_permission(request, image)
        ]
        for image in deleted:
            with changing(image, request=request, event=Event.RESTORED):
                image.deleted_at = None
                image.save(update_fields=["deleted_at"])
        text = ngettext("%d picture restored.", "%d pictures restored.", len(deleted)) % len(deleted)
        self.message_user(request, text, messages.SUCCESS if deleted else messages.INFO)


def _line(use: Use) -> Any:
    words = _("readers see it") if use.is_public else _("not public")
    return format_html('<a href="{}">{}</a> ({})', use.admin_address, str(use), words)


@handler("images.purge", every=dt.timedelta(days=1), patient=True)
def purge(payload: dict[str, Any]) -> None:
    """End for good what was deleted thirty days ago; the files go with the rows."""
    Image.objects.filter(deleted_at__lt=timezone.now() - KEEP).delete()
