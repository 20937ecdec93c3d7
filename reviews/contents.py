"""The table of contents of a long review; of closed sections it has only what is safe to say."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from reviews.projection import Gate, OpenSection, Projection, has_number

#: A review with fewer headed parts than this is read, not consulted.
LONG = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One part, or a run of closed parts of which nothing may be said but their numbers."""

    number: int
    heading: str
    closed: bool
    last: int
    spoils_through: int

    @property
    def numbers(self) -> str:
        """What stands before it; nothing before a heading that its writer numbered."""
        if has_number(self.heading):
            return ""
        return str(self.number) if self.last == self.number else f"{self.number}–{self.last}"


def contents_of(projection: Projection) -> list[Entry]:
    """Entries for every part that can be named, or none at all for a short review."""
    entries: list[Entry] = []
    for block in projection.blocks:
        if isinstance(block, OpenSection):
            scope, number = block.spoils_through, block.number
            entries += [Entry(number, block.heading, False, number, scope)] if block.heading else []
        else:
            entries += _closed_entries(block)
    parts = sum(entry.last - entry.number + 1 for entry in entries)
    return entries if parts >= LONG else []


def _closed_entries(gate: Gate) -> Iterator[Entry]:
    for heading, run in groupby(gate.sections, key=lambda part: part.safe_heading):
        parts = list(run)
        yield Entry(parts[0].number, heading, True, parts[-1].number, gate.spoils_through)
