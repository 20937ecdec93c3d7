"""A form that is saved without a change is no change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest


class OnlyChangesAreSaved(admin.ModelAdmin):
    """A mixin: the row is saved, and the time of its last change renewed, only if the form or a row of it changed."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or form.has_changed():
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and not form.has_changed() and any(formset.has_changed() for formset in formsets):
            super().save_model(request, form.instance, form, change)
