from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from reviews.cards import review_cards
from reviews.models import Review
from reviewsite import markdown
from reviewsite.images.pictures import picture_of
from reviewsite.pages.paging import page_of
from reviewsite.slugs import get_by_slug
from reviewsite.spoilers import SAFE

PER_PAGE = 24
TEXT_KINDS = tuple(Review.Kind.values)
LONGEST_DESCRIPTION = 160


@require_safe
def writer(request: HttpRequest, writer_slug: str) -> HttpResponse:
    """Only a writer with a published text has a page: an account alone is nobody's business."""
    published = Review.objects.published().filter(bylines__writer=OuterRef("pk"))
    writers = get_user_model().objects.filter(Exists(published)).select_related("photo")
    found = get_by_slug(writers, writer_slug)
    texts = Review.objects.published().filter(bylines__writer=found)
    counts = dict(texts.order_by().values_list("kind").annotate(count=Count("pk")))
    chosen = kind if (kind := request.GET.get("kind", "")) in counts else ""
    shown = texts.filter(kind=chosen) if chosen else texts
    page = page_of(request, shown.for_display().latest_first(), PER_PAGE)
    context = {
        "writer": found,
        "photo": picture_of(found.photo),
        "bio": markdown.render(found.bio, gate_links=False),
        "about": Truncator(markdown.plain_text(found.bio, seen=SAFE)).chars(LONGEST_DESCRIPTION),
        "kinds": [
            (value, Review.Kind(value).label, counts[value]) for value in TEXT_KINDS if value in counts
        ],
        "chosen": chosen,
        "count": sum(counts.values()),
        "query": f"kind={chosen}" if chosen else "",
        "page": page,
        "cards": review_cards(page),
        "breadcrumbs": [(found.byline, "")],
    }
    return render(request, "pages/writer.html", context)
