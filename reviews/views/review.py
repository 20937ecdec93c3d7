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
from reviews.projection import project, safe_line
from reviews.recommendations import recommendations_of
from reviews.related import related_reviews
from reviews.siblings import nearest_parts, other_verdict, places_of
from reviews.structured_data import lead_picture, review_page
from reviewsite.markdown.render_cache import without_database
from reviewsite.slugs import get_by_slug
from reviewsite.spoilers import SAFE, parse_seen
from reviewsite.spoilers.opened import parse_open


@require_safe
def review(request: HttpRequest, slug: str) -> HttpResponse:
    published = Review.objects.published().for_display().select_related("drama__reader_score")
    return show(request, get_by_slug(published, slug))


def show(request: HttpRequest, found: Review) -> HttpResponse:
    """The page of any review, whatever its state, at the request's `seen`, and of an article at its `open`."""
    seen = found.reached(parse_seen(request.GET.getlist("seen")))
    projection = project(found, seen, opened=parse_open(request.GET.getlist("open")))
    places = places_of(found)
    dramas = [facts.drama for facts in projection.names]
    related = related_reviews(found, projection.about, nearest_parts(places))
    context = {
        "projection": projection,
        "contents": contents_of(projection),
        "safe_poster": lead_picture(found, dramas),
        "comments": comment_section(found, seen, is_open=found.invites_comments()),
        "related": related_cards(related, named=[drama.pk for drama in dramas]),
        "places": places,
        "recommendations": recommendations_of(found.drama),
        "other_verdict": other_verdict(found),
        "structured_data": review_page(found, dramas),
        "breadcrumbs": _trail(found),
    }
    template = "reviews/article.html" if found.is_article else "reviews/review.html"
    # The template prints what it is given: what it could fetch besides, from a row, is not for every reader.
    with without_database():
        return render(request, template, context)


def _trail(review: Review) -> list[tuple[str, str]]:
    if review.drama is None:
        return [
            (_("Articles"), f"{reverse('reviews:review_list')}?kind=article"),
            (safe_line(review.headline, SAFE), ""),
        ]
    return [
        (_("Dramas"), reverse("dramas:drama_list")),
        (review.drama.title, review.drama.get_absolute_url()),
        (capfirst(review.get_kind_display()), ""),
    ]
