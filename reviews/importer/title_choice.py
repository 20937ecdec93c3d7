"""Which line is the title, and what it says; where no line is, a sentence, or what the title may be."""

import re
import string
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from reviews.importer import spoiler_words as words
from reviews.importer.boilerplate import are_scraps, is_quote, title_of_page
from reviews.importer.dates import read_date
from reviews.importer.document import Ask
from reviews.importer.fact_values import put_names
from reviews.importer.labels import field_of, split_label
from reviews.importer.lines import Line, normalise
from reviews.importer.names import is_korean_name
from reviews.importer.networks import known
from reviews.importer.parse_state import ParseState
from reviews.importer.prose import title_from_prose
from reviews.importer.scores import read_rating
from reviews.importer.titles import TitleLine, read_title_line, same_title

_HEAD_LINES = 40
_PARAGRAPH, _FEW_PARAGRAPHS = 60, 2
_LINES_OF_EVIDENCE, _LONGEST_EVIDENCE = 200, 4000
_FACTS_OF_A_DRAMA = ("episodes", "aired_from", "networks", "cast", "year")
_MOST_CANDIDATES = 8
_LONGEST_TITLE_LINE = 120
_WORDS_OF_A_HEADING, _LONGEST_NAME = 2, 5
_PARTS = re.compile(r"\s*[:|–—]\s*|\s+-\s+")
_QUOTED = re.compile(
    r"""[“"‘«<《「『](?P<title>[^“”"‘«»<>《》「」『』\n]{2,60}?)[”"’»>》」』](?![A-Za-z0-9])"""
)
_SMALL = r"(?:of|the|and|in|on|to|a|an|for|with|from|is|at|by)"
_PHRASE = re.compile(rf"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]*(?: (?:{_SMALL} ){{0,2}}[A-ZÀ-Þ0-9][\w’'-]*){{0,6}}")
_NO_NAMES = frozenset(
    "i it the a an this that he she they we you and but so if in on at as for with my his her their there here "
    "when what why how who then now also korea korean k-drama kdrama drama netflix seoul english monday tuesday "
    "wednesday thursday "
    "friday saturday sunday january february march april may june july august september october november "
    "december".split()
)
_FEWEST_TIMES, _FEWEST_TIMES_OF_A_WORD = 2, 3


def take_title(reading: ParseState, source_name: str = "") -> None:
    """Keep the title and claim all lines that say it. Where the text does not say it, ask, with what it may be."""
    lines = _candidates(reading)
    chosen = _choose(reading, lines)
    if chosen:
        _keep(reading, *chosen)
    if not reading.get("title"):
        _take_from_text(reading)
    if reading.get("title"):
        _claim_repetitions(reading, reading.get("title"))
    if chosen and chosen[1].is_strong:
        _leave_above(reading, chosen[0])
    if not reading.get("title"):
        bare = [read.title for line, read in lines if not _is_no_title(line, read)]
        reading.asks.append(Ask("title", "no_title", _may_be(reading, bare, source_name)))


def _candidates(reading: ParseState) -> list[tuple[Line, TitleLine]]:
    """Short lines above the first paragraph. Further down only those that announce a review, and where paragraphs
    are above them, only of a drama that the text names."""
    found = []
    in_head = True
    paragraphs = 0
    for line in reading.lines[:_HEAD_LINES]:
        if not reading.ledger.is_free(line):
            continue
        read = read_title_line(line.core)
        tells = read is not None and (read.announces or (read.is_review and read.subtitle))
        if line.is_sentence and not tells:
            paragraphs += len(line.core) >= _PARAGRAPH
            in_head = in_head and len(line.core) < _PARAGRAPH
        elif not read or is_quote(line) or line.bulleted:
            continue
        elif (tells or in_head) and (paragraphs < _FEW_PARAGRAPHS or _times_said(reading, read.title) > 1):
            found.append((line, read))
    return found


def _choose(reading: ParseState, lines: list[tuple[Line, TitleLine]]) -> tuple[Line, TitleLine] | None:
    """The labelled title's own line; else a line that says "review" or a year; else the first short line."""
    labelled = reading.get("title")
    strong = [found for found in lines if found[1].is_strong]
    if labelled:
        return next((found for found in strong if same_title(found[1].title, labelled)), None)
    if strong:
        line, best = strong[0]
        told = title_from_prose(reading.free_lines())
        if (
            told
            and told.is_definition
            and told.line.index < line.index
            and not same_title(told.title, best.title)
        ):
            return None  # a link to another review, below the text about this drama
        same = [read for _, read in strong if same_title(read.title, best.title)]
        return line, replace(
            best,
            year=next((read.year for read in same if read.year), None),
            subtitle=next((read.subtitle for read in same if read.subtitle), None),
        )
    with_hangul = (found for found in lines if found[1].native)
    return next(with_hangul, None) or next((found for found in lines if _may_be_title(reading, *found)), None)


