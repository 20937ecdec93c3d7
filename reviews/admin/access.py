"""The permission hooks of the review admin, each asking `reviews.permissions`."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from reviews import permissions
from reviews.models import Review
from reviewsite.images.choosing import ChoosesPictures


class OwnReviewsOnly(ChoosesPictures):
    """Lists, forms, history, searches and actions hold what the user may see, and change what they may change."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        rows = super().get_queryset(request)
        return rows if permissions.is_editor(request.user) else rows & permissions.visible_to(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Review | None = None) -> bool:
        if obj is not None:
            return permissions.may_see(request.user, obj)
        return super().has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Review | None = None) -> bool:
        if obj is not None:
            return permissions.may_change(request.user, obj)
        return super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Review | None = None) -> bool:
        if obj is not None:
            return permissions.may_delete(request.user, obj)
        return super().has_delete_permission(request)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return permissions.is_editor(request.user)

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Without the names of all writers, for a writer who sees only their own reviews."""
        filters = super().get_list_filter(request)
        return (
            filters
            if permissions.is_editor(request.user)
            else [name for name in filters if name != "writers"]
        )


class EditorsOnly(admin.options.InlineModelAdmin):
    """Rows that everybody with the review sees, and editors change."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.is_editor(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.is_editor(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return permissions.is_editor(request.user)
