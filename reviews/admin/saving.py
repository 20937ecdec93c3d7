"""How the review form is saved: nobody's words are overwritten, nothing is published unread, everything is kept."""

import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from reviews import revisions
from reviews.admin import publish_check
from reviews.admin.conflicts import VERSION, Conflict, drop_stale_mentions, settle, start_over
from reviews.models import Review
from reviews.snapshot import snapshot_of
from reviewsite.unchanged import OnlyChangesAreSaved

#: In the form, and in a cookie of the forms that were saved last: by it the browser knows which kept text is safe.
FORM_TOKEN = "_form"  # noqa: S105  not a secret
SAVED_FORMS = "saved_forms"
_MOST_TOKENS = 20
#: As long as the browser keeps what was typed.
_WEEK = 7 * 24 * 3600


class SafeSaving(OnlyChangesAreSaved):
    """A mixin for the review admin. Its form class has a `conflict`, its section formset is a `CheckedSections`."""

    def _changeform_view(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: Any
    ) -> HttpResponse:
        conflict = None
        if request.method == "POST" and object_id is not None:
            object_id, conflict = self._prepare(request, object_id)
        request.review_conflict = conflict  # type: ignore[attr-defined]
        context = {**(extra_context or {}), "conflict": conflict}
        response: HttpResponse = super()._changeform_view(request, object_id, form_url, context)  # type: ignore[misc]
        return response

    def _prepare(self, request: HttpRequest, object_id: str) -> tuple[str | None, Conflict | None]:
        """Look at what is stored before the form is; the row stays locked until the form is saved or refused."""
        pk = int(object_id) if object_id.isascii() and object_id.isdigit() else 0
        locked = Review.objects.select_for_update().filter(pk=pk).first()
        if locked is None and revisions.latest(pk) and self.has_add_permission(request):
            return None, start_over(request)
        review = self.get_object(request, object_id)
        if review is None or not self.has_change_permission(request, review):
            return object_id, None  # the admin says why
        revisions.record_unrecorded(review)
        drop_stale_mentions(request, review)
        form = self.get_form(request, review, change=True)(instance=review)
        return object_id, settle(request, review, form)

    def get_form(
        self, request: HttpRequest, obj: Review | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.conflict = getattr(request, "review_conflict", None)  # type: ignore[attr-defined]
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        review = context["original"]
        version = request.POST.get(VERSION, "") if request.method == "POST" else ""
        sections = publish_check.of_formsets(context["inline_admin_formsets"])
        context |= {
            "version": version or (snapshot_of(review).version if review else ""),
            "checked": sections if sections is not None and sections.problems else None,
            "may_add_people": request.user.has_perm("dramas.add_person"),
            "override_reason": request.POST.get(publish_check.REASON, ""),
            "form_token": get_random_string(12),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        sections = publish_check.of_formsets(formsets)
        found = sections.problems or [] if sections else []
        if sections and any(problem.stops for problem in found):
            publish_check.log_override(request, form.instance, found, sections.reason)
        for problem in found:
            if not problem.stops:
                messages.warning(request, f"{problem.place}: {problem.message}")

    def log_addition(self, request: HttpRequest, obj: Review, message: Any) -> Any:
        revisions.record(obj, user=request.user)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Review, message: Any) -> Any:
        if message:
            revisions.record(obj, user=request.user)
        return super().log_change(request, obj, message)

    def response_add(self, request: HttpRequest, obj: Review, *args: Any, **kwargs: Any) -> HttpResponse:
        return _saying_saved(request, super().response_add(request, obj, *args, **kwargs))

    def response_change(self, request: HttpRequest, obj: Review) -> HttpResponse:
        return _saying_saved(request, super().response_change(request, obj))

    def delete_model(self, request: HttpRequest, obj: Review) -> None:
        revisions.record_unrecorded(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Review]) -> None:
        for review in queryset:
            revisions.record_unrecorded(review)
        super().delete_queryset(request, queryset)


def _saying_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    token = request.POST.get(FORM_TOKEN, "")
    if re.fullmatch("[A-Za-z0-9]{12}", token):
        saved = [*re.findall("[A-Za-z0-9]{12}", request.COOKIES.get(SAVED_FORMS, "")), token]
        response.set_cookie(
            SAVED_FORMS,
            ".".join(saved[-_MOST_TOKENS:]),
            max_age=_WEEK,
            path=settings.SESSION_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Strict",
        )
    return response
