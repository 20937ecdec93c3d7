"""Telling the moderators that something is wrong with a comment."""

import time

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reviews.comments import page_token
from reviews.comments.forms import ReportForm
from reviews.comments.models import Comment, Report
from reviews.comments.moderation import hold_if_reported
from reviews.comments.projection import public_of
from reviews.comments.views.reading import around
from reviews.comments.visitor import Visitor, visitor_of
from reviews.comments.visitor_forms import review_of, visitor_form


@visitor_form
def report(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    review = review_of(request, slug)
    comment = get_object_or_404(public_of(review), pk=pk)
    form = ReportForm(request.POST or None, initial={"token": page_token.issue(review)})
    context = {**around(review), "form": form, "name": comment.name, "address": comment.address_under(review)}
    if request.method == "POST":
        if problem := page_token.problem(
            request.POST.get("token", ""), review, now=time.time() + page_token.YOUNGEST
        ):
            form.add_error(None, problem)
        if form.is_valid():
            _store(comment, form.cleaned_data["kind"], visitor_of(request))
            return render(request, "comments/reported.html", context)
    return render(request, "comments/report.html", context, status=422 if form.errors else 200)


def _store(comment: Comment, kind: str, visitor: Visitor) -> None:
    """One report for each address; enough of them hold the comment."""
    try:
        with transaction.atomic():
            Report.objects.create(comment=comment, kind=kind, address_hash=visitor.address_hash)
    except IntegrityError:
        return
    hold_if_reported(comment)
