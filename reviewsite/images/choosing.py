"""Choosing a picture in the form of a review, a drama, a person or a network."""

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from reviewsite.images.access import visible_to
from reviewsite.images.models import Image


class ChoosesPictures(admin.ModelAdmin):
    """A mixin for admins of what has a picture: offered and taken are pictures that the user may see.

    The one that is stored already stays valid, so that a form about something else can be saved.
    """

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.related_model is Image:
            held = self._held(db_field.attname, request)
            kwargs["queryset"] = Image.objects.filter(Q(pk__in=visible_to(request.user)) | Q(pk__in=held))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _held(self, name: str, request: HttpRequest) -> list[int]:
        key = request.resolver_match.kwargs.get("object_id", "") if request.resolver_match else ""
        if not (key.isascii() and key.isdigit()):
            return []
        held = self.model._default_manager.filter(pk=key[:18], **{f"{name}__isnull": False})
        return list(held.values_list(name, flat=True))
