from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviews.cards import review_cards
from reviews.filters import Filters, sort_options
from reviews.models import Review
from reviewsite.accounts.models import User
from reviewsite.pages.paging import page_of
from reviewsite.slugs import Moved, get_by_slug

PER_PAGE = 24


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    filters = Filters(request.GET)
    if filters.untidy:
        # A form sends every field, the empty ones too; the address to keep has only what was chosen.
        query = filters.query()
        return redirect(f"{request.path}?{query}" if query else request.path)
    if moved := _moved_writer(filters.values.get("writer", "")):
        return redirect(moved, permanent=True)
    published = Review.objects.published()
    listed = filters.ordered(published.for_display())
    page = page_of(request, listed, PER_PAGE)
    context = {
        "filters": filters,
        "only_articles": filters.values.get("kind") == Review.Kind.ARTICLE,
        "choices": filters.choices(published),
        "sort_options": sort_options(),
        "page": page,
        "cards": review_cards(page),
        "query": filters.query(),
        "breadcrumbs": [(_("Reviews"), "")],
    }
    return render(request, "reviews/review_list.html", context)


def _moved_writer(slug: str) -> User | None:
    """Whom a former address names: links to this list once had the names that writers log in with."""
    if not slug:
        return None
    writers = User.objects.filter(Exists(Review.objects.published().filter(bylines__writer=OuterRef("pk"))))
    try:
        get_by_slug(writers, slug)
    except Moved as moved:
        return User.objects.get(pk=moved.target.pk)
    except Http404:
        pass
    return None
