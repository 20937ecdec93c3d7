"""What a reader with a given progress may see of a review.

Templates, feeds, cards and structured data get a `Projection`, never the review's sections: a closed
section in it has no body, so nothing can leak one.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from django.utils.safestring import SafeString

from dramas.projection import DramaProjection, facts_of
from reviews.kinds import kind_words
from reviews.models import Review, Section
from reviews.models.mention import addresses_of
from reviews.opening import About, Opening, Part, is_named, parts_of_article, parts_of_review
from reviewsite import markdown
from reviewsite.images.pictures import picture_of
from reviewsite.markdown import NameLinks, Picture, Reader, WayIn
from reviewsite.markdown.render_cache import cached
from reviewsite.spoilers import SAFE, has_marks, is_visible

WORDS_PER_MINUTE = 220

_NUMBER = re.compile(r"\(?\d+\s*[.):–-]")


@dataclass(frozen=True, slots=True)
class OpenSection:
    number: int
    heading: str
    html: SafeString
    spoils_through: int
    words: int
    #: Of an article only.
    rating_line: str = ""
    about: About | None = None
    opening: Opening | None = None
    #: A gate has some.
    sections: ClassVar[tuple["ClosedSection", ...]] = ()

    @property
    def is_numbered(self) -> bool:
        return has_number(self.heading)


@dataclass(frozen=True, slots=True)
class ClosedSection:
    """A section that the reader has not asked for: its place, its scope, and its heading only if that is safe."""

    number: int
    spoils_through: int
    safe_heading: str
    #: Of an article only.
    about: About | None = None
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A run of closed sections with one scope, opened together; of an article one section."""

    sections: tuple[ClosedSection, ...]

    @property
    def spoils_through(self) -> int:
        return self.sections[0].spoils_through

    @property
    def first(self) -> int:
        return self.sections[0].number

    @property
    def last(self) -> int:
        return self.sections[-1].number

    @property
    def opening(self) -> Opening | None:
        return self.sections[0].opening

    @property
    def about(self) -> About | None:
        return self.sections[0].about

    @property
    def safe_headings(self) -> list[str]:
        return [section.safe_heading for section in self.sections if section.safe_heading]


@dataclass(frozen=True, slots=True)
class Projection:
    """A review as it may be shown at `seen`. `review` carries only texts that are always safe.

    An article has no `facts`, but those of the dramas that it `names` in what everybody may read.
    """

    review: Review
    facts: DramaProjection | None
    names: tuple[DramaProjection, ...]
    seen: int
    hero: Picture | None
    blocks: tuple[OpenSection | Gate, ...]

    @property
    def open_sections(self) -> list[OpenSection]:
        return [block for block in self.blocks if isinstance(block, OpenSection)]

    @property
    def gates(self) -> list[Gate]:
        return [block for block in self.blocks if isinstance(block, Gate)]

    @property
    def about(self) -> tuple[DramaProjection, ...]:
        """What it is about: its drama, or those that an article names."""
        return (self.facts,) if self.facts else self.names

    @property
    def opened(self) -> list[int]:
        """The numbers of the sections of an article that the reader has opened."""
        return [
            block.number
            for block in self.open_sections
            if block.opening is not None and block.opening.is_open
        ]

    @property
    def has_openings(self) -> bool:
        """Whether anything in an article spoils, hidden or shown."""
        return any(block.opening is not None for block in self.blocks)

    @property
    def hides(self) -> bool:
        """Whether anything in an article is hidden from this reader as yet."""
        return any(block.opening is not None and not block.opening.is_open for block in self.blocks)

    @property
    def kind_words(self) -> str:
        return kind_words(self.review)

    @property
    def minutes(self) -> int:
        """Reading time of what is open."""
        return max(1, round(sum(section.words for section in self.open_sections) / WORDS_PER_MINUTE))


