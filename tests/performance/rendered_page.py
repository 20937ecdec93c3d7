"""`python -m tests.performance.rendered_page`: renders what each line of its input names, and prints how long it took.

The site is that of the environment. Each page is chosen for what it holds, so that a small site's is as full as a large
one's.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

PAGES = ("home", "list, page 1", "list, page 500", "dramas", "drama", "person", "review", "search")
#: What a drama, a person and a review have: credits, reviews, comments.
CREDITS, REVIEWS, PARTS, COMMENTS = 12, 2, 3, 30


def addresses() -> dict[str, str]:
    from reviews.models import Review
    from reviews.views.review_list import PER_PAGE

    # Of a small list the last page that is full stands for the five-hundredth.
    page = min(500, Review.objects.published().count() // PER_PAGE)
    found = [
        "/",
        "/reviews/",
        f"/reviews/?page={page}",
        "/dramas/",
        _drama(),
        _person(),
        _review(),
        "/search/?q=love",
    ]
    return dict(zip(PAGES, found, strict=True))


def _drama() -> str:
    from django.db.models import Count

    from dramas.models import Drama

    dramas = Drama.objects.annotate(
        parts=Count("credits", distinct=True), written=Count("reviews", distinct=True)
    )
    alike = dramas.filter(parts=CREDITS, written=REVIEWS).order_by("pk")
    return str(alike[alike.count() // 2].get_absolute_url())


def _person() -> str:
    """Of an unusual name, with so many parts in dramas, and as many reviews of these as a page shows."""
    from django.db.models import Count, Q

    from dramas.models import Person
    from reviews.models import Review
    from reviews.templatetags.reviews import SHOWN

    people = Person.objects.annotate(parts=Count("credits", filter=Q(credits__spoils_through=0)))
    for person in people.filter(parts=PARTS).order_by("pk"):
        written = Review.objects.filter(drama__credits__person=person).distinct().count()
        same = Person.objects.filter(Q(name=person.name) | Q(hangul=person.hangul)).count()
        if written >= SHOWN and same == 1:
            return str(person.get_absolute_url())
    raise LookupError("no such person")


def _review() -> str:
    from reviews.models import Review

    near = Review.objects.published().exclude(discussion=None).select_related("discussion")
    return min(near, key=lambda review: abs(review.discussion.count - COMMENTS)).get_absolute_url()


def main() -> None:
    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.utils import timezone

    from reviewsite.pagecache.rendering import render

    application: Callable[..., Any] = get_wsgi_application()
    known = addresses()
    for line in sys.stdin:
        path, _, query = known[line.strip()].partition("?")
        begin = time.perf_counter()
        page = render(application, (path, query), 1.0, "", timezone.now())
        taken = (time.perf_counter() - begin) * 1000
        if page.status[:3] not in {"200", "302"}:
            raise RuntimeError(f"{path}: {page.status}")
        sys.stdout.write(json.dumps([taken, len(page.body)]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
