"""Who may change what of the catalogue: editors everything, writers what they made, until readers see it."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.http import HttpRequest

from dramas.models.publication import CatalogueModel


def is_editor(user: Any, model: Any) -> bool:
    """Whether the user may change every row of this kind, public or not."""
    return bool(user.is_active and user.is_staff and user.has_perm(_right("change", model)))


def may_change(user: Any, row: CatalogueModel) -> bool:
    return is_editor(user, row) or _owns_draft(user, row)


def _owns_draft(user: Any, row: CatalogueModel) -> bool:
    if not (user.is_active and user.is_staff and user.has_perm(_right("add", row))):
        return False
    return row.created_by_id == user.pk and not row.is_public()


def _right(verb: str, model: Any) -> str:
    return f"{model._meta.app_label}.{get_permission_codename(verb, model._meta)}"


class WritersChangeOwnDrafts(admin.ModelAdmin):
    """A mixin: editors change every row; writers open and change a row that they made, until it is public."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) or (
            obj is not None and _owns_draft(request.user, obj)
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def view_on_site(self, obj: Any) -> str | None:
        return obj.get_absolute_url() if obj.is_public() else None


class ChangedWithItsPage(admin.options.InlineModelAdmin):
    """A mixin for rows inside a page: whoever may change the page may add, change and delete them."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_theirs(request, obj) or super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_theirs(request, obj) or super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_theirs(request, obj) or super().has_delete_permission(request, obj)

    def _is_theirs(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and _owns_draft(request.user, obj)
