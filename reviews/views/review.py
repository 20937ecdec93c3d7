from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews.cards import related_cards
from reviews.comments.section import comment_section
from reviews.contents import contents_of
from reviews.models import Review
from reviews.projection import project
from reviews.related import related_reviews
from reviews.siblings import nearest_parts, other_verdict, places_of
from reviews.structured_data import review_page
from reviewsite.images.pictures import picture_of
from reviewsite.markdown.render_cache import without_database
from reviewsite.slugs import get_by_slug
from reviewsite.spoilers import parse_seen


@require_safe
def review(request: HttpRequest, slug: str) -> HttpResponse:
    published = Review.objects.published().for_display().select_related("drama__reader_score")
    return show(request, get_by_slug(published, slug))


def show(request: HttpRequest, found: Review) -> HttpResponse:
    """The page of any review, whatever its state, at the request's `seen`."""
    seen = parse_seen(request.GET.getlist("seen"), episodes=found.drama.episodes)
    projection = project(found, seen)
    places = places_of(found)
    context = {
        "projection": projection,
        "contents": contents_of(projection),
        "safe_poster": picture_of(found.drama.poster),
        "comments": comment_section(found, seen, is_open=found.invites_comments()),
        "related": related_cards(related_reviews(found, projection.facts, nearest_parts(places))),
        "places": places,
        "other_verdict": other_verdict(found),
        "structured_data": review_page(found),
        "breadcrumbs": [
            (_("Dramas"), reverse("dramas:drama_list")),
            (found.drama.title, found.drama.get_absolute_url()),
            (capfirst(found.get_kind_display()), ""),
        ],
    }
    # The template prints what it is given: what it could fetch besides, from a row, is not for every reader.
    with without_database():
        return render(request, "reviews/review.html", context)
