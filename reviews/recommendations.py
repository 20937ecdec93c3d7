"""“If you liked this”, as the pages of a drama and of its reviews show it: what to watch next, and for whom this is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from dramas.cards import DramaCard, drama_card
from dramas.models import Drama
from dramas.models.publication import public
from reviews.models import Recommendation
from reviews.projection import safe_line
from reviewsite.spoilers import SAFE


@dataclass(frozen=True, slots=True)
class Recommended:
    """A drama with the words of the writer who puts it beside another."""

    card: DramaCard
    reason: str
    writer: str


@dataclass(frozen=True, slots=True)
class Recommendations:
    """`next` to watch after this drama, and those `fans_of` which are told to watch it."""

    next: tuple[Recommended, ...]
    fans_of: tuple[Recommended, ...]


NONE = Recommendations((), ())


def recommendations_of(drama: Drama | None) -> Recommendations:
    """With those that readers may see, in three queries, and one for most dramas, which have none. Of an article,
    which has no drama, none."""
    if drama is None or not Recommendation.objects.filter(Q(drama=drama) | Q(other=drama)).exists():
        return NONE
    rows = Recommendation.objects.select_related("writer")
    following = rows.filter(public("other__"), drama=drama).select_related("other__poster")
    leading = rows.filter(public("drama__"), other=drama).select_related("drama__poster").order_by("-pk")
    return Recommendations(
        tuple(_shown((row.other, row) for row in following[: Recommendation.MOST])),
        tuple(_shown((row.drama, row) for row in leading[: Recommendation.MOST])),
    )


def _shown(rows: Iterable[tuple[Drama, Recommendation]]) -> Iterator[Recommended]:
    for drama, row in rows:
        yield Recommended(drama_card(drama), safe_line(row.reason, SAFE), row.writer.byline)