def _is_no_title(line: Line, read: TitleLine) -> bool:
    is_sentence = line.core.endswith((":", "?")) or (line.ends_a_sentence and not read.title.endswith("!"))
    is_fact = field_of(line.core) is not None or read_date(line.text) is not None
    return is_sentence or is_fact or _is_usual_heading(read.title)


def _is_usual_heading(text: str) -> bool:
    """Whether sections are called so: "Thoughts", "The ending". Longer titles may begin with such a word."""
    headings = (words.OPINION_HEADING, words.CLOSING_HEADING, words.RETELLING_HEADING)
    return len(text.split()) <= _WORDS_OF_A_HEADING and any(each.fullmatch(text) for each in headings)


def _may_be_title(reading: ParseState, line: Line, read: TitleLine) -> bool:
    """A bare short line is the title if the text says it again, or if facts are in the text."""
    if _is_no_title(line, read):
        return False
    return _times_said(reading, read.title) > 1 or any(name in reading.found for name in _FACTS_OF_A_DRAMA)


def _times_said(reading: ParseState, title: str) -> int:
    key = title.casefold()
    evidence = (other.core[:_LONGEST_EVIDENCE].casefold() for other in reading.lines[:_LINES_OF_EVIDENCE])
    return sum(key in text for text in evidence)


def _take_from_text(reading: ParseState) -> None:
    """The title that a sentence or a line of the page's own names. A mere quotation is asked about too."""
    for line in reading.lines:
        if named := title_of_page(line):
            read = read_title_line(named)
            if read:
                reading.put("title", read.title, line)
                keep_kind(reading, read, line)
                reading.doubt(line, "title_from_page", title=read.title)
                return
    told = title_from_prose(reading.free_lines())
    if told:
        reading.found["title"] = told.title
        reading.doubt(told.line, "title_from_sentence", title=told.title)
        if not told.is_definition:
            reading.asks.append(Ask("title", "title_from_sentence", (told.title,), told.line.number))


def _keep(reading: ParseState, line: Line, read: TitleLine) -> None:
    title = read.title
    if title.isupper() and sum(map(str.isalpha, title)) > 4:
        title = _lower_capitals(reading, title)
        reading.doubt(line, "title_in_capitals", title=title)
    if not reading.get("title"):
        reading.put("title", title, line)
    for field, value in (("year", read.year), ("subtitle", read.subtitle)):
        if value:
            reading.put(field, value, line)
    put_names(reading, read.native, read.romanized, list(read.others), line)
    keep_kind(reading, read, line)
    score = read_rating(read.score) if read.score else None
    if score and reading.put("rating", score, line) and score.value_10 is None:
        reading.doubt(line, "scale_unclear", raw=score.raw)
    reading.claim(line, "title")


def keep_kind(reading: ParseState, read: TitleLine, line: Line) -> None:
    """What the title says of the text: a recap of some episodes, first impressions, why the drama was dropped."""
    if reading.get("kind") or (read.kind == "review" and not read.episodes):
        return
    reading.put("kind", read.kind, line)
    first, last, is_finale = read.episodes or (None, None, False)
    if read.kind == "dropped":
        if last:
            reading.put("watched_through", last, line)
            reading.found["episode_to"] = last
        return
    if first and last:
        reading.put("episode_from", first, line)
        reading.put("episode_to", last, line)
    if is_finale:
        reading.found["is_finale"] = True


def _leave_above(reading: ParseState, title: Line) -> None:
    """Scraps of the page above the title; what is above it else is text."""
    above = [line for line in reading.free_lines() if line.index < title.index and not read_date(line.text)]
    for line in above if are_scraps(reading, above) else ():
        reading.leave(line)


def _lower_capitals(reading: ParseState, title: str) -> str:
    """The spelling that the text uses; else a capital for each word."""
    for line in reading.lines[:_LINES_OF_EVIDENCE]:
        at = line.core[:_LONGEST_EVIDENCE].casefold().find(title.casefold())
        spelled = line.core[at : at + len(title)] if at >= 0 else title
        if not spelled.isupper():
            return spelled
    return "-".join(string.capwords(part) for part in title.split("-"))


