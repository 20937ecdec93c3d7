"""Which sections of an article a reader has opened: `?open=3,5`, numbers as the page counts them.

An article is about several dramas, so no one progress opens its sections.
"""

from collections.abc import Iterable

#: No article has more sections; larger numbers in an address are nonsense.
MOST_SECTIONS = 200


def parse_open(values: Iterable[str]) -> tuple[int, ...]:
    """The numbers that the `open` parameters of an address name, sorted, each once; what is no number is dropped.

    Of several parameters only what all of them name counts: a malformed address must never open more than it says.
    """
    named = [{number for part in value.split(",") if (number := _number(part))} for value in values]
    return tuple(sorted(set.intersection(*named))) if named else ()


def canonical_open(values: list[str]) -> str:
    """The one way to write what these `open` parameters say together; "" for nothing opened."""
    return ",".join(map(str, parse_open(values)))


def open_query(numbers: Iterable[int]) -> str:
    """The query string that opens these sections, and "?" for none: it replaces that of the page it is on."""
    value = ",".join(map(str, sorted(set(numbers))))
    return f"?open={value}" if value else "?"


def _number(raw: str) -> int:
    """0 for what is no number of a section."""
    plain = raw.isascii() and raw.isdigit() and len(raw) <= len(str(MOST_SECTIONS))
    return int(raw) if plain and int(raw) <= MOST_SECTIONS else 0
