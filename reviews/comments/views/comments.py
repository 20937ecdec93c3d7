"""The pages on which comments are read: the same for everybody, like the review itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews.comments.projection import (
    NEWEST,
    ORDERS,
    in_place,
    project_one,
    project_replies,
)
from reviews.comments.section import comment_section
from reviews.comments.visitor_forms import number
from reviews.models import Review
from reviews.projection import safe_line
from reviewsite.slugs import get_by_slug
from reviewsite.spoilers import SAFE, parse_seen


@require_safe
def comment_list(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Review.objects.published().select_related("drama__reader_score", "discussion")
    review = get_by_slug(rows, slug)
    order = request.GET.get("order", NEWEST)
    section = comment_section(
        review,
        review.reached(parse_seen(request.GET.getlist("seen"))),
        is_open=review.invites_comments(),
        order=order if order in ORDERS else NEWEST,
        after=number(request.GET.get("after", "")),
    )
    return render(request, "comments/list.html", {**around(review), "comments": section})


@require_safe
def comment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    review = get_by_slug(Review.objects.published().select_related("drama"), slug)
    found = get_object_or_404(in_place(review), pk=pk)
    seen = review.reached(parse_seen(request.GET.getlist("seen")))
    context = {
        **around(review),
        "comment": project_one(review, found, seen),
        "replies": project_replies(review, found, seen),
        "reply_address": reverse("comments:new", args=[review.slug]) if review.accepts_comments() else "",
        "seen": seen,
    }
    return render(request, "comments/comment.html", context)


def around(review: Review) -> dict[str, Any]:
    """What every page about comments on a review says of it."""
    headline = safe_line(review.headline, SAFE)
    return {
        "review": review,
        "headline": headline,
        "breadcrumbs": [
            *([(review.drama.title, review.drama.get_absolute_url())] if review.drama else []),
            (headline, review.get_absolute_url()),
            (_("Comments"), ""),
        ],
    }
