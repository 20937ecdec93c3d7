"""Why a text is not one review of one drama."""

import re
from itertools import islice

from reviews.importer.labels import split_label
from reviews.importer.lines import Line, fold
from reviews.importer.ratings import SCORE_LINE
from reviews.importer.reading import Reading
from reviews.importer.titles import TitleLine, read_title_line

MOST_LINES = 20_000
_MOST_TITLES = 20
_WORD = re.compile(r"[^\W_]")
_TEASER_END = re.compile(
    r"(?:continue reading|read more|read the full review|read on)\b.{0,80}", re.IGNORECASE
)
_DRAMAS = r"\b(?:(?:k-?|korean )?dramas|shows|series to)\b"
_LIST_TITLE = re.compile(
    "|".join(
        (
            r"\b(?:top|best|worst|ranking|ranked|favou?rite|must[- ](?:watch|see)|underrated|recommended|[0-9]+)\b"
            rf".{{0,60}}{_DRAMAS}",
            r"\b(?:k-?|korean )?dramas?\b.{0,30}\b(?:reviews|lists?|rankings?|recommendations|(?:round|wrap)-?up)\b",
            r"\b(?:mini|short|quick)[- ]reviews\b",
            rf"{_DRAMAS} (?:i|to|you|that|of)\b",
        )
    ),
    re.IGNORECASE,
)
_YEAR = re.compile(r"\(\s*(?:19|20)[0-9]{2}")
_HEAD_LINES = 6


def refuse_by_size(text: str) -> str | None:
    """Reasons that show before the lines are read: no words, or far more lines than a review has."""
    if not text.strip():
        return "The text is empty."
    if not _WORD.search(text):
        return "The text has no words."
    written = (line for line in text.splitlines() if line.strip())
    if next(islice(written, MOST_LINES, None), None) is not None:
        return f"The text has more than {MOST_LINES:,} lines: it is not one review."
    return None


def refuse_by_shape(lines: list[Line]) -> str | None:
    """Several reviews in one text, or the page of a list."""
    titles = _titles_with_text(lines)
    if len(titles) > 1:
        where = ", ".join(f"line {line.number} ({read.title})" for line, read in titles[:5])
        return f"The text holds several reviews: {where}. Import them one at a time."
    if sum(bool(_TEASER_END.fullmatch(line.core)) for line in lines if line.is_short) > 1:
        return "The text is a list of posts: “Continue reading” stands in it several times."
    above = lines[: titles[0][0].index if titles else _HEAD_LINES]
    head = next((line for line in above if not line.is_sentence and _LIST_TITLE.search(line.core)), None)
    if head and not split_label(head.core):
        return f"Line {head.number} is the title of a list of dramas, not of one review: {head.core}"
    return None


def refuse_by_content(reading: Reading, has_text: bool) -> str | None:
    """Reasons that show after the reading: no title, or nothing said about it."""
    if not reading.get("title"):
        return "No line says which drama this is about. Add a line such as “Title: Run On”."
    facts = {"episodes", "aired_from", "rating", "verdict", "cast", "networks", "genres"}
    if not has_text and not facts.intersection(reading.found):
        return "There is a title and nothing else: no facts and no text."
    return None


def _titles_with_text(lines: list[Line]) -> list[tuple[Line, TitleLine]]:
    """Different titles, each of which announces a review, or has a year and facts of its own."""
    candidates = [(line, read) for line in lines if (read := _title(line))]
    ends = [line.index for line, _ in candidates][1:] + [len(lines)] * bool(candidates)
    titles: list[tuple[Line, TitleLine]] = []
    for (line, read), end in zip(candidates, ends, strict=True):
        below = lines[line.index + 1 : end]
        has_own_text = bool(below) and (read.announces or any(_is_fact(other) for other in below))
        is_new = not any(_same(read.title, other.title) for _, other in titles)
        if is_new and (has_own_text or not titles) and len(titles) < _MOST_TITLES:
            titles.append((line, read))
    return titles


def _title(line: Line) -> TitleLine | None:
    if not line.is_short or line.bulleted or line.core.startswith("|"):
        return None
    folded = line.core.casefold()
    if "review" not in folded and "impression" not in folded and not _YEAR.search(line.core):
        return None
    read = read_title_line(line.core)
    tells = read is not None and (read.announces or (read.year and not line.ends_a_sentence))
    return read if tells and split_label(line.core) is None else None


def _is_fact(line: Line) -> bool:
    if not line.is_short:
        return False
    fact = split_label(line.core)
    return bool(fact and fact.value) or bool(SCORE_LINE.fullmatch(line.core))


def _same(one: str, other: str) -> bool:
    """A title and its longer form are one: "Move to Heaven" and "Move to Heaven: I Am a Trauma Cleaner"."""
    one, other = fold(one), fold(other)
    return one.startswith(other) or other.startswith(one)
