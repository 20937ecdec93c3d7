from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reviews.models import Review
from reviews.projection import project
from reviewsite.slugs import get_by_slug
from reviewsite.spoilers import parse_seen


def review(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_by_slug(Review.objects.published().for_display(), slug)
    seen = parse_seen(request.GET.getlist("seen"), episodes=found.drama.episodes)
    context = {"projection": project(found, seen)}
    return render(request, "reviews/review.html", context)
