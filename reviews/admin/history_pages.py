"""The history of a review: what each save changed, and the way back; also for reviews that were deleted."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reviews import permissions, revisions
from reviews.models import Review, Section
from reviews.pictures import PUBLIC
from reviews.publishing import Problem, problems
from reviews.revisions import Kept
from reviews.revisions.comparison import compare
from reviews.snapshot import column_values
from reviewsite.accounts import audit

#: Older ones are kept, but nobody scrolls that far.
_MOST_SHOWN = 100


class HistoryPages(admin.ModelAdmin):
    """A mixin for the review admin."""

    object_history_template = "admin/reviews/history.html"

    def get_urls(self) -> list[Any]:
        def page(address: str, view: Any, name: str) -> Any:
            return path(address, self.admin_site.admin_view(partial(view, model_admin=self)), name=name)

        return [
            page("deleted/", deleted_page, "reviews_review_deleted"),
            page("<int:object_id>/history/<int:revision>/", comparison_page, "reviews_review_revision"),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        number = int(object_id) if object_id.isascii() and object_id.isdigit() else 0
        context = {**(extra_context or {}), "kept": revisions.history(number)[:_MOST_SHOWN]}
        return super().history_view(request, object_id, context)


@require_http_methods(["GET", "HEAD", "POST"])
def comparison_page(
    request: HttpRequest, object_id: int, revision: int, model_admin: admin.ModelAdmin
) -> HttpResponse:
    """What one save changed against the one before, or with ?with=now against what is stored; POST brings it back."""
    review = _review(request, object_id, model_admin)
    kept = revisions.history(review.pk)
    place = next((place for place, entry in enumerate(kept) if entry.revision.pk == revision), None)
    if place is None:
        raise Http404
    may_restore = model_admin.has_change_permission(request, review)
    found: list[Problem] = []
    if request.method == "POST":
        if not may_restore:
            raise PermissionDenied
        found = _objections(review, kept[place])
        if not found:
            return _restored(request, kept[place])
    with_now = request.GET.get("with") == "now"
    before = kept[place] if with_now else (kept[place + 1] if place + 1 < len(kept) else None)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("What changed"),
        "opts": model_admin.opts,
        "review": review,
        "chosen": kept[place],
        "is_latest": place == 0,
        "with_now": with_now,
        "comparison": compare(before, kept[0] if with_now else kept[place]),
        "newer": kept[place - 1] if place else None,
        "older": kept[place + 1] if place + 1 < len(kept) else None,
        "may_restore": may_restore and place > 0,
        "objections": found,
    }
    return TemplateResponse(request, "admin/reviews/revision.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def deleted_page(request: HttpRequest, model_admin: admin.ModelAdmin) -> HttpResponse:
    """The reviews that were deleted, each with a button that brings it back as a draft."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    entries = [entry for entry in revisions.deleted() if _was_own(request, entry)]
    if request.method == "POST":
        wanted = request.POST.get("revision", "")
        entry = next((entry for entry in entries if str(entry.revision.pk) == wanted), None)
        if entry is None:
            raise Http404
        return _restored(request, entry)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Deleted reviews"),
        "opts": model_admin.opts,
        "entries": entries,
    }
    return TemplateResponse(request, "admin/reviews/deleted.html", context)


def _review(request: HttpRequest, object_id: int, model_admin: admin.ModelAdmin) -> Review:
    review: Review | None = model_admin.get_object(request, str(object_id))
    if review is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, review):
        raise PermissionDenied
    return review


def _was_own(request: HttpRequest, entry: Kept) -> bool:
    if permissions.is_editor(request.user):
        return True
    return request.user.pk in {entry.row.get("created_by_id"), *entry.snapshot.writers}


def _objections(review: Review, entry: Kept) -> list[Problem]:
    """What the publish check finds in an older text that would be public immediately."""
    if review.state not in PUBLIC:
        return []
    older = Review.objects.select_related("drama", "hero").get(pk=review.pk)
    about = ("headline", "verdict", "recommended_for", "slug", "rating", "rating_raw", "kind", "drama_id")
    for name in about:
        setattr(older, name, entry.row[name])
    sections = [Section(pk=section.pk, **column_values(section)) for section in entry.snapshot.sections]
    known = {problem.identity for problem in problems(review)}
    found = problems(older, sections)
    for picture in entry.images:
        found += problems(older, sections, changed=picture)
    new = {problem.identity: problem for problem in found if problem.stops and problem.identity not in known}
    return list(new.values())


def _restored(request: HttpRequest, entry: Kept) -> HttpResponse:
    when = date_format(localtime(entry.revision.date_created), "DATETIME_FORMAT")
    comment = _("Restored from %(when)s") % {"when": when}
    notes: list[str] = []
    try:
        review = revisions.restore(entry, user=request.user, comment=comment, notes=notes)
    except revisions.CannotRestore as error:
        messages.error(request, str(error))
        return redirect("admin:reviews_review_deleted")
    audit.record(audit.Event.RESTORED, about=review, detail=comment, request=request)
    for note in notes:
        messages.warning(request, note)
    messages.success(request, _("Restored. The version it replaced is in the history."))
    return redirect(reverse("admin:reviews_review_change", args=[review.pk]))
