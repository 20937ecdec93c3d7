"""The state of one reading: who owns which line, and what was understood so far."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reviews.importer.cast import Entry
from reviews.importer.document import Doubt, Kind, Placement
from reviews.importer.lines import Line


class Ledger:
    """Gives every line one owner. All ownership is decided by `assign`, and `settle` leaves no line without."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._owners: list[tuple[Kind, str] | None] = [None] * len(lines)

    def owner(self, line: Line) -> tuple[Kind, str] | None:
        return self._owners[line.index]

    def is_free(self, line: Line) -> bool:
        return self._owners[line.index] is None

    def assign(self, line: Line, kind: Kind, name: str = "") -> None:
        if not self.is_free(line):
            raise ValueError(f"line {line.number} has an owner already")
        self._owners[line.index] = (kind, name)

    def settle(self) -> tuple[Placement, ...]:
        """One placement for each line, in order; what nobody claimed is a leftover."""
        return tuple(
            Placement(line.number, line.raw, *(owner or (Kind.LEFTOVER,)))
            for line, owner in zip(self._lines, self._owners, strict=True)
        )


@dataclass
class Reading:
    """`found` maps fields of ParsedReview to values; the first value of a field wins, later ones are doubts."""

    lines: list[Line]
    ledger: Ledger
    found: dict[str, Any] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    cast_entries: list[Entry] = field(default_factory=list)
    # The fields that the last fact filled or confirmed.
    touched: list[str] = field(default_factory=list)
    # A director's or writer's bracket held an earlier work, so the actors' brackets do too.
    brackets_are_works: bool = False

    @classmethod
    def of(cls, lines: list[Line]) -> "Reading":
        return cls(lines, Ledger(lines))

    def free_lines(self) -> Iterator[Line]:
        """The lines without an owner, asked anew at each step, so that a caller may assign as it goes."""
        return (line for line in self.lines if self.ledger.is_free(line))

    def after(self, line: Line, steps: int = 1) -> Line | None:
        at = line.index + steps
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def claim(self, line: Line, name: str) -> None:
        if self.ledger.is_free(line):
            self.ledger.assign(line, Kind.FIELD, name)

    def leave(self, line: Line, why: str = "") -> None:
        if self.ledger.is_free(line):
            self.ledger.assign(line, Kind.LEFTOVER)
        if why:
            self.doubt(line, why)

    def is_fact(self, line: Line | None) -> bool:
        """Whether the line went to a field, or beside the fields as something that the site does not keep."""
        owner = self.ledger.owner(line) if line else None
        return (
            owner is not None and owner[0] in (Kind.FIELD, Kind.LEFTOVER) and owner[1] != "spoiler_warnings"
        )

    def get(self, name: str) -> Any:
        return self.found.get(name)

    def put(self, name: str, value: Any, line: Line) -> bool:
        """Keep a single value. False, with a doubt, where another one is kept already."""
        kept = self.found.setdefault(name, value)
        if kept == value:
            self.touched.append(name)
            return True
        self.doubt(line, f"a second {name.replace('_', ' ')} ({_shown(value)}); kept {_shown(kept)}")
        return False

    def add(self, name: str, values: list[Any]) -> None:
        """Keep values of a list, each once, in the order in which they came (as the keys of a dict)."""
        if values:
            self.found.setdefault(name, {}).update(dict.fromkeys(values))
            self.touched.append(name)

    def add_cast(self, entries: list[Entry]) -> None:
        """Entries of a list of the cast; what their brackets hold is settled when the whole text is known."""
        self.cast_entries += entries
        self.touched += ["cast"] * bool(entries)

    def doubt(self, line: Line | None, message: str) -> None:
        self.doubts.append(Doubt(line.number if line else None, message))


def _shown(value: Any) -> str:
    return str(getattr(value, "raw", value))
