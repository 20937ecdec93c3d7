"""The public page of a review that is not public yet, for whoever was given a link to it."""

import copy

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reviews.models import PreviewLink, Review
from reviews.permissions import may_see
from reviews.views.review import show

HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, noarchive",
    "Referrer-Policy": "no-referrer",
}


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """404 for a token that was never given, has ended or was taken back, and for one whose giver may not see it."""
    link = PreviewLink.objects.named(token)
    review = Review.objects.for_display().filter(pk=link.review_id).first() if link else None
    if link is None or review is None or not (link.created_by and may_see(link.created_by, review)):
        raise Http404
    return as_published(request, review)


def as_published(request: HttpRequest, review: Review) -> HttpResponse:
    """Exactly what a reader will get at the review's address, who is nobody in particular."""
    review.published_at = review.published_at or timezone.now()
    reader = copy.copy(request)
    reader.path = reader.path_info = review.get_absolute_url()
    reader.COOKIES = {}
    reader.user = AnonymousUser()
    answer = show(reader, review)
    for name, value in HEADERS.items():
        answer[name] = value
    return answer
