"""Which reviews are related: by people of their dramas, by writer, by genre."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from dramas.models import Credit, Drama
from dramas.projection import DramaProjection
from reviews.models import Byline, Review
from reviews.models.review import ReviewQuerySet
from reviewsite.spoilers import SAFE, is_visible

SHOWN = 3
#: What one shared person or writer counts for, beside one for each shared genre.
PERSON, WRITER = 3, 2
#: How many reviews are looked at for shared people, and how many for a writer and for genres, of which there can be
#: thousands: the latest.
WITH_PEOPLE, OTHERS = 16, 6


@dataclass(frozen=True, slots=True)
class Related:
    """A review beside another: whether it is a part of the same series, and how many people and writers they share."""

    review: Review
    is_part: bool
    people: int
    writers: int


@dataclass(frozen=True, slots=True)
class _Shared:
    """The keys of what a review may share with others; `named` are the dramas of an article."""

    people: list[int]
    writers: list[int]
    genres: list[int]
    named: list[int]
    parts: Sequence[int]


def related_reviews(
    review: Review, facts: Iterable[DramaProjection], parts: Sequence[int] = ()
) -> list[Related]:
    """The next `parts` of its series, then published reviews of other dramas, those that share most first.

    `review` comes from `for_display()`; four queries. A surprise appearance relates nothing: it would give itself
    away. `facts` are those of the review's drama at any progress; of an article those of the dramas that it names,
    whose reviews are related too, before all others.
    """
    # As values: asked for again inside of each part, by a PostgreSQL that had counted no rows yet, they took a review
    # of the demo more than five seconds.
    roles = [role for each in facts for role in each.roles if is_visible(role.spoils_through, SAFE)]
    shared = _Shared(
        people=sorted({role.person.pk for role in roles}),
        writers=[byline.writer_id for byline in review.bylines.all()],
        genres=sorted({genre.pk for each in facts for genre in each.genres}),
        named=[] if review.drama_id else [each.drama.pk for each in facts],
        parts=parts[:SHOWN],
    )
    nearest = sorted(_near(review, shared), key=lambda row: _nearness(row, shared), reverse=True)[:SHOWN]
    found = Review.objects.published().for_display().in_bulk([row.pk for row in nearest])
    return [
        Related(found[row.pk], row.pk in shared.parts, row.shared_people, row.shared_writers)
        for row in nearest
        if row.pk in found
    ]


def _nearness(row: Any, shared: _Shared) -> tuple[Any, ...]:
    part = shared.parts.index(row.pk) if row.pk in shared.parts else SHOWN
    weight = PERSON * row.shared_people + WRITER * row.shared_writers + row.shared_genres
    return -part, row.drama_id in shared.named, weight, row.published_at, row.pk


def _near(review: Review, shared: _Shared) -> Iterable[Any]:
    """Some that are related, at most 37, with the number of what each shares."""
    keys = _keys(review, shared)
    if not keys:
        return []
    cast = Credit.objects.visible(SAFE).filter(drama=OuterRef("drama"), person__in=shared.people)
    bylines = Byline.objects.filter(review=OuterRef("pk"), writer__in=shared.writers)
    labels = Drama.genres.through.objects.filter(drama=OuterRef("drama"), genre__in=shared.genres)
    return (
        Review.objects.order_by()
        .filter(pk__in=keys)
        .annotate(
            shared_people=_count(cast, "drama", "person"),
            shared_writers=_count(bylines, "review", "writer"),
            shared_genres=_count(labels, "drama", "genre"),
        )
        .values_list(
            "pk", "drama_id", "published_at", "shared_people", "shared_writers", "shared_genres", named=True
        )
    )


def _keys(review: Review, shared: _Shared) -> list[int]:
    # A union, because for "this or that subquery" PostgreSQL reads all reviews; and on its own, because inside of
    # another query Django takes twice the time to write it.
    found = list(_ways(review, shared))
    return list(found[0].union(*found[1:])) if found else []


def _ways(review: Review, shared: _Shared) -> Iterator["QuerySet[Any, Any]"]:
    """For each way to be related, the keys of the latest that are so."""
    own = {"drama": review.drama_id} if review.drama_id else {"pk": review.pk}
    others = Review.objects.published().exclude(**own)

    def latest(number: int, reviews: ReviewQuerySet) -> "QuerySet[Any, Any]":
        found = reviews.latest_first().values("pk")[:number]
        return Review.objects.order_by().filter(pk__in=found).values_list("pk", flat=True)

    # Of what many share the latest are soon met by going back in time; what few share is looked up.
    if shared.people:
        credits = Credit.objects.visible(SAFE).filter(person__in=shared.people)
        yield latest(WITH_PEOPLE, others.filter(drama__in=credits.values("drama")))
    if shared.writers:
        bylines = Byline.objects.filter(review=OuterRef("pk"), writer__in=shared.writers)
        yield latest(OTHERS, others.filter(Exists(bylines)))
    if shared.genres:
        labels = Drama.genres.through.objects.filter(drama=OuterRef("drama"), genre__in=shared.genres)
        yield latest(OTHERS, others.filter(Exists(labels)))
    if shared.named:
        yield latest(OTHERS, others.filter(drama__in=shared.named))
    if shared.parts:
        yield Review.objects.published().order_by().filter(pk__in=shared.parts).values_list("pk", flat=True)


def _count(rows: object, owner: str, counted: str) -> Coalesce:
    grouped = rows.order_by().values(owner).annotate(number=Count(counted, distinct=True))  # type: ignore[attr-defined]
    return Coalesce(Subquery(grouped.values("number")), Value(0))
