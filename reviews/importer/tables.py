"""Markdown tables of facts: "| Episodes | 16 |", and tables of the cast with a header."""

import re

from reviews.importer.cast import Entry
from reviews.importer.document import NOT_KEPT, Labelled
from reviews.importer.facts import is_score, understand
from reviews.importer.labels import field_of
from reviews.importer.lines import Line
from reviews.importer.names import is_person, named
from reviews.importer.parse_state import ParseState

_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")
_ACTOR = re.compile(r"actors?|actress(?:es)?|cast|played by|starring|name", re.IGNORECASE)
_CHARACTER = re.compile(r"characters?|roles?|as|plays", re.IGNORECASE)


def take_tables(reading: ParseState) -> None:
    """Claim the tables that hold facts or the cast; any other table is part of the text."""
    table: list[Line] = []
    for line in reading.lines:
        if table and (line.after_blank or not line.core.startswith("|")):
            _take_table(reading, table)
            table = []
        if line.core.startswith("|"):
            table.append(line)
    _take_table(reading, table)


def _take_table(reading: ParseState, table: list[Line]) -> None:
    rows = {line.index: _cells(line.core) for line in table if not _RULE.fullmatch(line.core)}
    if not rows:
        return
    header = next(iter(rows.values()))
    if _is_cast_header(header):
        _take_cast(reading, table, rows, header)
        return
    if not any(len(cells) >= 2 and field_of(cells[0]) for cells in rows.values()):
        return
    for line in table:
        cells = rows.get(line.index, [])
        if len(cells) >= 2:
            _take_row(reading, line, cells)
        reading.leave(line)


def _take_row(reading: ParseState, line: Line, cells: list[str]) -> None:
    field = field_of(cells[0])
    label, bracket, qualifier = cells[0].partition("(")
    value = " / ".join(cell for cell in cells[1:] if cell)
    if field is None or (field == NOT_KEPT and not is_score(value)):
        return
    fact = Labelled(field, label.strip(), qualifier.rstrip(") ") if bracket else "", value)
    if kept := understand(reading, fact, line):
        reading.claim(line, kept)
    else:
        reading.doubt(line, "not_understood", label=fact.label, value=value)


def _is_cast_header(cells: list[str]) -> bool:
    return (
        len(cells) >= 2
        and any(_ACTOR.fullmatch(cell) for cell in cells)
        and any(_CHARACTER.fullmatch(cell) for cell in cells)
    )


def _take_cast(reading: ParseState, table: list[Line], rows: dict[int, list[str]], header: list[str]) -> None:
    actor_at = next(at for at, cell in enumerate(header) if _ACTOR.fullmatch(cell))
    role_at = next(at for at, cell in enumerate(header) if _CHARACTER.fullmatch(cell))
    for line in table:
        cells = rows.get(line.index, [])
        if len(cells) > max(actor_at, role_at) and cells is not header:
            actor, role = named(cells[actor_at]), named(cells[role_at]).name
            if is_person(actor.name):
                reading.add_cast([Entry(actor.name, role or None, None, actor.hangul)], line)
                reading.claim(line, "cast")
        reading.leave(line)


def _cells(core: str) -> list[str]:
    return [cell.strip(" *_") for cell in core.strip().strip("|").split("|")]
