"""The published texts that belong with a text.

They are the other verdict on its drama (first impressions or review) and the parts of its series.
"""

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

#: The columns of a link. None of them spoils.
_LINK = ("slug", "headline", "kind", "episode_from", "episode_to", "watched_through")


@dataclass(frozen=True, slots=True)
class TextLink:
    """What a link to a text shows."""

    id: int
    url: str
    headline: str
    kind_words: str
    episode_from: int | None
    episode_to: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands in a series: `number` of `count`; `url` is the page that lists all parts."""

    title: str
    url: str
    number: int
    count: int
    previous: TextLink | None
    next: TextLink | None
    parts: tuple[TextLink, ...]

    @property
    def nearest(self) -> list[int]:
        """The keys of the other parts: those that follow first, then those before, the nearest first."""
        at = self.number - 1
        return [part.id for part in (*self.parts[at + 1 :], *reversed(self.parts[:at]))]


def text_link(review: Review) -> TextLink:
    return TextLink(
        id=review.pk,
        url=review.get_absolute_url(),
        headline=safe_line(review.headline, SAFE),
        kind_words=kind_words(review),
        episode_from=review.episode_from,
        episode_to=review.episode_to,
    )


def other_verdict(review: Review) -> TextLink | None:
    """The first impressions before a review, or the review after first impressions: the nearest in time; one query."""
    found = _other_verdicts(review).first()
    return text_link(found) if found else None


def _other_verdicts(review: Review) -> ReviewQuerySet:
    texts = Review.objects.published().filter(drama=review.drama_id).only(*_LINK)
    # A subquery, not a value: the page cache cannot check a query with a time of its own.
    time = Subquery(Review.objects.filter(pk=review.pk).values("published_at"))
    if review.kind == Review.Kind.REVIEW:
        before = texts.filter(kind=Review.Kind.FIRST_IMPRESSIONS, published_at__lt=time)
        return before.latest_first()
    if review.kind == Review.Kind.FIRST_IMPRESSIONS:
        after = texts.filter(kind=Review.Kind.REVIEW, published_at__gt=time)
        return after.order_by("published_at", "pk")
    return texts.none()


def recaps_of(drama: Drama) -> list[TextLink]:
    """The recaps of a drama in order of episodes, like a series, but without a `Series`; one query."""
    recaps = Review.objects.published().filter(drama=drama.pk, kind=Review.Kind.RECAP).only(*_LINK)
    return [text_link(recap) for recap in recaps.order_by("episode_from", "episode_to", "published_at", "pk")]


def places_of(review: Review) -> list[Place]:
    """The place of a text in each of its series that has other published texts; a query, and one more for a recap."""
    series = list(_series_of(review))
    if review.kind == Review.Kind.RECAP and (drama := review.drama):
        title = _("Recaps of %(drama)s") % {"drama": drama.title}
        series.append((title, f"{drama.get_absolute_url()}#guide", recaps_of(drama)))
    places = (_place(review, title, url, parts) for title, url, parts in series)
    return [place for place in places if place]


def _series_of(review: Review) -> Iterator[tuple[str, str, list[TextLink]]]:
    entries = (
        SeriesEntry.objects.filter(published("review__"), series__entries__review=review.pk)
        .select_related("series", "review")
        .only("position", "series__title", "series__slug", *(f"review__{name}" for name in _LINK))
        .order_by("series__title", "series", "position", "pk")
    )
    parts: dict[int, tuple[str, str, list[TextLink]]] = {}
    for entry in entries:
        series = entry.series
        _title, _url, links = parts.setdefault(
            series.pk, (safe_line(series.title, SAFE), series.get_absolute_url(), [])
        )
        links.append(text_link(entry.review))
    yield from parts.values()


def _place(review: Review, title: str, url: str, parts: Sequence[TextLink]) -> Place | None:
    """None for a text that stands alone, or that is not published and only previewed."""
    at = next((index for index, part in enumerate(parts) if part.id == review.pk), None)
    if at is None or len(parts) < 2:
        return None
    return Place(
        title=title,
        url=url,
        number=at + 1,
        count=len(parts),
        previous=parts[at - 1] if at else None,
        next=parts[at + 1] if at + 1 < len(parts) else None,
        parts=tuple(parts),
    )


def nearest_parts(places: Iterable[Place]) -> list[int]:
    """The keys of the other parts: each once, in the order in which to read on."""
    return list(dict.fromkeys(pk for place in places for pk in place.nearest))
