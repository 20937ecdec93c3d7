"""What a reader with a given progress may see of a review.

Templates, feeds, cards and structured data get a `Projection`, never the review's sections: a closed
section in it has no body, so nothing can leak one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from dramas.projection import DramaProjection, facts_of
from reviews.kinds import kind_words
from reviews.models import Review, Section
from reviews.models.mention import addresses_of
from reviewsite import markdown
from reviewsite.images.pictures import picture_of, pictures_for
from reviewsite.markdown import NameLinks, Picture
from reviewsite.markdown.render_cache import cached
from reviewsite.spoilers import SAFE, WHOLE_DRAMA, has_marks, is_visible

WORDS_PER_MINUTE = 220


@dataclass(frozen=True, slots=True)
class OpenSection:
    number: int
    heading: str
    html: SafeString
    spoils_through: int
    words: int


@dataclass(frozen=True, slots=True)
class ClosedSection:
    """A section that the reader has not asked for: its place, its scope, and its heading only if that is safe."""

    number: int
    spoils_through: int
    safe_heading: str


@dataclass(frozen=True, slots=True)
class Gate:
    """A run of closed sections with one scope, opened together."""

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
    def safe_headings(self) -> list[str]:
        return [section.safe_heading for section in self.sections if section.safe_heading]


@dataclass(frozen=True, slots=True)
class Projection:
    """A review as it may be shown at `seen`. `review` carries only texts that are always safe."""

    review: Review
    facts: DramaProjection
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
    def kind_words(self) -> str:
        return kind_words(self.review)

    @property
    def minutes(self) -> int:
        """Reading time of what is open."""
        return max(1, round(sum(section.words for section in self.open_sections) / WORDS_PER_MINUTE))


def project(review: Review, seen: int, *, base_url: str = "") -> Projection:
    """Build the projection in six queries: sections, pictures, mentions, credits, networks, genres.

    `review` comes with its drama, poster and lead picture (`Review.objects.for_display()`). With
    `base_url`, the page's whole address, its texts are for readers elsewhere (feeds): addresses are whole, and a hidden
    passage is plain words.
    """
    if review.drama.episodes and seen >= review.drama.episodes:
        seen = WHOLE_DRAMA
    sections = list(review.sections.all())
    bodies = [(row.body, row.spoils_through) for row in sections if is_visible(row.spoils_through, seen)]
    pictures = pictures_for(body for body, _scope in bodies)
    addresses = addresses_of(review.mentions.published().with_targets(), seen)
    texts = iter(cached(_texts, bodies, seen, pictures, addresses, base_url))
    projected = [_section(number, section, seen, texts) for number, section in enumerate(sections, start=1)]
    return Projection(
        review=review,
        facts=facts_of(review.drama, seen),
        seen=seen,
        hero=picture_of(review.hero, seen=seen),
        blocks=tuple(_blocks(projected)),
    )


def safe_text(review: Review) -> str:
    """What everybody may read of the review's sections, plain, a line for each heading and block."""
    return "\n".join(line for section in review.sections.all() for line in _safe_lines(section) if line)


def safe_line(text: str, seen: int) -> str:
    """A one-line text without the ||passages|| that the reader may not see."""
    return markdown.plain_text(text, seen=seen) if has_marks(text) else text


def _safe_lines(section: Section) -> Iterable[str]:
    is_open = is_visible(section.spoils_through, SAFE)
    if is_open or section.heading_is_safe:
        yield safe_line(section.heading, SAFE)
    if is_open:
        yield markdown.plain_text(section.body, seen=SAFE, scope=section.spoils_through)


def _texts(
    bodies: Iterable[tuple[str, int]],
    seen: int,
    pictures: dict[str, Picture],
    addresses: dict[str, str],
    base_url: str,
) -> list[tuple[SafeString, int]]:
    """Of each body with its scope the HTML and the number of words. A name becomes a link in the first that has it."""
    names = NameLinks(addresses)
    return [
        (
            markdown.render(
                body,
                seen=seen,
                scope=scope,
                pictures=pictures,
                names=names,
                gate_links=not base_url,
                base_url=base_url,
            ),
            len(markdown.plain_text(body, seen=seen, scope=scope).split()),
        )
        for body, scope in bodies
    ]


def _section(
    number: int, section: Section, seen: int, texts: Iterator[tuple[SafeString, int]]
) -> OpenSection | ClosedSection:
    scope = section.spoils_through
    if not is_visible(scope, seen):
        heading = safe_line(section.heading, 0) if section.heading_is_safe else ""
        return ClosedSection(number=number, spoils_through=scope, safe_heading=heading)
    html, words = next(texts)
    return OpenSection(
        number=number,
        heading=safe_line(section.heading, seen),
        html=html,
        spoils_through=scope,
        words=words,
    )


def _blocks(sections: Iterable[OpenSection | ClosedSection]) -> Iterable[OpenSection | Gate]:
    def run(section: OpenSection | ClosedSection) -> int:
        return -1 if isinstance(section, OpenSection) else section.spoils_through

    for scope, group in groupby(sections, key=run):
        if scope < 0:
            yield from (section for section in group if isinstance(section, OpenSection))
        else:
            yield Gate(tuple(section for section in group if isinstance(section, ClosedSection)))
