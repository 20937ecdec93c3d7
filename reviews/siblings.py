"""The published texts that belong with a text: its other verdict on the same drama, and the parts of its series."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Subquery
from django.utils.translation import gettext as _

from dramas.models import Drama
from reviews.kinds import kind_words
from reviews.models import Review, SeriesEntry
from reviews.models.review import ReviewQuerySet, published
from reviews.projection import safe_line
from reviewsite.spoilers import SAFE

#: What a link to a text needs, which is always safe.
_LINK = ("slug", "headline", "kind", "episode_from", "episode_to", "watched_through")


@dataclass(frozen=True, slots=True)
class Sibling:
    """A text as a link to it, with the episodes that a recap tells."""

    id: int
    url: str
    headline: str
    kind_words: str
    episode_from: int | None
    episode_to: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands in a series: `number` of `count`; `url` has all parts."""

    title: str
    url: str
    number: int
    count: int
    previous: Sibling | None
    next: Sibling | None
    parts: tuple[Sibling, ...]

    @property
    def nearest(self) -> list[int]:
        """The other parts: those that follow first, then those before, the nearest first."""
        at = self.number - 1
        return [part.id for part in (*self.parts[at + 1 :], *reversed(self.parts[:at]))]


def sibling(review: Review) -> Sibling:
    return Sibling(
        id=review.pk,
        url=review.get_absolute_url(),
        headline=safe_line(review.headline, SAFE),
        kind_words=kind_words(review),
        episode_from=review.episode_from,
        episode_to=review.episode_to,
    )


def other_verdict(review: Review) -> Sibling | None:
    """The first impressions before a review, or the review after first impressions: the nearest in time; one query."""
    found = _other_verdicts(review).first()
    return sibling(found) if found else None


def _other_verdicts(review: Review) -> ReviewQuerySet:
    texts = Review.objects.published().filter(drama=review.drama_id).only(*_LINK)
    # As a subquery: a page whose queries name a time could not be checked, only rendered again.
    time = Subquery(Review.objects.filter(pk=review.pk).values("published_at"))
    if review.kind == Review.Kind.REVIEW:
        before = texts.filter(kind=Review.Kind.FIRST_IMPRESSIONS, published_at__lt=time)
        return before.latest_first()
    if review.kind == Review.Kind.FIRST_IMPRESSIONS:
        after = texts.filter(kind=Review.Kind.REVIEW, published_at__gt=time)
        return after.order_by("published_at", "pk")
    return texts.none()


def recaps_of(drama: Drama) -> list[Sibling]:
    """The recaps of a drama by episode, as a series that nobody made; one query."""
    recaps = Review.objects.published().filter(drama=drama.pk, kind=Review.Kind.RECAP).only(*_LINK)
    return [sibling(recap) for recap in recaps.order_by("episode_from", "episode_to", "published_at", "pk")]


def places_of(review: Review) -> list[Place]:
    """The place of a text in each of its series that has other published texts; a query, and one more for a recap."""
    series = list(_series_of(review))
    if review.kind == Review.Kind.RECAP and (drama := review.drama):
        title = _("Recaps of %(drama)s") % {"drama": drama.title}
        series.append((title, f"{drama.get_absolute_url()}#guide", recaps_of(drama)))
    return [place for title, url, parts in series for place in _place(review, title, url, parts)]


def _series_of(review: Review) -> Iterator[tuple[str, str, list[Sibling]]]:
    entries = (
        SeriesEntry.objects.filter(published("review__"), series__entries__review=review.pk)
        .select_related("series", "review")
        .only("position", "series__title", "series__slug", *(f"review__{name}" for name in _LINK))
        .order_by("series__title", "series", "position", "pk")
    )
    parts: dict[int, tuple[str, str, list[Sibling]]] = {}
    for entry in entries:
        series = entry.series
        named = parts.setdefault(series.pk, (safe_line(series.title, SAFE), series.get_absolute_url(), []))
        named[2].append(sibling(entry.review))
    yield from parts.values()


def _place(review: Review, title: str, url: str, parts: Sequence[Sibling]) -> Iterator[Place]:
    """None for a text that stands alone, or that is not published and only previewed."""
    at = next((number for number, part in enumerate(parts) if part.id == review.pk), None)
    if at is None or len(parts) < 2:
        return
    yield Place(
        title=title,
        url=url,
        number=at + 1,
        count=len(parts),
        previous=parts[at - 1] if at else None,
        next=parts[at + 1] if at + 1 < len(parts) else None,
        parts=tuple(parts),
    )


def nearest_parts(places: Iterable[Place]) -> list[int]:
    """The keys of all parts of these series, each once, in the order in which to read on."""
    return list(dict.fromkeys(pk for place in places for pk in place.nearest))
