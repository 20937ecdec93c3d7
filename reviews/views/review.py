from dataclasses import dataclass

from django.db.models import SlugField
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews.cards import related_cards
from reviews.comments.opening import invites
from reviews.comments.section import comment_section
from reviews.contents import contents_of
from reviews.models import Mention, Review
from reviews.models.review import ReviewQuerySet, attach_bylines
from reviews.nearness import near
from reviews.projection import project
from reviews.structured_data import review_page
from reviewsite.context_processors import site
from reviewsite.images.pictures import picture_of
from reviewsite.prepared import Argument, Now, Prepared
from reviewsite.slugs import get_by_slug
from reviewsite.spoilers import parse_seen
from reviewsite.verifying import verified


@require_safe
def review(request: HttpRequest, slug: str) -> HttpResponse:
    if found := _published(slug=slug):
        return HttpResponse(verified(_page, *_given(request, found[0])))
    return show(request, get_by_slug(Review.objects.published(), slug))


def _with_all(slug: Argument, now: Argument) -> ReviewQuerySet:
    rows = Review.objects.published(at=now).with_joined_rows().select_related("drama__reader_score")
    return rows.annotate(mention_rows=Mention.objects.as_column(now)).filter(slug=slug)


_published = Prepared(_with_all, slug=SlugField(), now=Now())


def show(request: HttpRequest, found: Review) -> HttpResponse:
    """The page of any review, whatever its state, at the request's `seen`."""
    return HttpResponse(_page(*_given(request, found)))


@dataclass(frozen=True, slots=True)
class _Address:
    """Of the reader's request what the page says of it."""

    path: str
    has_progress: bool


def _given(request: HttpRequest, found: Review) -> tuple[Review, int, _Address, bool]:
    """All that a page is made of besides what it asks the database."""
    asked = request.GET.getlist("seen")
    seen = parse_seen(asked, episodes=found.drama.episodes)
    return found, seen, _Address(request.path, bool(asked)), invites(found)


def _page(found: Review, seen: int, address: _Address, is_open: bool) -> SafeString:
    projection = project(found, seen)
    related = near(found, projection.facts)
    attach_bylines([found, *related])
    context = {
        **site(),
        "request": address,
        "projection": projection,
        "contents": contents_of(projection),
        "safe_poster": picture_of(found.drama.poster),
        "comments": comment_section(found, seen, is_open=is_open),
        "related": related_cards(related),
        "structured_data": review_page(found),
        "breadcrumbs": [
            (_("Dramas"), reverse("dramas:drama_list")),
            (found.drama.title, found.drama.get_absolute_url()),
            (capfirst(found.get_kind_display()), ""),
        ],
    }
    return render_to_string("reviews/review.html", context)
