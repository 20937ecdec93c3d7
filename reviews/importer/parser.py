"""Text of one review -> ParsedReview. Pure: no database, no Django, and no text makes it fail."""

import time
from typing import Any

from reviews.importer.boilerplate import (
    leave_boilerplate,
    leave_fact_headers,
    leave_headers_of_facts_only,
    leave_repeats,
    leave_strays,
)
from reviews.importer.captions import take_captions
from reviews.importer.cast_list import settle_cast
from reviews.importer.document import (
    Ask,
    Kind,
    Mention,
    ParsedReview,
    Placement,
    Refusal,
    Section,
)
from reviews.importer.facts import take_facts
from reviews.importer.field import stored_scores
from reviews.importer.fields import BY_NAME, PARSED
from reviews.importer.head import take_head
from reviews.importer.lines import looks_broken
from reviews.importer.mentions import take_makers_from_prose
from reviews.importer.parse_state import OutOfTimeError, ParseState
from reviews.importer.prose import take_prose_facts
from reviews.importer.refusals import TOO_LARGE, refuse_by_parts, refuse_by_shape, refuse_by_size
from reviews.importer.sections import Sections, closed_by_title
from reviews.importer.spoiler_marks import ASKED_OF_SPOILERS, Closed, take_spoiler_marks
from reviews.importer.tables import take_tables
from reviews.importer.value_lines import take_value_lines

_MOST_BROKEN_LINES = 20
_LONGEST_LOOKED_AT = 4000
_LONGEST_QUOTED = 80


def parse(text: str, source_name: str = "", seconds: float = float("inf")) -> ParsedReview:
    """Read one review. Each non-blank line is in `placements` once; `refused` says why a text is no review.

    `asks` are questions to the writer; the file's name may answer one. A text that takes longer than `seconds` is
    refused. One that is far too large has no placements.
    """
    refusal = refuse_by_size(text)
    if refusal:
        return ParsedReview(refused=refusal) if refusal.code in TOO_LARGE else _refused(text, refusal)
    closed = Closed.of(text)
    try:
        refusal = refuse_by_shape(closed.lines)
        if refusal:
            return _refused(text, refusal)
        parsed = _read(ParseState.of(closed.lines, time.thread_time() + seconds), closed, source_name)
    except OutOfTimeError:
        return _refused(text, Refusal("too_slow"))
    refusal = refuse_by_parts(parsed)
    return _refused(text, refusal) if refusal else parsed


def _read(reading: ParseState, closed: Closed, source_name: str) -> ParsedReview:
    _report_broken_lines(reading)
    marks = take_spoiler_marks(reading, closed.doubts)
    take_tables(reading)
    take_facts(reading)
    captions = take_captions(reading)
    take_value_lines(reading)
    _take_what_surrounds_the_text(reading, source_name)
    sections, placed = Sections(reading, marks, captions).build()
    mentions = _read_the_text(reading, sections)
    sections = closed_by_title(sections, reading)
    _ask(reading, sections)
    reading.found.setdefault("kind", "review")
    return ParsedReview(
        facts={name: _frozen(value) for name, value in reading.found.items() if name in PARSED},
        sections=sections,
        captions=placed,
        mentions=tuple(mentions),
        warnings=tuple(sorted(reading.doubts, key=lambda doubt: doubt.line or 0)),
        asks=tuple(reading.asks),
        placements=closed.placements(reading.ledger.settle(_lost(reading, sections))),
    )


def _refused(text: str, refusal: Refusal) -> ParsedReview:
    lines = ((number, raw) for number, raw in enumerate(text.splitlines(), start=1) if raw.strip())
    return ParsedReview(
        refused=refusal, placements=tuple(Placement(number, raw, Kind.LEFTOVER) for number, raw in lines)
    )


def _report_broken_lines(reading: ParseState) -> None:
    broken = [line for line in reading.lines if looks_broken(line.raw[:_LONGEST_LOOKED_AT])]
    for line in broken[:_MOST_BROKEN_LINES]:
        reading.doubt(line, "broken_characters")


def _take_what_surrounds_the_text(reading: ParseState, source_name: str) -> None:
    leave_boilerplate(reading)
    leave_fact_headers(reading)
    take_head(reading, source_name)
    leave_headers_of_facts_only(reading)
    leave_strays(reading)
    leave_repeats(reading)


def _read_the_text(reading: ParseState, sections: tuple[Section, ...]) -> list[Mention]:
    """Read what the sections say of the drama and its people; last, take the year from the dates.

    Returns the people whom the text mentions.
    """
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
            reading.doubt(None, "year_of_first_day", year=kept, first=year)
    return mentions


def _ask(reading: ParseState, sections: tuple[Section, ...]) -> None:
    """The questions that a careful person would ask, the most important first."""
    if reading.get("kind") == "recap" and not reading.get("episode_to"):
        last = reading.get("episodes") if reading.get("is_finale") else None
        reading.asks.append(Ask("episode_to", "which_episodes", (str(last),) if last else ()))
    rating = reading.get("rating")
    if rating and rating.value_10 is None:
        reading.asks.append(Ask("rating", "scale_unclear", (rating.raw,)))
    for doubt in reading.doubts:
        if doubt.code == "own_score" and rating:
            reading.asks.append(Ask("rating", "whose_score", (rating.raw,), doubt.line))
        if doubt.code in ASKED_OF_SPOILERS:
            words = dict(doubt.values).get("mark") or _line_of(reading, doubt.line)
            reading.asks.append(Ask("spoilers", doubt.code, (words,), doubt.line))
    for index, section in enumerate(sections):
        if section.spoiler_ambiguous:
            reading.asks.append(
                Ask(
                    f"sections.{index}.scope",
                    "does_it_spoil",
                    (section.heading or "",),
                    section.heading_line,
                )
            )


def _line_of(reading: ParseState, number: int | None) -> str:
    return next((line.text[:_LONGEST_QUOTED] for line in reading.lines if line.number == number), "")


def _lost(reading: ParseState, sections: tuple[Section, ...]) -> set[int]:
    """The lines of facts of which something is stored nowhere: they are shown as not used."""
    scored = stored_scores(reading.get("sub_ratings") or ())
    is_closed = any(section.scope for section in sections)

    def is_kept(name: str, value: Any) -> bool:
        if name == "sub_ratings":
            return value is not None and value.name in scored
        return bool(BY_NAME[name].home) and (name != "spoiler_warnings" or is_closed)

    lost = set()
    for line in reading.lines:
        kind, name = reading.ledger.owner(line) or (Kind.LEFTOVER, "")
        given = reading.given.get(line.index) or [(name, None)]
        if kind is Kind.FIELD and not all(is_kept(*each) for each in given):
            lost.add(line.index)
    return lost


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, (list, dict)) else value
