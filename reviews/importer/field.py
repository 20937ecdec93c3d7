"""What the table of fields has for each fact: the kind of its rows, and their readers' and JSON values' shapes."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from reviews.importer import fact_values as values
from reviews.importer.document import Labelled, Rating, SubRating
from reviews.importer.lines import Line
from reviews.importer.parse_state import ParseState

Reader = Callable[[ParseState, Labelled, Line], bool]


def same(value: Any) -> Any:
    return value


def as_list(value: Any) -> list[Any]:
    return list(value)


def as_iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_rating(rating: Rating | None) -> dict[str, Any] | None:
    return {"raw": rating.raw, "value_10": rating.value_10} if rating else None


_SAID_BY = re.compile(r"(?P<text>.+[.!?…\"”’])\s*[–—~-]\s*(?P<by>[^.!?…]+)")


def quoted(quote: str | None) -> dict[str, str] | None:
    """What is quoted, and who says it, of "Nobody can be happy all the time. – Jeong Jun"."""
    said = _SAID_BY.fullmatch(quote) if quote else None
    return said.groupdict() if said else None


@dataclass(frozen=True, slots=True)
class Field:
    """One fact.

    `labels`: the words that writers put before it, in any language, with `|` between them.
    `read`: what makes a value of the words.
    `home`: where it is stored, as "model.field" or "model.relation:role"; a field without one is not used.
    `control`: how the check page shows it: "own" as the model's form does, or "names", "cast", "days", "date".
    `json`: its JSON value, None for a row that is only stored. `take`: its value for the draft, of the document.
    """

    name: str
    home: str = ""
    labels: str = ""
    read: Reader | None = None
    control: str = ""
    empty: Any = None
    json: Callable[[Any], Any] | None = same
    take: Callable[[Any], Any] | None = None

    @property
    def model(self) -> str:
        return self.home.partition(".")[0]

    @property
    def attribute(self) -> str:
        """The model's field, or its relation without the role."""
        return self.home.partition(".")[2].partition(":")[0]

    @property
    def input(self) -> str:
        """The name of its control on the check page."""
        return self.attribute if self.control == "own" else self.name

    @property
    def role(self) -> str:
        return self.home.partition(":")[2]

    def value_of(self, parsed: Any) -> Any:
        return self.take(parsed) if self.take else getattr(parsed, self.name)


def names_field(name: str, home: str, labels: str, read: Reader) -> Field:
    return Field(name, home, labels, read, control="names", empty=(), json=as_list)


def _score_of(part: str) -> Callable[[Any], float | None]:
    def take(parsed: Any) -> float | None:
        scores = (sub.rating.value_10 for sub in parsed.sub_ratings if values.part_of(sub.name) == part)
        return next((score for score in scores if score is not None), None)

    return take


def part_field(name: str) -> Field:
    return Field(f"{name}_rating", f"review.{name}_rating", control="own", json=None, take=_score_of(name))


def stored_scores(subs: Iterable[SubRating]) -> set[str]:
    """The names of the scores that are stored: of each part that a review has a score for, the first."""
    by_part: dict[str, str] = {}
    for sub in subs:
        part = values.part_of(sub.name)
        if part and sub.rating.value_10 is not None:
            by_part.setdefault(part, sub.name)
    return set(by_part.values())
