"""Dramas as lists and shelves show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from dramas.models import Drama
from reviewsite.images.pictures import picture_of
from reviewsite.markdown import Picture


@dataclass(frozen=True, slots=True)
class DramaCard:
    id: int
    url: str
    title: str
    title_ko: str
    year: int | None
    episodes: int | None
    kind: str
    poster: Picture | None
    note: str = ""


def drama_card(drama: Drama, note: str = "") -> DramaCard:
    """`note` is the second line of the card, where it says more than year and episodes do."""
    return DramaCard(
        id=drama.pk,
        url=drama.get_absolute_url(),
        title=drama.title,
        title_ko=drama.title_ko,
        year=drama.year,
        episodes=drama.episodes,
        kind=drama.kind,
        poster=picture_of(drama.poster),
        note=note,
    )


def drama_cards(dramas: Iterable[Drama]) -> list[DramaCard]:
    """Cards in the given order; the queryset comes with `select_related("poster")`."""
    return [drama_card(drama) for drama in dramas]
