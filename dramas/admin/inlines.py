"""What hangs on a drama, as rows of its form."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from dramas.admin.rights import ChangedWithItsPage
from dramas.models import AlternativeTitle, Broadcast, Credit, Drama, DramaRelation, DramaTag, Song, WatchLink
from reviewsite.spoilers.forms import ScopeField


class AlternativeTitleInline(ChangedWithItsPage, admin.TabularInline):
    model = AlternativeTitle
    extra = 0


class BroadcastInline(ChangedWithItsPage, admin.TabularInline):
    model = Broadcast
    extra = 0
    autocomplete_fields = ["network"]
    classes = ["orderable"]


class WatchLinkInline(ChangedWithItsPage, admin.TabularInline):
    model = WatchLink
    extra = 0
    autocomplete_fields = ["network"]


class DramaRelationInline(ChangedWithItsPage, admin.TabularInline):
    model = DramaRelation
    fk_name = "drama"
    extra = 0
    autocomplete_fields = ["related"]


class ScopedInline(ChangedWithItsPage, admin.TabularInline):
    """Rows with a scope, which is chosen among the drama's episodes."""

    extra = 0

    def get_formset(self, request: HttpRequest, obj: Drama | None = None, **kwargs: Any) -> Any:
        episodes = obj.episodes if obj else None

        def field_for(db_field: Any, **options: Any) -> Any:
            if db_field.name == "spoils_through":
                return ScopeField(
                    episodes=episodes,
                    label=db_field.verbose_name,
                    help_text=db_field.help_text,
                    required=False,
                )
            return self.formfield_for_dbfield(db_field, request=request, **options)

        return super().get_formset(request, obj, formfield_callback=field_for, **kwargs)


class CreditInline(ScopedInline):
    model = Credit
    autocomplete_fields = ["person"]
    classes = ["orderable"]
    fields = [
        "person",
        "job",
        "character",
        "character_ko",
        "billing",
        "credited_as",
        "spoils_through",
        "position",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credit]:
        return super().get_queryset(request).select_related("person", "drama")


class DramaTagInline(ScopedInline):
    model = DramaTag
    autocomplete_fields = ["tag"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[DramaTag]:
        return super().get_queryset(request).select_related("tag", "drama")


class SongInline(ScopedInline):
    model = Song
    classes = ["orderable"]
