"""Telling the moderators that something is wrong with a comment."""

import time

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from reviews.comments import notices, tokens
from reviews.comments.forms import ReportForm
from reviews.comments.models import Comment, Report
from reviews.comments.moderation import hide_if_reported
from reviews.comments.projection import public_of
from reviews.comments.throttle import too_many_reports
from reviews.comments.views.comments import around
from reviews.comments.visitor import Visitor, visitor_of
from reviews.comments.visitor_forms import review_of, visitor_form


@visitor_form
def report(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    review = review_of(request, slug)
    comment = get_object_or_404(public_of(review), pk=pk)
    form = ReportForm(request.POST or None, initial={"token": tokens.form_token(review)})
    context = {**around(review), "form": form, "name": comment.name, "address": comment.address_under(review)}
    if request.method != "POST":
        return render(request, "comments/report.html", context)
    if problem := tokens.form_token_problem(
        request.POST.get("token", ""), review, now=time.time() + tokens.MIN_FORM_AGE
    ):
        form.add_error(None, problem)
    if not form.is_valid():
        return render(request, "comments/report.html", context, status=422)
    visitor = visitor_of(request)
    if wait := too_many_reports(visitor):
        form.add_error(None, _("You have reported several comments just now. Please try again later."))
        response = render(request, "comments/report.html", context, status=429)
        response["Retry-After"] = str(wait)
        return response
    _store(comment, form.cleaned_data["kind"], visitor)
    return render(request, "comments/reported.html", context)


def _store(comment: Comment, kind: str, visitor: Visitor) -> None:
    """One report for each network; the first calls a moderator, enough of them hide the comment."""
    try:
        with transaction.atomic():
            Report.objects.create(comment=comment, kind=kind, address_hash=visitor.network_hash)
    except IntegrityError:
        return
    notices.call_moderators()
    hide_if_reported(comment)
