from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews.cards import review_cards
from reviews.models import Review
from reviewsite.pages.paging import page_of

PER_PAGE = 24


@require_safe
def writer(request: HttpRequest, username: str) -> HttpResponse:
    """Only a writer with a published review has a page: an account alone is nobody's business."""
    reviews = Review.objects.published().filter(bylines__writer__username=username)
    page = page_of(request, reviews.for_display().latest_first(), PER_PAGE)
    if not page.paginator.count:
        raise Http404
    found = get_user_model().objects.get(username=username)
    context = {
        "writer": found,
        "page": page,
        "cards": review_cards(page),
        "breadcrumbs": [(found.byline, "")],
    }
    return render(request, "pages/writer.html", context)
