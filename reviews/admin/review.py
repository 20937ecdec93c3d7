from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reviews.admin.forms import ReviewForm, SectionForm
from reviews.admin.import_page import import_page
from reviews.admin.pictures_page import images_of, pictures_page
from reviews.mentions import refresh_mentions
from reviews.models import Byline, Mention, Review, Section
from reviewsite.spoilers import scope_label


class SectionInline(admin.StackedInline):
    model = Section
    form = SectionForm
    extra = 0
    classes = ["orderable"]
    fields = ["heading", ("spoils_through", "heading_is_safe"), "body", "position"]

    def get_formset(self, request: HttpRequest, obj: Review | None = None, **kwargs: Any) -> Any:
        episodes = obj.drama.episodes if obj else None
        kwargs["form"] = type("SectionForm", (SectionForm,), {"episodes": episodes})
        return super().get_formset(request, obj, **kwargs)


class BylineInline(admin.TabularInline):
    model = Byline
    extra = 0
    min_num = 0
    autocomplete_fields = ["writer"]
    classes = ["orderable"]


class MentionInline(admin.TabularInline):
    """Names that become links, as found on the last save; the writer can refuse one."""

    model = Mention
    fields = ["text", "target", "gives_away", "refused"]
    readonly_fields = ["text", "target", "gives_away"]
    can_delete = False
    extra = 0
    verbose_name_plural = _("links to dramas and people")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        return super().get_queryset(request).select_related("drama", "person")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("leads to"))
    def target(self, mention: Mention) -> str:
        return str(mention.target)

    @admin.display(description=_("first stands in text that spoils"))
    def gives_away(self, mention: Mention) -> Any:
        return scope_label(mention.spoils_through)


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin):
    form = ReviewForm
    list_display = ["headline", "drama", "kind", "byline", "rating", "state", "published_at"]
    list_filter = ["state", "kind", "writers", "drama__genres"]
    list_select_related = ["drama"]
    search_fields = ["headline", "verdict", "drama__title", "drama__title_ko", "sections__heading"]
    search_help_text = _("Headline, verdict, heading or drama.")
    date_hierarchy = "published_at"
    autocomplete_fields = ["drama", "hero"]
    prepopulated_fields = {"slug": ["headline"]}
    inlines = [SectionInline, BylineInline, MentionInline]
    actions = ["publish_selected", "retire_selected"]
    save_on_top = True
    fieldsets = [
        (None, {"fields": ["drama", "headline", "slug", "verdict", ("kind", "episode_from", "episode_to")]}),
        (_("Publication"), {"fields": [("state", "published_at"), "comments_open"]}),
        (
            _("Rating"),
            {
                "fields": [
                    ("rating", "rating_raw"),
                    ("story_rating", "acting_rating", "music_rating", "rewatch_rating"),
                    "recommended_for",
                ]
            },
        ),
        (_("Lead picture"), {"classes": ["collapse"], "fields": ["hero"]}),
    ]

    class Media:
        css = {"all": ["css/admin/orderable.css", "css/admin/review.css"]}
        js = ["js/admin-orderable.js"]

    def get_urls(self) -> list[Any]:
        importing = self.admin_site.admin_view(partial(import_page, model_admin=self))
        pictures = self.admin_site.admin_view(partial(pictures_page, model_admin=self))
        return [
            path("import/", importing, name="reviews_review_import"),
            path("<path:object_id>/pictures/", pictures, name="reviews_review_pictures"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        review = self.get_object(request, object_id)
        waiting = sum(not image.file for image in images_of(review)) if review else 0
        return super().change_view(
            request, object_id, form_url, {**(extra_context or {}), "waiting_pictures": waiting}
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        bylines = Prefetch("bylines", Byline.objects.select_related("writer"))
        return super().get_queryset(request).prefetch_related(bylines)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"comments_open": True, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Review, form: Any, change: bool) -> None:
        if obj.state in {Review.State.PUBLISHED, Review.State.SCHEDULED}:
            obj.first_published_at = obj.first_published_at or obj.published_at
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not form.instance.bylines.exists():
            form.instance.set_writers([request.user])
        refresh_mentions(form.instance)

    def view_on_site(self, obj: Review) -> str | None:
        return obj.get_absolute_url() if obj.is_published() else None

    @admin.display(description=_("writers"))
    def byline(self, review: Review) -> str:
        return ", ".join(byline.writer.byline for byline in review.bylines.all())

    @admin.action(description=_("Publish selected reviews"), permissions=["change"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        published = 0
        for review in queryset.exclude(state=Review.State.PUBLISHED):
            review.publish(at=min(review.published_at or timezone.now(), timezone.now()))
            published += 1
        self._say(
            request, published, ngettext("%d review is published.", "%d reviews are published.", published)
        )

    @admin.action(description=_("Retire selected reviews"), permissions=["change"])
    def retire_selected(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        retired = queryset.update(state=Review.State.RETIRED, updated_at=timezone.now())
        self._say(request, retired, ngettext("%d review is retired.", "%d reviews are retired.", retired))

    def _say(self, request: HttpRequest, count: int, text: str) -> None:
        self.message_user(request, text % count, messages.SUCCESS if count else messages.INFO)
