"""The state of one reading: who owns which line, what each line gave, and what was understood so far."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reviews.importer.cast import Entry
from reviews.importer.document import Ask, Doubt, Kind, Placement
from reviews.importer.lines import Line


class OutOfTimeError(Exception):
    """The reading took longer than its reader may wait."""


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

    def settle(self, lost: set[int]) -> tuple[Placement, ...]:
        """One placement for each line, in order. What nobody claimed is a leftover, and so is a fact whose line is
        in `lost`: it has no place in a review."""
        return tuple(Placement(line.number, line.raw, *self._place(line, lost)) for line in self._lines)

    def _place(self, line: Line, lost: set[int]) -> tuple[Kind, str]:
        kind, name = self._owners[line.index] or (Kind.LEFTOVER, "")
        return (Kind.LEFTOVER, name) if kind is Kind.FIELD and line.index in lost else (kind, name)


@dataclass
class ParseState:
    """`found` maps fields of ParsedReview to values; the first value of a field wins, later ones are doubts."""

    lines: list[Line]
    ledger: Ledger
    #: The moment of this thread's processor time at which the reading is given up: a busy machine refuses no text.
    until: float = float("inf")
    found: dict[str, Any] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    #: What each line gave: pairs of field and value by the line's index.
    given: dict[int, list[tuple[str, Any]]] = field(default_factory=dict)
    cast_entries: list[Entry] = field(default_factory=list)
    # The fields that the last fact filled or confirmed.
    touched: list[str] = field(default_factory=list)
    # A director's or writer's bracket held an earlier work, so the actors' brackets do too.
    brackets_are_works: bool = False

    @classmethod
    def of(cls, lines: list[Line], until: float = float("inf")) -> "ParseState":
        return cls(lines, Ledger(lines), until)

    def free_lines(self) -> Iterator[Line]:
        """The lines without an owner, asked at each step again, so that a caller may assign as it goes."""
        return (line for line in self.in_time(self.lines) if self.ledger.is_free(line))

    def in_time(self, lines: list[Line]) -> Iterator[Line]:
        """The lines, as long as there is time. Raises OutOfTimeError."""
        for number, line in enumerate(lines):
            if number % 100 == 0 and time.thread_time() > self.until:
                raise OutOfTimeError
            yield line

    def after(self, line: Line, steps: int = 1) -> Line | None:
        at = line.index + steps
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def claim(self, line: Line, name: str) -> None:
        if self.ledger.is_free(line):
            self.ledger.assign(line, Kind.FIELD, name)

    def leave(self, line: Line) -> None:
        if self.ledger.is_free(line):
            self.ledger.assign(line, Kind.LEFTOVER)

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
            self._give(line, name, value)
            return True
        self.doubt(line, "second_value", field=name, value=_shown(value), kept=_shown(kept))
        return False

    def add(self, name: str, values: list[Any], line: Line | None = None) -> None:
        """Keep values of a list, each once, in the order in which they came (as the keys of a dict)."""
        if values:
            self.found.setdefault(name, {}).update(dict.fromkeys(values))
            self.touched.append(name)
            for value in values if line else ():
                self._give(line, name, value)

    def add_cast(self, entries: list[Entry], line: Line) -> None:
        """Entries of a list of the cast; what their brackets hold is settled when the whole text is known."""
        self.cast_entries += entries
        self.touched += ["cast"] * bool(entries)
        for entry in entries:
            self._give(line, "cast", entry)

    def _give(self, line: Line | None, name: str, value: Any) -> None:
        if line is not None:
            self.given.setdefault(line.index, []).append((name, value))

    def doubt(self, line: Line | None, code: str, **values: Any) -> None:
        """Note what a person should look at; `code` is a key of `wording.DOUBTS`."""
        self.doubts.append(Doubt(line.number if line else None, code, tuple(values.items())))


def _shown(value: Any) -> str:
    return str(getattr(value, "raw", value))
