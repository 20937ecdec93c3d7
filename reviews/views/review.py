from django.db.models import DateTimeField, SlugField, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews.cards import related_cards
from reviews.comments.section import comment_section
from reviews.contents import contents_of
from reviews.models import Mention, Review
from reviews.models.review import ReviewQuerySet, bylines
from reviews.nearness import near
from reviews.projection import project
from reviews.structured_data import review_page
from reviewsite.images.pictures import picture_of
from reviewsite.prepared import Argument, Prepared
from reviewsite.slugs import get_by_slug
from reviewsite.spoilers import parse_seen


@require_safe
def review(request: HttpRequest, slug: str) -> HttpResponse:
    found = _published(slug=slug, now=timezone.now())
    return show(request, found[0] if found else get_by_slug(Review.objects.published(), slug))


def _with_all(slug: Argument, now: Argument) -> ReviewQuerySet:
    rows = Review.objects.published(at=now).with_joined_rows().select_related("drama__reader_score")
    return rows.annotate(mention_rows=Mention.objects.as_column()).filter(slug=slug)


_published = Prepared(_with_all, slug=SlugField(), now=DateTimeField())


def show(request: HttpRequest, found: Review) -> HttpResponse:
    """The page of a review (`Review.objects.for_display()`), whatever its state, at the request's `seen`."""
    seen = parse_seen(request.GET.getlist("seen"), episodes=found.drama.episodes)
    related = near(found)
    prefetch_related_objects([found, *related], bylines())
    projection = project(found, seen)
    context = {
        "projection": projection,
        "contents": contents_of(projection),
        "safe_poster": picture_of(found.drama.poster),
        "comments": comment_section(found, seen),
        "related": related_cards(related),
        "structured_data": review_page(found),
        "breadcrumbs": [
            (_("Dramas"), reverse("dramas:drama_list")),
            (found.drama.title, found.drama.get_absolute_url()),
            (capfirst(found.get_kind_display()), ""),
        ],
    }
    return render(request, "reviews/review.html", context)
