"""The table of contents of a long review; of closed sections it has only what is safe to say."""

from dataclasses import dataclass

from reviews.projection import OpenSection, Projection

#: A review with fewer headed parts than this is read, not consulted.
LONG = 4


@dataclass(frozen=True, slots=True)
class Entry:
    number: int
    heading: str
    closed: bool


def contents_of(projection: Projection) -> list[Entry]:
    """Entries for every part that can be named, or none at all for a short review."""
    entries: list[Entry] = []
    for block in projection.blocks:
        if isinstance(block, OpenSection):
            entries += [Entry(block.number, block.heading, closed=False)] if block.heading else []
        else:
            entries += [Entry(part.number, part.safe_heading, closed=True) for part in block.sections]
    return entries if len(entries) >= LONG else []
