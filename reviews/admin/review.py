from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reviews import states
from reviews.admin.access import OwnReviewsOnly
from reviews.admin.deletion import ReadersWordsStay
from reviews.admin.forms import ReviewForm
from reviews.admin.history_pages import HistoryPages
from reviews.admin.import_page import import_page
from reviews.admin.inlines import BylineInline, MentionInline, SectionInline
from reviews.admin.pictures_page import images_of, pictures_page
from reviews.admin.preview_pages import links_page, preview_page
from reviews.admin.saving import SafeSaving
from reviews.mentions import refresh_mentions
from reviews.models import Byline, Review
from reviews.models.review import SUB_RATINGS
from reviews.publishing import problems
from reviews.revisions import record as keep
from reviewsite.accounts.audit import Event, record
from reviewsite.accounts.time_zones import in_zones
from reviewsite.accounts.zoned_time import ZonedTimeField
from reviewsite.search.admin import IndexedOnce


@admin.register(Review)
class ReviewAdmin(ReadersWordsStay, SafeSaving, HistoryPages, OwnReviewsOnly, IndexedOnce):
    form = ReviewForm
    list_display = ["headline", "drama", "kind", "byline", "rating", "effective_state", "published_at"]
    list_filter = ["state", "kind", "writers", "drama__genres"]
    list_select_related = ["drama"]
    search_fields = ["headline", "verdict", "drama__title", "drama__title_ko", "sections__heading"]
    search_help_text = _("Headline, verdict, heading or drama.")
    date_hierarchy = "published_at"
    autocomplete_fields = ["drama", "hero"]
    prepopulated_fields = {"slug": ["headline"]}
    readonly_fields = ["appears"]
    inlines = [SectionInline, BylineInline, MentionInline]
    actions = ["publish_selected", "retire_selected"]
    save_on_top = True
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "drama",
                    "headline",
                    "slug",
                    "verdict",
                    ("kind", "episode_from", "episode_to", "watched_through"),
                ]
            },
        ),
        (_("Publication"), {"fields": [("state", "published_at"), "appears", "comments_open"]}),
        (
            _("Rating"),
            {
                "fields": [
                    ("rating", "rating_raw"),
                    tuple(f"{part}_rating" for part in SUB_RATINGS),
                    "recommended_for",
                ]
            },
        ),
        (_("Lead picture"), {"classes": ["collapse"], "fields": ["hero"]}),
    ]

    class Media:
        css = {"all": ["css/admin/orderable.css", "css/admin/review.css", "css/admin/writers.css"]}
        js = [
            "js/admin-orderable.js",
            "js/admin-clashes.js",
            forms.Script("js/admin-sections.js", type="module"),
            forms.Script("js/admin-autosave.js", type="module"),
        ]

    def get_urls(self) -> list[Any]:
        return [
            self._page("import/", import_page, "reviews_review_import"),
            self._page("<path:object_id>/pictures/", pictures_page, "reviews_review_pictures"),
            self._page("<path:object_id>/preview/", preview_page, "reviews_review_preview"),
            self._page("<path:object_id>/preview-links/", links_page, "reviews_review_preview_links"),
            *super().get_urls(),
        ]

    def _page(self, address: str, view: Any, name: str) -> URLPattern:
        return path(address, self.admin_site.admin_view(partial(view, model_admin=self)), name=name)

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

    def get_form(
        self, request: HttpRequest, obj: Review | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user  # the class is created for each request
        return form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "published_at":
            return ZonedTimeField(label=capfirst(str(db_field.verbose_name)), required=False)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Review, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]  # the admin is for staff accounts only
        if obj.state in {Review.State.PUBLISHED, Review.State.SCHEDULED}:
            obj.first_published_at = obj.first_published_at or obj.published_at
        super().save_model(request, obj, form, change)
        if obj.state != (form.state_before or Review.State.DRAFT):
            _log_state(request, obj, form.state_before)

    def delete_model(self, request: HttpRequest, obj: Review) -> None:
        record(Event.DELETED, about=obj, request=request)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        for review in queryset:
            record(Event.DELETED, about=review, request=request)
        super().delete_queryset(request, queryset)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self._say_what_readers_see(request, form)
        if not form.instance.bylines.exists():
            form.instance.set_writers([form.instance.created_by or request.user])
        refresh_mentions(form.instance)

    def view_on_site(self, obj: Review) -> str | None:
        return obj.get_absolute_url() if obj.is_published() else None

    @admin.display(description=_("writers"))
    def byline(self, review: Review) -> str:
        return ", ".join(byline.writer.byline for byline in review.bylines.all())

    @admin.display(description=_("state"), ordering="state")
    def effective_state(self, review: Review) -> str:
        return str(states.effective_state(review).label)

    @admin.display(description=_("publication"))
    def appears(self, review: Review) -> Any:
        """The time of publication in every zone that matters to who plans it."""
        if not review.published_at or not review.pk:
            return "–"
        return format_html_join("", "<div>{}: <strong>{}</strong></div>", in_zones(review.published_at))

    @admin.action(description=_("Publish selected reviews"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        published = 0
        for review in queryset.exclude(state=Review.State.PUBLISHED):
            if objections := sum(problem.stops for problem in problems(review)):
                self._say_stopped(request, review, objections)
                continue
            before = review.state
            review.publish(at=min(review.published_at or timezone.now(), timezone.now()))
            _log_state(request, review, before)
            keep(review, user=request.user)
            published += 1
        self._say(request, published, ngettext("%d review published.", "%d reviews published.", published))

    @admin.action(description=_("Retire selected reviews"), permissions=["publish"])
    def retire_selected(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        retired = 0
        for review in queryset.published():  # type: ignore[attr-defined]
            before, review.state = review.state, Review.State.RETIRED
            review.save()
            _log_state(request, review, before)
            keep(review, user=request.user)
            retired += 1
        self._say(request, retired, ngettext("%d review retired.", "%d reviews retired.", retired))

    def _say_what_readers_see(self, request: HttpRequest, form: Any) -> None:
        """Where a planned time does something else than plan."""
        review, was_public = form.instance, form.effective_state == Review.State.PUBLISHED
        if review.state != Review.State.SCHEDULED or review.is_published() == was_public:
            return
        if was_public:
            when = "; ".join(f"{label}: {moment}" for label, moment in in_zones(review.published_at))
            text = _("Readers cannot see this review any more. It appears again: %(when)s")
            self.message_user(request, text % {"when": when}, messages.WARNING)
        else:
            text = _("Readers can see this review now: the time that you gave is past.")
            self.message_user(request, text, messages.WARNING)

    def _say_stopped(self, request: HttpRequest, review: Review, objections: int) -> None:
        text = ngettext(
            "“%(review)s” is not published: the publish check found %(count)d problem. "
            "Publish it from its form to see it.",
            "“%(review)s” is not published: the publish check found %(count)d problems. "
            "Publish it from its form to see them.",
            objections,
        )
        self.message_user(request, text % {"review": review, "count": objections}, messages.WARNING)

    def _say(self, request: HttpRequest, count: int, text: str) -> None:
        self.message_user(request, text % count, messages.SUCCESS if count else messages.INFO)


def _log_state(request: HttpRequest, review: Review, before: str) -> None:
    after = Review.State(review.state).label
    detail = f"{Review.State(before).label} → {after}" if before else str(after)
    record(Event.STATE_CHANGED, about=review, detail=detail, request=request)