def _claim_repetitions(reading: ParseState, title: str) -> None:
    """Many pages repeat the title; none of these lines is text, and some have its other names."""
    key = normalise(title)
    for line in list(reading.free_lines()):
        if line.index >= _HEAD_LINES:
            return
        if len(line.core) <= 120 and not line.is_sentence and key in normalise(line.core):
            read = read_title_line(line.core)
            if read and same_title(read.title, title) and not _is_of_other_episodes(reading, read):
                if read.native and not reading.get("native_title"):
                    reading.put("native_title", read.native, line)
                keep_kind(reading, read, line)
                reading.claim(line, "title")


def _is_of_other_episodes(reading: ParseState, read: TitleLine) -> bool:
    """Whether it heads a part of a recap: "Salt Road Episode 4" below "Salt Road Episodes 3-4"."""
    if read.episodes is None or not reading.get("episode_to"):
        return False
    return (read.episodes.first, read.episodes.last) != (
        reading.get("episode_from"),
        reading.get("episode_to"),
    )


def _may_be(reading: ParseState, bare: list[str], source_name: str) -> tuple[str, ...]:
    """What the title may be: a bare first line, quoted names, phrases with capitals that recur, the file's name."""
    text = "\n".join(line.core[:_LONGEST_EVIDENCE] for line in reading.lines[:_LINES_OF_EVIDENCE])
    people = {normalise(entry.actor) for entry in reading.cast_entries}
    people |= {normalise(entry.character) for entry in reading.cast_entries if entry.character}
    quoted = Counter(found["title"].strip(" ,.!?:") for found in _QUOTED.finditer(text))
    recurring = Counter(found[0].removesuffix("’s").removesuffix("'s") for found in _PHRASE.finditer(text))
    likely = [name for name, _ in quoted.most_common() if _looks_like_title(name)]
    likely += [
        name
        for name, times in recurring.most_common(40)
        if times >= (_FEWEST_TIMES if " " in name else _FEWEST_TIMES_OF_A_WORD)
    ]
    named = [name_of_file(source_name)] if source_name else []
    heads = _in_headline(reading)
    names = dict.fromkeys(
        name for name in (*heads, *_further_down(reading), *bare[:2], *likely[:12], *named) if name
    )
    return tuple(name for name in names if not _is_somebody(name, people))[:_MOST_CANDIDATES]


def _in_headline(reading: ParseState) -> Iterator[str]:
    """What a first line names that is no title as a whole: "Is Salt Road worth it?", "From my list: Salt Road"."""
    first = next((line.core for line in reading.free_lines()), "")
    if len(first) > _LONGEST_TITLE_LINE or first.endswith(".") or split_label(first):
        return
    parts = _PARTS.split(first)
    for part in parts[1:] + parts[:1] if len(parts) > 1 else []:
        read = read_title_line(part)
        if read and _looks_like_title(read.title) and len(part.split()) <= _LONGEST_NAME:
            yield read.title
    phrases = [found[0] for found in _PHRASE.finditer(first.partition(" ")[2])]
    yield from (phrase for phrase in phrases if " " in phrase)


def _further_down(reading: ParseState) -> Iterator[str]:
    """Titles that lines announce further down, below text that is kept."""
    for line in reading.in_time(reading.lines):
        read = read_title_line(line.core) if len(line.core) <= _LONGEST_TITLE_LINE else None
        if read and read.is_strong and not line.is_sentence and not line.bulleted:
            yield read.title


def name_of_file(source_name: str) -> str:
    """The title that a file's name gives: "salt-road-review.txt" -> "Salt Road"."""
    words = re.sub(r"[\W_]+", " ", PurePath(source_name).stem).strip()
    read = read_title_line(string.capwords(words) if words.islower() else words)
    title = read.title if read else ""
    return (
        ""
        if normalise(title) in ("review", "untitled", "document", "text", "draft", "new", "post", "recap")
        else title
    )


def _looks_like_title(text: str) -> bool:
    words = text.split()
    high = sum(not word[0].islower() for word in words)
    return 0 < len(words) <= 8 and not words[0][0].islower() and 2 * high >= len(words)


def _is_somebody(name: str, people: set[str]) -> bool:
    return (
        name.casefold() in _NO_NAMES
        or is_korean_name(name)
        or normalise(name) in people
        or known(name) is not None
    )
