"""How far each section of a text is open to a reader.

A review has one progress for all its sections. Of an article each section opens by itself, as far as its gate says:
its scope counts in the episodes of its own drama, so what a reader has seen of one drama opens nothing of another.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dramas.models import Drama
from dramas.projection import DramaProjection, facts_of_each
from reviews.models import Review, Section
from reviewsite import markdown
from reviewsite.images.pictures import pictures_for
from reviewsite.markdown import Picture, WayIn
from reviewsite.markdown.render_cache import cached
from reviewsite.spoilers import SAFE, WHOLE_DRAMA, is_visible, seen_value
from reviewsite.spoilers.labels import section_label
from reviewsite.spoilers.opened import open_query


@dataclass(frozen=True, slots=True)
class About:
    """The drama that a section of an article is about. Only the first section that names it has its `facts`."""

    title: str
    url: str
    slug: str
    facts: DramaProjection | None


@dataclass(frozen=True, slots=True)
class Opening:
    """The gate of one section of an article: `address` opens it, or closes it again, and leaves the others."""

    number: int
    scope: int
    address: str
    is_open: bool
    drama: str = ""
    slug: str = ""

    @property
    def words(self) -> str:
        return section_label(
            self.scope, "shown" if self.is_open else "show", number=self.number, drama=self.drama
        )

    @property
    def seen(self) -> str:
        """The progress in its drama that opens it by itself."""
        return seen_value(self.scope)


@dataclass(frozen=True, slots=True)
class Part:
    """A section with the progress at which it is read; `way_in` is where gates in its text lead, if not to `?seen=`."""

    number: int
    section: Section
    seen: int
    has_links: bool = True
    way_in: WayIn | None = None
    opening: Opening | None = None
    about: About | None = None

    @property
    def is_open(self) -> bool:
        return is_visible(self.section.spoils_through, self.seen)


def parts_of_review(review: Review, seen: int) -> tuple[list[Part], dict[str, Picture]]:
    """The sections with the pictures of those that are open; two queries."""
    parts = [Part(number, row, seen) for number, row in enumerate(review.sections.all(), start=1)]
    return parts, pictures_for(part.section.body for part in parts if part.is_open)


def parts_of_article(
    review: Review, seen: int, opened: Collection[int]
) -> tuple[list[Part], dict[str, Picture]]:
    """The sections of an article, each with its gate, and the pictures of those that are open; five queries.

    Opening a closed section opens everything up to its scope; one that hides only passages or pictures, all of them.
    """
    rows = list(review.sections.select_related("drama__poster"))
    everything = seen >= WHOLE_DRAMA
    shown = [
        row
        for number, row in enumerate(rows, start=1)
        if everything or not row.spoils_through or number in opened
    ]
    pictures = pictures_for(row.body for row in shown)
    levels = cached(_levels, [(row.spoils_through, row.body) for row in rows], pictures)
    closed = {number for number, level in enumerate(levels, start=1) if level}
    now_open = frozenset(closed if everything else closed.intersection(opened))
    abouts = _abouts(review, rows)
    parts = [
        _part(number, row, level, about, now_open, everything=everything)
        for number, (row, level, about) in enumerate(zip(rows, levels, abouts, strict=True), start=1)
    ]
    return parts, pictures


def is_named(drama: Drama | None, review: Review) -> bool:
    """Whether an article names this drama to its readers: a drama that is no longer public is a draft again.

    Who previews an article that is not published sees what publishing it will make public.
    """
    return drama is not None and (drama.is_public() or not review.is_published())


def _levels(texts: Iterable[tuple[int, str]], pictures: dict[str, Picture]) -> list[int]:
    """What each section hides: its scope, or that of its passages and pictures, or SAFE. A gate needs a level."""
    return [scope or markdown.hidden_scope(body, pictures) for scope, body in texts]


def _part(
    number: int, row: Section, level: int, about: About | None, now_open: frozenset[int], *, everything: bool
) -> Part:
    if not level:
        return Part(number, row, SAFE, about=about)
    is_open = number in now_open
    # The address with this section open if it is closed, and closed if it is open.
    opening = Opening(
        number,
        level,
        f"{open_query(now_open ^ {number})}#section-{number}",
        is_open,
        about.title if about else "",
        about.slug if about else "",
    )
    return Part(
        number,
        row,
        WHOLE_DRAMA if everything else level if is_open else SAFE,
        # What spoils more than the section is no section: only ?seen=all opens it.
        has_links=not is_open,
        way_in=WayIn(opening.address, level),
        opening=opening,
        about=about,
    )


def _abouts(review: Review, rows: Iterable[Section]) -> list[About | None]:
    named = [row.drama if is_named(row.drama, review) else None for row in rows]
    dramas = list(dict.fromkeys(drama for drama in named if drama))
    # Each is taken out by the first section that names its drama.
    facts = {each.drama.pk: each for each in facts_of_each(dramas, SAFE)}
    return [
        About(drama.title, drama.get_absolute_url(), drama.slug, facts.pop(drama.pk, None)) if drama else None
        for drama in named
    ]