def project(review: Review, seen: int, *, opened: Collection[int] = (), base_url: str = "") -> Projection:
    """Build the projection in six queries: sections, pictures, mentions, credits, networks, genres.

    `review` comes with its drama, poster and lead picture (`Review.objects.for_display()`). Of an article, `opened`
    are the numbers of the sections that the reader asked for. With `base_url`, the page's whole address, its texts are
    for readers elsewhere (feeds): addresses are whole, and a hidden passage is plain words.
    """
    seen = review.reached(seen)
    if review.drama is None:
        parts, pictures = parts_of_article(review, seen, opened)
    else:
        parts, pictures = parts_of_review(review, seen)
    bodies = [
        (part.section.body, part.section.spoils_through, part.seen, part.way_in, part.has_links)
        for part in parts
        if part.is_open
    ]
    addresses = addresses_of(review.mentions.published().with_targets(), seen)
    texts = iter(cached(_texts, bodies, pictures, addresses, base_url))
    return Projection(
        review=review,
        facts=facts_of(review.drama, seen) if review.drama else None,
        names=tuple(_names(parts)),
        seen=seen,
        hero=picture_of(review.hero, seen=seen),
        blocks=tuple(_blocks([_section(part, texts) for part in parts])),
    )


def _names(parts: Iterable[Part]) -> Iterator[DramaProjection]:
    """The dramas of an article's open sections; each has its facts where it is first named, open or not."""
    facts = {part.about.slug: part.about.facts for part in parts if part.about and part.about.facts}
    openly = {part.about.slug: None for part in parts if part.about and not part.section.spoils_through}
    yield from (found for slug in openly if (found := facts.get(slug)))


def has_number(heading: str) -> bool:
    """Whether the writer numbered it ("3. The ending"): ours beside it would be a second one."""
    return _NUMBER.match(heading) is not None


def safe_text(review: Review) -> str:
    """What everybody may read of the review's sections, plain, a line for each heading and block."""
    return "\n".join(
        line for section in review.sections.all() for line in _safe_lines(review, section) if line
    )


def safe_line(text: str, seen: int) -> str:
    """A one-line text without the ||passages|| that the reader may not see."""
    return markdown.plain_text(text, seen=seen) if has_marks(text) else text


def _safe_lines(review: Review, section: Section) -> Iterable[str]:
    is_open = is_visible(section.spoils_through, SAFE)
    if is_open or section.heading_is_safe:
        yield safe_line(section.heading, SAFE)
    if is_open and review.is_article:
        drama = section.drama
        yield f"{drama.title} {drama.title_ko}".strip() if drama and is_named(drama, review) else ""
        yield safe_line(section.rating_line, SAFE)
    if is_open:
        yield markdown.plain_text(section.body, seen=SAFE, scope=section.spoils_through)


def _texts(
    bodies: Iterable[tuple[str, int, int, WayIn | None, bool]],
    pictures: dict[str, Picture],
    addresses: dict[str, str],
    base_url: str,
) -> list[tuple[SafeString, int]]:
    """Of each body, with what it spoils, at what progress it is read and where its gates lead, the HTML and the number
    of words. A name becomes a link in the first that has it."""
    names = NameLinks(addresses)
    return [
        markdown.render_section(
            body,
            Reader(seen, scope, pictures, gate_links=has_links and not base_url, profile=markdown.WRITER),
            names=names,
            way_in=way_in,
            base_url=base_url,
        )
        for body, scope, seen, way_in, has_links in bodies
    ]


def _section(part: Part, texts: Iterator[tuple[SafeString, int]]) -> OpenSection | ClosedSection:
    section = part.section
    if not part.is_open:
        heading = safe_line(section.heading, SAFE) if section.heading_is_safe else ""
        return ClosedSection(part.number, section.spoils_through, heading, part.about, part.opening)
    html, words = next(texts)
    return OpenSection(
        number=part.number,
        heading=safe_line(section.heading, part.seen),
        html=html,
        spoils_through=section.spoils_through,
        words=words,
        rating_line=safe_line(section.rating_line, part.seen) if section.review.is_article else "",
        about=part.about,
        opening=part.opening,
    )


def _blocks(sections: Iterable[OpenSection | ClosedSection]) -> Iterable[OpenSection | Gate]:
    def run(section: OpenSection | ClosedSection) -> tuple[int, int]:
        if isinstance(section, OpenSection):
            return -1, 0
        return section.spoils_through, section.number if section.opening else 0

    for (scope, _number), group in groupby(sections, key=run):
        if scope < 0:
            yield from (section for section in group if isinstance(section, OpenSection))
        else:
            yield Gate(tuple(section for section in group if isinstance(section, ClosedSection)))
