"""Which reviews are related: by people of their dramas, by writer, by genre."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from dramas.models import Credit, Drama
from dramas.projection import DramaProjection
from reviews.models import Byline, Review
from reviews.models.review import ReviewQuerySet
from reviewsite.spoilers import SAFE, is_visible

SHOWN = 3
#: What one shared person or writer counts for, beside one for each shared genre.
PERSON, WRITER = 3, 2
#: And what a review counts for whose drama an article names: before all others.
NAMED = 1000
#: The key of no row, for a list that may not be empty.
NONE = 0
#: How many reviews are looked at for shared people, and how many for a writer and for genres, of which there can be
#: thousands: the latest.
WITH_PEOPLE, OTHERS = 16, 6


def related_reviews(
    review: Review, facts: Iterable[DramaProjection], parts: Sequence[int] = ()
) -> list[Review]:
    """The next `parts` of its series, then published reviews of other dramas, those that share most first.

    Two queries. Each row carries `part` (below `SHOWN` for those of a series), `shared_people` and `shared_writers`. A
    surprise appearance relates nothing: it would give itself away. `facts` are those of the review's drama at any
    progress; of an article those of the dramas that it names, whose reviews are related too.
    """
    # As values: asked for again inside of each part, by a PostgreSQL that had counted no rows yet, they took a review
    # of the demo more than five seconds.
    roles = [role for each in facts for role in each.roles if is_visible(role.spoils_through, SAFE)]
    people = sorted({role.person.pk for role in roles})
    genres = sorted({genre.pk for each in facts for genre in each.genres})
    named = [] if review.drama_id else [each.drama.pk for each in facts]
    return list(
        _most_related(review, people or [NONE], genres or [NONE], named or [NONE], parts[:SHOWN] or [NONE])
    )


def _most_related(
    review: Review, people: list[int], genres: list[int], named: list[int], parts: Sequence[int]
) -> ReviewQuerySet:
    writers = Byline.objects.filter(review=review).values("writer")
    cast_of_other = Credit.objects.visible(SAFE).filter(drama=OuterRef("drama"), person__pk__in=people)
    bylines_of_other = Byline.objects.filter(review=OuterRef("pk"), writer__in=writers)
    genres_of_other = Drama.genres.through.objects.filter(drama=OuterRef("drama"), genre__pk__in=genres)
    others = Review.objects.published().exclude(pk=review.pk)
    if review.drama_id is not None:
        others = others.exclude(drama=review.drama_id)
    with_people = Credit.objects.visible(SAFE).filter(person__pk__in=people).values("drama")

    def latest(number: int, reviews: ReviewQuerySet) -> "QuerySet[Any, Any]":
        found = reviews.latest_first().values("pk")[:number]
        return Review.objects.order_by().filter(pk__in=found).values("pk")

    # Of what many share the latest are soon met by going back in time; what few share is looked up. A union, because
    # for "this or that subquery" PostgreSQL reads all reviews.
    looked_at = latest(WITH_PEOPLE, others.filter(drama__in=with_people)).union(
        latest(OTHERS, others.filter(Exists(bylines_of_other))),
        latest(OTHERS, others.filter(Exists(genres_of_other))),
        latest(OTHERS, others.filter(drama__in=named)),
        Review.objects.published().order_by().filter(pk__in=parts).values("pk"),
    )
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(parts)]
    return (
        Review.objects.filter(pk__in=looked_at)
        .annotate(
            part=Case(*places, default=Value(SHOWN)),
            shared_people=_count(cast_of_other, "drama", "person"),
            shared_writers=_count(bylines_of_other, "review", "writer"),
            shared_genres=_count(genres_of_other, "drama", "genre"),
        )
        .annotate(
            weight=PERSON * F("shared_people")
            + WRITER * F("shared_writers")
            + F("shared_genres")
            + Case(When(drama__in=named, then=Value(NAMED)), default=Value(0))
        )
        .order_by("part", "-weight", "-published_at", "-pk")
        .for_display()[:SHOWN]
    )


def _count(rows: object, owner: str, counted: str) -> Coalesce:
    grouped = rows.order_by().values(owner).annotate(number=Count(counted, distinct=True))  # type: ignore[attr-defined]
    return Coalesce(Subquery(grouped.values("number")), Value(0))
