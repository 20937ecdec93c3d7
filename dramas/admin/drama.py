from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dramas.models import AlternativeTitle, Broadcast, Credit, Drama, DramaRelation, WatchLink
from dramas.title_search import ids_spelled
from reviewsite.boxes import Boxes
from reviewsite.editor import MarkdownEditor
from reviewsite.images.choosing import ChoosesPictures
from reviewsite.scope_field import ScopeField


class AlternativeTitleInline(admin.TabularInline):
    model = AlternativeTitle
    extra = 0


class BroadcastInline(admin.TabularInline):
    model = Broadcast
    extra = 0
    autocomplete_fields = ["network"]
    classes = ["orderable"]


class WatchLinkInline(admin.TabularInline):
    model = WatchLink
    extra = 0
    autocomplete_fields = ["network"]


class DramaRelationInline(admin.TabularInline):
    model = DramaRelation
    fk_name = "drama"
    extra = 0
    autocomplete_fields = ["related"]


class CreditInline(admin.TabularInline):
    model = Credit
    extra = 0
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


@admin.register(Drama)
class DramaAdmin(ChoosesPictures):
    list_display = ["title", "title_ko", "year", "network_names", "episodes", "status_now", "review_count"]
    list_filter = ["kind", "networks", "genres", "year"]
    search_fields = ["title", "title_ko", "romanized_title", "alternative_titles__text"]
    search_help_text = _("Title in any language and spelling: Its okay, Misaeng, 미생.")
    date_hierarchy = "aired_from"
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["poster"]
    inlines = [BroadcastInline, CreditInline, WatchLinkInline, AlternativeTitleInline, DramaRelationInline]
    fieldsets = [
        (None, {"fields": [("title", "title_ko"), ("romanized_title", "slug"), ("kind", "year"), "tagline"]}),
        (
            _("Broadcast"),
            {
                "fields": [
                    ("episodes", "episode_minutes"),
                    ("aired_from", "aired_to"),
                    "air_days",
                    ("air_time", "content_rating"),
                ]
            },
        ),
        (_("For readers"), {"fields": ["synopsis", "genres", "poster", "trailer_url", "based_on"]}),
        (
            _("Elsewhere"),
            {"classes": ["collapse"], "fields": [("imdb_id", "tmdb_id"), ("mydramalist_id", "wikidata_id")]},
        ),
    ]

    class Media:
        css = {"all": ["css/admin/orderable.css"]}
        js = ["js/admin-orderable.js"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Drama]:
        rows = super().get_queryset(request).prefetch_related("broadcasts__network")
        return rows.annotate(review_count=Count("reviews", distinct=True))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Drama], search_term: str
    ) -> tuple[QuerySet[Drama], bool]:
        found, _may_have_duplicates = super().get_search_results(request, queryset, search_term)
        if search_term.strip():
            found = queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=ids_spelled(search_term)))
        return found.order_by(*(self.get_ordering(request) or ["title", "pk"])), False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "synopsis":
            kwargs["widget"] = MarkdownEditor
        if db_field.name == "genres":
            kwargs["widget"] = Boxes(db_field.verbose_name)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("networks"))
    def network_names(self, drama: Drama) -> str:
        return ", ".join(str(broadcast.network) for broadcast in drama.broadcasts.all())

    @admin.display(description=_("status"))
    def status_now(self, drama: Drama) -> str:
        return str(drama.status().label)

    @admin.display(description=_("reviews"), ordering="review_count")
    def review_count(self, drama: Drama) -> int:
        return drama.review_count  # type: ignore[attr-defined]
