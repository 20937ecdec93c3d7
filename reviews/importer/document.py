"""What the importer understood of one review: plain frozen values, no database, no Django.

The facts are named by the table in `fields`. Everything said to people is a code with values; `wording` has the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

#: The field of facts that people list and the site does not keep.
NOT_KEPT = "not_kept"

#: The scopes of `reviewsite.spoilers`, which needs Django; a test compares them.
SAFE, WHOLE_DRAMA = 0, 32767


class Kind(StrEnum):
    """The five places where a line of the document can end."""

    FIELD = "field"
    HEADING = "section heading"
    BODY = "section body"
    CAPTION = "caption"
    LEFTOVER = "leftover"


class Placement(NamedTuple):
    """Where one non-blank line went. `name` is the field, or the number of the section or caption.

    A leftover with a name is a fact that was understood and has no place in a review.
    """

    line: int
    text: str
    kind: Kind
    name: str = ""


class Labelled(NamedTuple):
    """A label with its value. `qualifier` is what a bracket in the label says, "Final" in "Rating (Final): 9"."""

    field: str
    label: str
    qualifier: str
    value: str


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

    @property
    def scope(self) -> int:
        """A section in doubt is closed: the writer is asked, and forgetting to answer spoils nothing."""
        return (self.through_episode or WHOLE_DRAMA) if self.spoiler or self.spoiler_ambiguous else SAFE


@dataclass(frozen=True, slots=True)
class Caption:
    """Words under a picture. It is in `section` (an index, None before the first) after `block` blocks."""

    text: str
    source: str | None
    lines: tuple[int, ...]
    section: int | None
    block: int


class Doubt(NamedTuple):
    """Something that a person should look at; `line` is None where it is about the whole text."""

    line: int | None
    code: str
    values: tuple[tuple[str, Any], ...] = ()


class Ask(NamedTuple):
    """A question to the writer. `why` is a code; `line` a section's heading or None; `candidates` may be the answer."""

    field: str
    why: str
    candidates: tuple[str, ...] = ()
    line: int | None = None


class Part(NamedTuple):
    """One of several reviews in a text: its title, and its first and last line."""

    title: str
    first: int
    last: int


class Refusal(NamedTuple):
    """Why a text is not one review; `parts` are the reviews that it can be split into."""

    code: str
    values: tuple[tuple[str, Any], ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedReview:
    """`facts` has the fields of the table that the text gave; each is an attribute too (`parsed.title`)."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    captions: tuple[Caption, ...] = ()
    mentions: tuple[Mention, ...] = ()
    warnings: tuple[Doubt, ...] = ()
    asks: tuple[Ask, ...] = ()
    refused: Refusal | None = None
    placements: tuple[Placement, ...] = ()

    def __getattr__(self, name: str) -> Any:
        from reviews.importer.fields import PARSED  # the table's readers make values of this module

        if name not in PARSED:
            raise AttributeError(name)
        return self.facts.get(name, PARSED[name].empty)

    @property
    def leftovers(self) -> tuple[Placement, ...]:
        """The lines that found no other place, in order."""
        return tuple(placement for placement in self.placements if placement.kind is Kind.LEFTOVER)

    def to_json_dict(self) -> dict[str, Any]:
        """The document as JSON values: ISO dates, English weekdays, absent = null or [], messages as codes."""
        from reviews.importer.fields import PARSED

        return {
            **{name: row.json(getattr(self, name)) for name, row in PARSED.items() if row.json},
            "sections": [_section_json(section) for section in self.sections],
            "captions": [self._caption_json(caption) for caption in self.captions],
            "mentions": [[mention.actor, mention.character] for mention in self.mentions],
            "leftovers": [{"line": left.line, "text": left.text} for left in self.leftovers],
            "warnings": [
                {"line": doubt.line, "code": doubt.code, "values": dict(doubt.values)}
                for doubt in self.warnings
            ],
            "asks": [_ask_json(ask) for ask in self.asks],
            "refused": self.refused.code if self.refused else None,
            "parts": [part._asdict() for part in self.refused.parts] if self.refused else [],
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


def _ask_json(ask: Ask) -> dict[str, Any]:
    return {"field": ask.field, "why": ask.why, "candidates": list(ask.candidates), "line": ask.line}


def _section_json(section: Section) -> dict[str, Any]:
    """`spoiler_ambiguous` and `through_episode` are there only where they say something."""
    json: dict[str, Any] = {
        "heading": section.heading,
        "spoiler": section.spoiler,
        "scope": section.scope,
        "body": section.body,
    }
    if section.spoiler_ambiguous:
        json["spoiler_ambiguous"] = True
    if section.through_episode is not None:
        json["through_episode"] = section.through_episode
    return json
