"""What is about to be saved: the parsed document with every decision taken, by default or by the writer."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reviews.importer.document import Caption, ParsedReview, Section
from reviewsite import markdown
from reviewsite.spoilers import SAFE, WHOLE_DRAMA

MAX_HEADING = 250

_BULLET = re.compile(r"^[ \t]*[•·▪‣◦♥]\s*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DraftSection:
    heading: str
    body: str
    spoils_through: int = SAFE
    heading_is_safe: bool = False
    #: The document did not say whether this still spoils; it is saved closed until the writer decides.
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """A slot for a picture whose caption stands in the text."""

    key: str
    caption: str
    credit: str
    spoils_through: int


@dataclass(frozen=True, slots=True)
class DramaFacts:
    title: str
    title_ko: str = ""
    romanized_title: str = ""
    also_known_as: tuple[str, ...] = ()
    year: int | None = None
    episodes: int | None = None
    episode_minutes: int | None = None
    aired_from: date | None = None
    aired_to: date | None = None
    weekdays: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    streaming: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    directors: tuple[str, ...] = ()
    screenwriters: tuple[str, ...] = ()
    cast: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDraft:
    """`drama_id` and `people` name existing rows; what is missing there is made anew."""

    facts: DramaFacts
    headline: str
    sections: tuple[DraftSection, ...]
    source: str
    source_name: str = ""
    pictures: tuple[DraftPicture, ...] = ()
    verdict: str = ""
    published: date | None = None
    rating: Decimal | None = None
    rating_raw: str = ""
    sub_ratings: dict[str, Decimal] = field(default_factory=dict)
    drama_id: int | None = None
    people: dict[str, int] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return digest_of(self.source)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def draft_from(
    parsed: ParsedReview,
    source: str,
    *,
    source_name: str = "",
    drama_id: int | None = None,
    people: dict[str, int] | None = None,
) -> ReviewDraft:
    """The draft that the document suggests by itself. `parsed` must not be refused."""
    digest = digest_of(source)
    sections, pictures = _sections_with_pictures(parsed, digest)
    rating = parsed.rating
    return ReviewDraft(
        facts=_facts(parsed),
        headline=one_line(parsed.subtitle or parsed.title or ""),
        verdict=one_line(parsed.verdict or ""),
        published=parsed.published,
        rating=_decimal(rating.value_10) if rating else None,
        rating_raw=rating.raw if rating else "",
        sub_ratings={
            sub.name.lower(): value
            for sub in parsed.sub_ratings
            if (value := _decimal(sub.rating.value_10)) is not None
        },
        sections=sections,
        pictures=pictures,
        source=source,
        source_name=source_name,
        drama_id=drama_id,
        people=people or {},
    )


def _facts(parsed: ParsedReview) -> DramaFacts:
    year = parsed.year or (parsed.aired_from.year if parsed.aired_from else None)
    return DramaFacts(
        title=parsed.title or "",
        title_ko=parsed.native_title or "",
        romanized_title=parsed.romanized_title or "",
        also_known_as=parsed.also_known_as,
        year=year,
        episodes=parsed.episodes,
        episode_minutes=parsed.duration_minutes,
        aired_from=parsed.aired_from,
        aired_to=parsed.aired_to,
        weekdays=parsed.weekdays,
        networks=parsed.networks,
        streaming=parsed.streaming,
        genres=parsed.genres,
        directors=parsed.directors,
        screenwriters=parsed.writers,
        cast=tuple((member.actor, member.character or "") for member in parsed.cast),
    )


def _sections_with_pictures(
    parsed: ParsedReview, digest: str
) -> tuple[tuple[DraftSection, ...], tuple[DraftPicture, ...]]:
    sections: list[DraftSection] = []
    pictures: list[DraftPicture] = []
    captions = list(enumerate(parsed.captions))
    for index, section in enumerate(parsed.sections or (Section(None, None, ()),)):
        scope = _scope(section)
        heading, long_heading = _heading(section)
        slots = {
            number: DraftPicture(picture_key(digest, number), caption.text, caption.source or "", scope)
            for number, caption in captions
            if (caption.section or 0) == index
        }
        pictures += slots.values()
        sections.append(
            DraftSection(
                heading=heading,
                body=_body(
                    section, [(parsed.captions[number], slot) for number, slot in slots.items()], long_heading
                ),
                spoils_through=scope,
                heading_is_safe=scope == SAFE or section.spoiler_ambiguous,
                in_doubt=section.spoiler_ambiguous,
            )
        )
    return tuple(sections), tuple(pictures)


def picture_key(digest: str, number: int) -> str:
    """The same document always gets the same keys, so that importing it again makes no second slot."""
    return hashlib.sha256(f"{digest}:{number}".encode()).hexdigest()[:12]


def _scope(section: Section) -> int:
    """A section in doubt is closed: the writer is asked, and forgetting to answer spoils nothing."""
    if section.spoiler or section.spoiler_ambiguous:
        return section.through_episode or WHOLE_DRAMA
    return SAFE


def _body(section: Section, slots: Iterable[tuple[Caption, DraftPicture]], first: str) -> str:
    parts = [
        f"#### {block.text}" if block.is_subheading else _as_markdown(block.text) for block in section.blocks
    ]
    # From the last place to the first, so that earlier places keep their numbers.
    for caption, slot in sorted(slots, key=lambda pair: pair[0].block, reverse=True):
        parts.insert(caption.block, f"![](image:{slot.key})")
    return "\n\n".join([first, *parts] if first else parts)


def _heading(section: Section) -> tuple[str, str]:
    """The heading, and what of it must stand in the text instead because it is too long for one."""
    heading = one_line(section.heading or "")
    return (heading, "") if len(heading) <= MAX_HEADING else ("", heading)


def one_line(text: str) -> str:
    """Hidden passages work in the text of a section only; elsewhere their mark would be refused."""
    return text.replace("||", "|")


def _as_markdown(text: str) -> str:
    text = _BULLET.sub("- ", text)
    # A `||` that hides nothing is two scores or a table; escaped, it stays what it was.
    return text.replace("||", r"\|\|") if markdown.unclosed_spoilers(text) else text


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.1"))
