from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dramas.admin.drama_form import DramaForm
from dramas.admin.inlines import (
    AlternativeTitleInline,
    BroadcastInline,
    CreditInline,
    DramaRelationInline,
    DramaTagInline,
    SongInline,
    WatchLinkInline,
)
from dramas.admin.merging import MergePages
from dramas.admin.rights import WritersChangeOwnDrafts, is_editor
from dramas.admin.vocabulary import ONLY_SPOILS
from dramas.models import Drama, DramaTag, Tag
from dramas.models.publication import public
from dramas.title_search import ids_spelled
from dramas.views import as_published
from reviewsite.accounts.audit import Event, record
from reviewsite.editor import MarkdownEditor, MarkdownFormField
from reviewsite.images.choosing import ChoosesPictures
from reviewsite.search.admin import IndexedOnce
from reviewsite.spoilers import SAFE
from reviewsite.unchanged import OnlyChangesAreSaved
from reviewsite.widgets import Boxes


class NotPublic(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Drama.State.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == Drama.State.PUBLIC:
            return queryset.published()
        return queryset.exclude(public()) if self.value() == Drama.State.DRAFT else queryset


def set_state(request: HttpRequest, drama: Drama, state: str) -> None:
    """Set the state and log the change. The caller saves the drama."""
    before = Drama.State(drama.state)
    if before != state:
        drama.state = state
        detail = f"{before.label} → {Drama.State(state).label}"
        record(
            Event.STATE_CHANGED,
            about=drama if drama.pk else None,
            detail=f"{drama}: {detail}",
            request=request,
        )


@admin.register(Drama)
class DramaAdmin(MergePages, WritersChangeOwnDrafts, OnlyChangesAreSaved, IndexedOnce, ChoosesPictures):
    form = DramaForm
    list_display = [
        "title",
        "title_ko",
        "year",
        "network_names",
        "episodes",
        "status_now",
        "review_count",
        "state",
    ]
    list_filter = [NotPublic, "kind", "networks", "genres", "year"]
    search_fields = ["title", "title_ko", "romanized_title", "alternative_titles__text"]
    search_help_text = _("Title in any language and spelling: Its okay, Misaeng, 미생.")
    date_hierarchy = "aired_from"
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["poster"]
    actions = ["publish_selected"]
    inlines = [
        BroadcastInline,
        CreditInline,
        DramaTagInline,
        SongInline,
        WatchLinkInline,
        AlternativeTitleInline,
        DramaRelationInline,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title", "title_ko"),
                    ("romanized_title", "slug"),
                    ("kind", "year"),
                    ("franchise", "season_number"),
                    "tagline",
                ]
            },
        ),
        (
            _("Broadcast"),
            {
                "fields": [
                    ("episodes", "episode_minutes"),
                    ("aired_from", "aired_to"),
                    ("part_one_to", "part_two_from", "part_one_episodes"),
                    "air_days",
                    ("air_time", "content_rating"),
                ]
            },
        ),
        (
            _("For readers"),
            {"fields": ["synopsis", "content_warnings", "genres", "poster", "trailer_url"]},
        ),
        (
            _("Based on"),
            {"fields": [("based_on_kind", "based_on_title"), ("based_on_author", "based_on_url")]},
        ),
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
        if db_field.name in ("synopsis", "content_warnings"):
            kwargs |= {"form_class": MarkdownFormField, "widget": MarkdownEditor}
        if db_field.name == "genres":
            kwargs["widget"] = Boxes(db_field.verbose_name)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Drama | None = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))
        if is_editor(request.user, Drama):
            fieldsets.insert(1, (_("Publication"), {"fields": ["state"]}))
        return fieldsets

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.preview_page)
        return [path("<path:object_id>/preview/", page, name="dramas_drama_preview"), *super().get_urls()]

    def preview_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page as readers will get it, for whoever may see the drama here."""
        drama = self.get_object(request, object_id)
        if drama is None:
            raise Http404
        if not self.has_view_permission(request, drama):
            raise PermissionDenied
        return as_published(request, drama)

    def save_model(self, request: HttpRequest, obj: Drama, form: Any, change: bool) -> None:
        state = form.cleaned_data.get("state")
        if state and is_editor(request.user, Drama):
            set_state(request, obj, state)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if any(formset.model is DramaTag and formset.has_changed() for formset in formsets):
            self._explain_tags_without_a_list(request, form.instance)

    def _explain_tags_without_a_list(self, request: HttpRequest, drama: Drama) -> None:
        for tag in Tag.objects.filter(on_dramas__drama=drama).exclude(on_dramas__spoils_through=SAFE):
            self.message_user(request, ONLY_SPOILS % {"tag": tag}, messages.WARNING)

    @admin.action(description=_("Make selected dramas public"), permissions=["change"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Drama]) -> None:
        made_public = 0
        for drama in queryset:
            if not drama.is_public():
                set_state(request, drama, Drama.State.PUBLIC)
                drama.save(update_fields=["public_from"])
                made_public += 1
        text = ngettext("%(count)d drama is public now.", "%(count)d dramas are public now.", made_public)
        self.message_user(request, text % {"count": made_public})

    def autocomplete_text(self, drama: Drama) -> str:
        draft = "" if drama.is_public() else str(Drama.State.DRAFT.label)
        return " · ".join(part for part in (str(drama), drama.title_ko, draft) if part)

    @admin.display(description=_("networks"))
    def network_names(self, drama: Drama) -> str:
        return ", ".join(str(broadcast.network) for broadcast in drama.broadcasts.all())

    @admin.display(description=_("status"))
    def status_now(self, drama: Drama) -> str:
        return str(drama.status().label)

    @admin.display(description=_("reviews"), ordering="review_count")
    def review_count(self, drama: Drama) -> int:
        return drama.review_count  # type: ignore[attr-defined]
