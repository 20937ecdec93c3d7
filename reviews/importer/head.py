"""The lines above the text: title, headline, date, byline, a quotation, other names of the drama."""

import re

from reviews.importer.boilerplate import is_quote
from reviews.importer.dates import read_airing, read_date
from reviews.importer.document import Kind
from reviews.importer.fact_values import put_names
from reviews.importer.lines import Line
from reviews.importer.parse_state import ParseState
from reviews.importer.title_choice import keep_kind, take_title
from reviews.importer.titles import TitleLine, other_names, read_kind_line

_TITLE = (Kind.FIELD, "title")
_LONGEST_HEADLINE = 150
_BYLINE = re.compile(
    r"(?:(?:written|posted|reviewed|review|published)\s+)?by\s*:?\s+(?P<name>[^\s,|.]+(?:\s[A-Z][\w.]*){0,2})",
    re.IGNORECASE,
)
_BY = re.compile(r"\b[Bb]y\s+(?P<name>[A-Z][\w.]*(?:\s[A-Z]\w*)?)")
_ANNOUNCED_DATE = re.compile(r"(?:posted|published)\b", re.IGNORECASE)
_NAMES_LINE = re.compile(r"[(\[]?(?P<names>[^()\[\]]*[가-힣][^()\[\]]*)[)\]]?")
_ORIGINAL_TITLE = re.compile(
    r"(?P<names>[^()\[\]]+?)\s*\((?:original|korean|romani[sz]ed) (?:title|name)\)", re.IGNORECASE
)
_LONGEST_NAMES, _LONGEST_KIND_LINE = 200, 60
_LAST_SCORE = re.compile(r"rewatch value\s+[0-9.]+", re.IGNORECASE)
_URL_MONTH = re.compile(r"https?://\S*?/((?:19|20)[0-9]{2})/(0[1-9]|1[0-2])(?:/|$)", re.IGNORECASE)
_ARCHIVE = re.compile(
    r"(?:monthly )?archives?(?: for)?\s*[:–-]?\s*(?P<month>\w+\.? (?:19|20)[0-9]{2})", re.IGNORECASE
)
_URL_DATE = re.compile(r"https?://\S*?/((?:19|20)[0-9]{2}/[01][0-9]/[0-3][0-9])/", re.IGNORECASE)


def take_head(reading: ParseState, source_name: str) -> None:
    """Claim what is above the text."""
    take_title(reading, source_name)
    _take_dates(reading)
    _take_after_title(reading)
    _take_headline_after_scores(reading)


def _take_dates(reading: ParseState) -> None:
    in_head = True
    for line in reading.lines:
        if not reading.ledger.is_free(line):
            if in_head and (found := _URL_DATE.search(line.text[:300])):
                _publish(reading, line, found[1].replace("/", "-"))
            elif in_head and (month := _month_of_page(line)):
                reading.found.setdefault("published_month", month)
            continue
        in_head = in_head and not (line.is_sentence and len(line.core) > 60)
        if len(line.core) > 120 or not (in_head or _ANNOUNCED_DATE.match(line.core)):
            continue
        byline = _BYLINE.fullmatch(line.core)
        if byline and in_head:
            reading.put("author", byline["name"], line)
            reading.claim(line, "author")
        elif _publish(reading, line, line.text):
            author = _BY.search(line.core)
            if author and not reading.get("author"):
                reading.put("author", author["name"], line)


def _month_of_page(line: Line) -> str | None:
    """The month that a page names where it does not say the day: "Monthly Archives: October 2021", "/2021/10/"."""
    if len(line.core) > _LONGEST_HEADLINE:
        return None
    if address := _URL_MONTH.search(line.text):
        return f"{address[1]}-{address[2]}"
    archive = _ARCHIVE.fullmatch(line.core)
    airing = read_airing(archive["month"]) if archive else None
    return airing.month if airing else None


def _publish(reading: ParseState, line: Line, text: str) -> bool:
    day = read_date(text)
    if day is None or not reading.put("published", day, line):
        return False
    reading.claim(line, "published")
    return True


def _take_after_title(reading: ParseState) -> None:
    """Below the first title line: a line of other names, a headline, a quotation."""
    first = next((line for line in reading.lines if reading.ledger.owner(line) == _TITLE), None)
    if first is None:
        return
    for line in reading.lines[first.index + 1 : first.index + 6]:
        if not reading.ledger.is_free(line):
            continue
        names = None if _heads_text(reading, line) else _names_line(line)
        if _take_kind_line(reading, line):
            continue
        if names:
            native, romanized, others = other_names(re.split(r"\s+/\s+|\s*[|;]\s*", names))
            put_names(reading, native, romanized, others, line)
            reading.claim(
                line, "native_title" if native else "romanized_title" if romanized else "also_known_as"
            )
        elif is_quote(line):
            reading.put("quote", line.core, line)
            reading.claim(line, "quote")
        elif _is_headline(reading, line):
            reading.put("subtitle", line.core, line)
            reading.claim(line, "subtitle")
        else:
            return


def _names_line(line: Line) -> str | None:
    """The names in a line of nothing but other names: Hangul, or what is called the original title."""
    if len(line.core) > _LONGEST_NAMES or line.is_sentence:
        return None
    found = _NAMES_LINE.fullmatch(line.core) or _ORIGINAL_TITLE.fullmatch(line.core)
    return found["names"] if found else None


def _take_kind_line(reading: ParseState, line: Line) -> bool:
    """Take "Episode 3 Recap" below a title, where it says of which kind the text is and of which episodes."""
    found = _kind_line(line)
    if reading.get("kind") or found is None or (found.kind == "recap" and not found.episodes):
        return False
    others = (_kind_line(other) for other in reading.free_lines() if other is not line)
    if any(other and other.episodes not in (None, found.episodes) for other in others):
        return False  # each heads a part of the recap
    keep_kind(reading, found, line)
    reading.claim(line, "kind")
    return True


def _kind_line(line: Line) -> TitleLine | None:
    return read_kind_line(line.core) if len(line.core) <= _LONGEST_KIND_LINE else None


def _heads_text(reading: ParseState, line: Line) -> bool:
    """Whether a line alone above a paragraph is its heading, as 결말 ("the ending") may be."""
    below = reading.after(line)
    is_bare = not line.core.startswith(("(", "[")) and line.after_blank
    return (
        is_bare
        and below is not None
        and below.after_blank
        and reading.ledger.is_free(below)
        and below.is_sentence
    )


def _is_headline(reading: ParseState, line: Line) -> bool:
    """A short line between the title and the facts or the date."""
    above, below = reading.after(line, -1), reading.after(line)
    owner = reading.ledger.owner(above) if above else None
    fits = len(line.core) <= 120 and not line.core.endswith((".", ":")) and not line.bulleted
    under_title = owner in (_TITLE, (Kind.FIELD, "published"), (Kind.FIELD, "author"))
    return fits and under_title and reading.is_fact(below) and not reading.get("subtitle")


def _take_headline_after_scores(reading: ParseState) -> None:
    """Where members review, their one-line opinion is right below the five scores."""
    for line in reading.lines:
        if len(line.core) < 40 and _LAST_SCORE.fullmatch(line.core):
            opinion = next((later for later in reading.free_lines() if later.index > line.index), None)
            text = reading.after(opinion) if opinion else None
            is_headline = opinion and text and text.after_blank and len(opinion.core) <= _LONGEST_HEADLINE
            if opinion and is_headline and not reading.get("verdict"):
                reading.put("verdict", opinion.core, opinion)
                reading.claim(opinion, "verdict")
            return
