"""What is about to be saved: the parsed document with every decision taken, by default or by the writer."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from dramas.models import Drama
from reviews.importer.document import Caption, Doubt, Kind, ParsedReview, Placement, Section
from reviews.importer.field import Field
from reviews.importer.fields import STORED
from reviews.models import Review
from reviews.publishing.cues import sound_of
from reviewsite import markdown
from reviewsite.spoilers import SAFE

MAX_HEADING = 250

_MODELS: dict[str, type[models.Model]] = {"drama": Drama, "review": Review}
_LISTS = ("names", "cast", "days", "date")
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
    """A slot for a picture whose caption is in the text."""

    key: str
    caption: str
    credit: str
    spoils_through: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDraft:
    """`values` has every stored field of the table by name. `drama_id` and `people` name existing rows (people by
    `person_keys`); what is missing there is made. `hangul` has the names in Hangul that the document gives."""

    values: dict[str, Any]
    sections: tuple[DraftSection, ...]
    source: str
    source_name: str = ""
    pictures: tuple[DraftPicture, ...] = ()
    drama_id: int | None = None
    people: dict[str, int] = field(default_factory=dict)
    hangul: dict[str, str] = field(default_factory=dict)
    #: What the document says and no row can hold.
    doubts: tuple[Doubt, ...] = ()

    @property
    def digest(self) -> str:
        return digest_of(self.source)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def model_field(row: Field) -> "models.Field[Any, Any]":
    found = _MODELS[row.model]._meta.get_field(row.attribute)
    assert isinstance(found, models.Field)  # noqa: S101  the table names columns
    return found


def draft_from(
    parsed: ParsedReview,
    source: str,
    *,
    source_name: str = "",
    drama_id: int | None = None,
    people: dict[str, int] | None = None,
) -> ReviewDraft:
    """The draft that the document suggests by itself. `parsed` must not be refused."""
    sections, pictures = _sections_with_pictures(parsed, digest_of(source))
    values, doubts = _values(parsed)
    return ReviewDraft(
        values=values,
        sections=sections,
        pictures=pictures,
        source=source,
        source_name=source_name,
        drama_id=drama_id,
        people=people or {},
        hangul={name: unicodedata.normalize("NFC", hangul) for name, hangul in parsed.native_names},
        doubts=tuple(doubts),
    )


def shown_placements(parsed: ParsedReview, draft: ReviewDraft) -> tuple[Placement, ...]:
    """Where every line went, down to the rows: a fact that no row can hold is not used."""
    lost = {dict(doubt.values)["field"] for doubt in draft.doubts}
    return tuple(
        place._replace(kind=Kind.LEFTOVER) if place.kind is Kind.FIELD and place.name in lost else place
        for place in parsed.placements
    )


def person_keys(cast: Iterable[tuple[str, str]], crew: Iterable[str]) -> list[str]:
    """A key for each member of a cast. Two of one name and different roles may be two people, and so may an actor
    and a director, so the name alone is no key for them."""
    members = list(cast)
    times = Counter(actor for actor, _character in members)
    makers = set(crew)
    return [
        f"{actor} as {character}" if times[actor] > 1 or actor in makers else actor
        for actor, character in members
    ]


def _values(parsed: ParsedReview) -> tuple[dict[str, Any], list[Doubt]]:
    """The values of all stored fields, and doubts about those that do not fit their columns."""
    values: dict[str, Any] = {}
    doubts = []
    for row in STORED:
        values[row.name], problem = _fitting(row, _clean(row.value_of(parsed)))
        if problem:
            said = (("field", row.name), ("value", str(row.value_of(parsed))[:80]), ("reason", problem))
            doubts.append(Doubt(None, "not_storable", said))
    if _is_among_spoilers(parsed, "synopsis") or sound_of(values["synopsis"]).is_spoiler:
        values["synopsis"] = ""
        doubts.append(Doubt(None, "shown_to_all", (("field", "synopsis"),)))
    values.update(_kind(values))
    return values, doubts


def _fitting(row: Field, value: Any) -> tuple[Any, str]:
    """The value as its column takes it, and why it does not take it."""
    if row.control in _LISTS:
        return value, ""
    column = model_field(row)
    empty = "" if isinstance(column, models.CharField | models.TextField) else None
    if value in (None, ""):
        return empty, ""
    try:
        return column.clean(value, None), ""
    except ValidationError as error:
        return empty, " ".join(error.messages)


def _kind(values: dict[str, Any]) -> dict[str, Any]:
    """The kind as far as its episodes are known; a kind that has none of its own keeps none."""
    kind = values["kind"] or Review.Kind.REVIEW
    if kind == Review.Kind.RECAP and not (values["episode_from"] and values["episode_to"]):
        kind = Review.Kind.REVIEW
    if kind == Review.Kind.DROPPED and not values["watched_through"]:
        kind = Review.Kind.REVIEW
    kept = {
        Review.Kind.RECAP: ("episode_from", "episode_to"),
        Review.Kind.FIRST_IMPRESSIONS: ("episode_from", "episode_to"),
        Review.Kind.DROPPED: ("watched_through",),
    }.get(Review.Kind(kind), ())
    numbers = ("episode_from", "episode_to", "watched_through")
    return {"kind": kind} | {name: None for name in numbers if name not in kept}


def _is_among_spoilers(parsed: ParsedReview, name: str) -> bool:
    return any(doubt.code == "shown_to_all" and ("field", name) in doubt.values for doubt in parsed.warnings)


def _clean(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(str(value)).quantize(Decimal("0.1"))
    return one_line(value) if isinstance(value, str) else value


def _sections_with_pictures(
    parsed: ParsedReview, digest: str
) -> tuple[tuple[DraftSection, ...], tuple[DraftPicture, ...]]:
    sections: list[DraftSection] = []
    pictures: list[DraftPicture] = []
    slots: dict[int, list[tuple[Caption, DraftPicture]]] = {}
    rows = parsed.sections or (Section(None, None, ()),)
    for number, caption in enumerate(parsed.captions):
        place = caption.section or 0
        slot = DraftPicture(
            picture_key(digest, number), caption.text, caption.source or "", rows[place].scope
        )
        slots.setdefault(place, []).append((caption, slot))
    for index, section in enumerate(rows):
        heading, long_heading = _heading(section)
        own = slots.get(index, [])
        pictures += [slot for _caption, slot in own]
        sections.append(
            DraftSection(
                heading=heading,
                body=_body(section, own, long_heading),
                spoils_through=section.scope,
                heading_is_safe=section.scope == SAFE or section.spoiler_ambiguous,
                in_doubt=section.spoiler_ambiguous,
            )
        )
    return tuple(sections), tuple(pictures)


def picture_key(digest: str, number: int) -> str:
    """The same document always gets the same keys, so that importing it again makes no second slot."""
    return hashlib.sha256(f"{digest}:{number}".encode()).hexdigest()[:12]


def _body(section: Section, slots: Iterable[tuple[Caption, DraftPicture]], first: str) -> str:
    parts = [
        f"#### {block.text}" if block.is_subheading else _as_markdown(block.text) for block in section.blocks
    ]
    # From the last place to the first, so that earlier places keep their numbers.
    for caption, slot in sorted(slots, key=lambda pair: pair[0].block, reverse=True):
        parts.insert(caption.block, f"![](image:{slot.key})")
    return "\n\n".join([first, *parts] if first else parts)


def _heading(section: Section) -> tuple[str, str]:
    """The heading, and what of it must be in the text instead because it is too long for one."""
    heading = one_line(section.heading or "")
    return (heading, "") if len(heading) <= MAX_HEADING else ("", heading)


def one_line(text: str) -> str:
    """Hidden passages work in the text of a section only; elsewhere their mark would be refused."""
    return unicodedata.normalize("NFC", text).replace("||", "|")


def _as_markdown(text: str) -> str:
    text = _BULLET.sub("- ", unicodedata.normalize("NFC", text))
    # A `||` that hides nothing is two scores or a table; escaped, it stays what it was.
    return text.replace("||", r"\|\|") if markdown.unclosed_spoilers(text) else text
