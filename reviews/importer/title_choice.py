"""Which line is the title, and what it says."""

import string
from dataclasses import replace

from reviews.importer.dates import read_date
from reviews.importer.fact_values import put_names
from reviews.importer.furniture import is_quote
from reviews.importer.labels import field_of
from reviews.importer.lines import Line, fold
from reviews.importer.ratings import read_rating
from reviews.importer.reading import Reading
from reviews.importer.titles import TitleLine, read_title_line, same_title

_HEAD_LINES = 40
_LINES_OF_EVIDENCE, _LONGEST_EVIDENCE = 200, 4000
_FACTS_OF_A_DRAMA = ("episodes", "aired_from", "networks", "cast", "year")


def take_title(reading: Reading) -> None:
    """Keep the title and claim all lines that say it. Without such a line it stays what a label gave, or unset."""
    chosen = _choose(reading, _candidates(reading))
    if chosen:
        _keep(reading, *chosen)
    if reading.get("title"):
        _claim_repetitions(reading, reading.get("title"))
    if chosen and chosen[1].is_strong:
        _leave_above(reading, chosen[0])


def _candidates(reading: Reading) -> list[tuple[Line, TitleLine]]:
    """Candidates: short lines above the first paragraph, and further down only those that announce a review."""
    found = []
    in_head = True
    for line in reading.lines[:_HEAD_LINES]:
        if not reading.ledger.is_free(line):
            continue
        read = read_title_line(line.core)
        tells = read is not None and (read.announces or (read.is_review and read.subtitle))
        if line.is_sentence and not tells:
            in_head = in_head and len(line.core) < 60
        elif read and (tells or in_head) and not is_quote(line) and not line.bulleted:
            found.append((line, read))
    return found


def _choose(reading: Reading, lines: list[tuple[Line, TitleLine]]) -> tuple[Line, TitleLine] | None:
    """The labelled title's own line; else a line that says "review" or a year; else the first short line."""
    labelled = reading.get("title")
    strong = [found for found in lines if found[1].is_strong]
    if labelled:
        return next((found for found in strong if same_title(found[1].title, labelled)), None)
    if strong:
        line, best = strong[0]
        same = [read for _, read in strong if same_title(read.title, best.title)]
        return line, replace(
            best,
            year=next((read.year for read in same if read.year), None),
            subtitle=next((read.subtitle for read in same if read.subtitle), None),
        )
    with_hangul = (found for found in lines if found[1].native)
    return next(with_hangul, None) or next((found for found in lines if _may_be_title(reading, *found)), None)


def _may_be_title(reading: Reading, line: Line, read: TitleLine) -> bool:
    """A bare short line is the title if the text says it again, or if facts stand in the text."""
    is_sentence = line.core.endswith((":", "?")) or (line.ends_a_sentence and not read.title.endswith("!"))
    if is_sentence or field_of(line.core) or read_date(line.text):
        return False
    key = read.title.casefold()
    evidence = (other.core[:_LONGEST_EVIDENCE].casefold() for other in reading.lines[:_LINES_OF_EVIDENCE])
    return sum(key in text for text in evidence) > 1 or any(
        name in reading.found for name in _FACTS_OF_A_DRAMA
    )


def _keep(reading: Reading, line: Line, read: TitleLine) -> None:
    title = read.title
    if title.isupper() and sum(map(str.isalpha, title)) > 4:
        title = _lower_capitals(reading, title)
        reading.doubt(line, f"the title stands in capitals; written as {title}")
    if not reading.get("title"):
        reading.put("title", title, line)
    for field, value in (("year", read.year), ("subtitle", read.subtitle)):
        if value:
            reading.put(field, value, line)
    put_names(reading, read.native, read.romanized, list(read.others), line)
    score = read_rating(read.score) if read.score else None
    if score and reading.put("rating", score, line) and score.value_10 is None:
        reading.doubt(line, f"the scale of the score {score.raw} in the title is not certain")
    reading.claim(line, "title")


def _leave_above(reading: Reading, title: Line) -> None:
    """What stands above the title of a review belongs to the page around it."""
    above = [line for line in reading.free_lines() if line.index < title.index and not read_date(line.text)]
    for line in above:
        reading.leave(line)
    text = next((line for line in above if line.is_sentence), None)
    if text:
        reading.doubt(text, "text above the title was left out")


def _lower_capitals(reading: Reading, title: str) -> str:
    """The spelling that the text uses; else a capital for each word."""
    for line in reading.lines[:_LINES_OF_EVIDENCE]:
        at = line.core[:_LONGEST_EVIDENCE].casefold().find(title.casefold())
        spelled = line.core[at : at + len(title)] if at >= 0 else title
        if not spelled.isupper():
            return spelled
    return "-".join(string.capwords(part) for part in title.split("-"))


def _claim_repetitions(reading: Reading, title: str) -> None:
    """The title stands several times on many pages; none of these lines is text."""
    key = fold(title)
    for line in list(reading.free_lines()):
        if len(line.core) <= 120 and not line.is_sentence and key in fold(line.core):
            read = read_title_line(line.core)
            if read and same_title(read.title, title) and line.index < _HEAD_LINES:
                reading.claim(line, "title")
