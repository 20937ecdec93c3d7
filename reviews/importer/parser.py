"""Text of one review -> ParsedReview. Pure: no database, no Django, and no text makes it fail."""

from typing import Any

from reviews.importer.captions import take_captions
from reviews.importer.document import Kind, Mention, ParsedReview, Placement, Section
from reviews.importer.ensemble import settle_cast
from reviews.importer.facts import take_facts
from reviews.importer.furniture import (
    leave_fact_headers,
    leave_furniture,
    leave_headers_of_facts_only,
    leave_repeats,
    leave_strays,
)
from reviews.importer.head import take_head
from reviews.importer.lines import looks_broken, read_lines
from reviews.importer.prose import take_prose_facts, title_from_prose
from reviews.importer.prose_people import take_makers_from_prose
from reviews.importer.reading import Reading
from reviews.importer.refusals import refuse_by_content, refuse_by_shape, refuse_by_size
from reviews.importer.sections import Sections
from reviews.importer.spoiler_marks import take_spoiler_marks
from reviews.importer.tables import take_tables
from reviews.importer.value_lines import take_value_lines

_MOST_BROKEN_LINES = 20
_LONGEST_LOOKED_AT = 4000


def parse(text: str) -> ParsedReview:
    """Read one review. Each non-blank line is in `placements` once; `refused` says why a text is no review."""
    reason = refuse_by_size(text)
    if reason:
        return _refused(text, reason)
    lines = read_lines(text)
    reason = refuse_by_shape(lines)
    if reason:
        return _refused(text, reason)
    reading = Reading.of(lines)
    _report_broken_lines(reading)
    marks = take_spoiler_marks(reading)
    take_tables(reading)
    take_facts(reading)
    captions = take_captions(reading)
    take_value_lines(reading)
    _take_what_surrounds_the_text(reading)
    sections, placed = Sections(reading, marks, captions).build()
    mentions = _read_the_text(reading, sections)
    reason = refuse_by_content(reading, has_text=bool(sections))
    if reason:
        return _refused(text, reason)
    return ParsedReview(
        **{name: _frozen(value) for name, value in reading.found.items()},
        sections=sections,
        captions=placed,
        mentions=tuple(mentions),
        warnings=tuple(sorted(reading.doubts, key=lambda doubt: doubt.line or 0)),
        placements=reading.ledger.settle(),
    )


def _refused(text: str, reason: str) -> ParsedReview:
    lines = ((number, raw) for number, raw in enumerate(text.splitlines(), start=1) if raw.strip())
    return ParsedReview(
        refused=reason, placements=tuple(Placement(number, raw, Kind.LEFTOVER) for number, raw in lines)
    )


def _report_broken_lines(reading: Reading) -> None:
    broken = [line for line in reading.lines if looks_broken(line.raw[:_LONGEST_LOOKED_AT])]
    for line in broken[:_MOST_BROKEN_LINES]:
        reading.doubt(line, "some characters were lost when this text was saved; they are kept as they stand")


def _take_what_surrounds_the_text(reading: Reading) -> None:
    leave_furniture(reading)
    leave_fact_headers(reading)
    take_head(reading)
    found = None if reading.get("title") else title_from_prose(reading.free_lines())
    if found:
        title, line = found
        reading.put("title", title, line)
        reading.doubt(line, f"no line is a title; “{title}” was read from this sentence")
    leave_headers_of_facts_only(reading)
    leave_strays(reading)
    leave_repeats(reading)


def _read_the_text(reading: Reading, sections: tuple[Section, ...]) -> list[Mention]:
    """What the sections say of the drama and its people; last, the year that only the dates tell."""
    owners = [(line, reading.ledger.owner(line)) for line in reading.lines]
    text = [line for line, owner in owners if owner and owner[0] in (Kind.BODY, Kind.HEADING)]
    take_prose_facts(reading, [line for line, owner in owners if owner and owner[0] is Kind.BODY])
    take_makers_from_prose(reading, text)
    mentions = settle_cast(reading, text, sections)
    first_day, month = reading.get("aired_from"), reading.get("aired_month")
    if first_day or month:
        year = first_day.year if first_day else int(month[:4])
        kept = reading.found.setdefault("year", year)
        if kept != year:
            reading.doubt(None, f"the year {kept} is not that of the first day, {year}")
    return mentions


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, (list, dict)) else value
