from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews.cards import review_cards
from reviews.models import Series
from reviews.projection import safe_line
from reviewsite import markdown
from reviewsite.pages.paging import page_of
from reviewsite.slugs import get_by_slug
from reviewsite.spoilers import SAFE

PER_PAGE = 24


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """All parts of a series, as for a reader who has seen nothing: several dramas have no one progress."""
    found = get_by_slug(Series.objects.published(), slug)
    page = page_of(request, found.texts().for_display(), PER_PAGE)
    title = safe_line(found.title, SAFE)
    introduction = markdown.render(found.introduction, seen=SAFE, gate_links=False)
    context = {
        "title": title,
        "introduction": introduction,
        "description": markdown.plain_text(found.introduction, seen=SAFE)[:200],
        "feed": reverse("series_feed", args=[found.slug]),
        "page": page,
        "cards": review_cards(page),
        "breadcrumbs": [(_("Reviews"), reverse("reviews:review_list")), (title, "")],
    }
    return render(request, "reviews/series.html", context)
