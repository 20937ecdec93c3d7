from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dramas.models import Genre, Network
from dramas.schedule import this_week
from reviews.cards import review_cards
from reviews.models import Review

LATEST = 6
BEST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    published = Review.objects.published().for_display()
    cards = review_cards(published.latest_first()[: LATEST + 1])
    best = published.filter(kind=Review.Kind.REVIEW, rating__isnull=False)
    context = {
        "lead": cards[0] if cards else None,
        "latest": cards[1:],
        "week": this_week(),
        "best": review_cards(best.order_by(F("rating").desc(), "-published_at")[:BEST]),
        "networks": list(Network.objects.with_drama_counts()),
        "genres": list(Genre.objects.with_drama_counts()),
    }
    return render(request, "pages/home.html", context)
