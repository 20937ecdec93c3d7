"""A form of the admin saves many rows of one thing, which is indexed for search once."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from reviewsite.search.index import indexing_at_the_end


class IndexedOnce(admin.ModelAdmin):
    """A mixin: what a form and its rows save is indexed at the end, in the same transaction."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with transaction.atomic(), indexing_at_the_end():
            return super().changeform_view(request, *args, **kwargs)
