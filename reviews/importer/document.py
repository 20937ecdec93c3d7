"""What the importer understood of one review: plain frozen values, no database, no Django."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
    """The five places where a line of the document can end."""

    FIELD = "field"
    HEADING = "section heading"
    BODY = "section body"
    CAPTION = "caption"
    LEFTOVER = "leftover"


class Placement(NamedTuple):
    """Where one non-blank line went. `name` is the field, or the number of the section or caption."""

    line: int
    text: str
    kind: Kind
    name: str = ""


@dataclass(frozen=True, slots=True)
class CastMember:
    actor: str
    character: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor and a character that the text names together, outside the list of the cast."""

    actor: str
    character: str
    line: int


@dataclass(frozen=True, slots=True)
class Rating:
    """A score as written; `value_10` is None where its scale is not certain."""

    raw: str
    value_10: float | None = None


@dataclass(frozen=True, slots=True)
class OtherRating:
    """A score that is not the writer's: another site's, or an audience share."""

    raw: str
    kind: str


@dataclass(frozen=True, slots=True)
class SubRating:
    name: str
    rating: Rating


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list or sub-heading exactly as written, with the numbers of its lines."""

    text: str
    lines: tuple[int, ...]
    is_subheading: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """`through_episode` is how far it spoils, where the writer says so; None means the whole drama."""

    heading: str | None
    heading_line: int | None
    blocks: tuple[Block, ...]
    spoiler: bool = False
    spoiler_ambiguous: bool = False
    through_episode: int | None = None

    @property
    def body(self) -> str:
        return "\n\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Caption:
    """Words under a picture. It stands in `section` (an index, None before the first) after `block` blocks."""

    text: str
    source: str | None
    lines: tuple[int, ...]
    section: int | None
    block: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that a person should look at; `line` is None where it is about the whole text."""

    line: int | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedReview:
    title: str | None = None
    native_title: str | None = None
    romanized_title: str | None = None
    also_known_as: tuple[str, ...] = ()
    year: int | None = None
    subtitle: str | None = None
    author: str | None = None
    published: date | None = None
    episodes: int | None = None
    aired_from: date | None = None
    aired_to: date | None = None
    aired_month: str | None = None
    weekdays: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    streaming: tuple[str, ...] = ()
    duration_minutes: int | None = None
    directors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    native_names: tuple[tuple[str, str], ...] = ()
    genres: tuple[str, ...] = ()
    cast: tuple[CastMember, ...] = ()
    rating: Rating | None = None
    other_ratings: tuple[OtherRating, ...] = ()
    sub_ratings: tuple[SubRating, ...] = ()
    verdict: str | None = None
    synopsis: str | None = None
    quote: str | None = None
    spoiler_warnings: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    captions: tuple[Caption, ...] = ()
    mentions: tuple[Mention, ...] = ()
    warnings: tuple[Doubt, ...] = ()
    refused: str | None = None
    placements: tuple[Placement, ...] = ()

    @property
    def leftovers(self) -> tuple[Placement, ...]:
        """The lines that found no other place, in order."""
        return tuple(placement for placement in self.placements if placement.kind is Kind.LEFTOVER)

    def to_json_dict(self) -> dict[str, Any]:
        """The document as JSON values: ISO dates, English weekdays, absent = null or []."""
        return {
            "title": self.title,
            "native_title": self.native_title,
            "romanized_title": self.romanized_title,
            "also_known_as": list(self.also_known_as),
            "year": self.year,
            "subtitle": self.subtitle,
            "author": self.author,
            "published": _iso(self.published),
            "episodes": self.episodes,
            "aired_from": _iso(self.aired_from),
            "aired_to": _iso(self.aired_to),
            "aired_month": self.aired_month,
            "weekdays": list(self.weekdays),
            "networks": list(self.networks),
            "streaming": list(self.streaming),
            "duration_minutes": self.duration_minutes,
            "directors": list(self.directors),
            "writers": list(self.writers),
            "native_names": dict(self.native_names),
            "genres": list(self.genres),
            "cast": [[member.actor, member.character] for member in self.cast],
            "rating": _rating_json(self.rating),
            "other_ratings": [{"raw": other.raw, "kind": other.kind} for other in self.other_ratings],
            "sub_ratings": {sub.name: sub.rating.value_10 for sub in self.sub_ratings},
            "verdict": self.verdict,
            "synopsis": self.synopsis,
            "quote": self.quote,
            "spoiler_warnings": list(self.spoiler_warnings),
            "sections": [_section_json(section) for section in self.sections],
            "captions": [self._caption_json(caption) for caption in self.captions],
            "mentions": [[mention.actor, mention.character] for mention in self.mentions],
            "leftovers": [{"line": left.line, "text": left.text} for left in self.leftovers],
            "warnings": [{"line": doubt.line, "message": doubt.message} for doubt in self.warnings],
            "refused": self.refused,
            "placements": [
                {"line": place.line, "text": place.text, "kind": place.kind.value, "name": place.name}
                for place in self.placements
            ],
        }

    def _caption_json(self, caption: Caption) -> dict[str, Any]:
        heading = None if caption.section is None else self.sections[caption.section].heading
        return {
            "text": caption.text,
            "source": caption.source,
            "after_section": heading,
            "section": caption.section,
            "after_block": caption.block,
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _rating_json(rating: Rating | None) -> dict[str, Any] | None:
    return {"raw": rating.raw, "value_10": rating.value_10} if rating else None


def _section_json(section: Section) -> dict[str, Any]:
    """`spoiler_ambiguous` and `through_episode` are there only where they say something."""
    json: dict[str, Any] = {"heading": section.heading, "spoiler": section.spoiler, "body": section.body}
    if section.spoiler_ambiguous:
        json["spoiler_ambiguous"] = True
    if section.through_episode is not None:
        json["through_episode"] = section.through_episode
    return json
