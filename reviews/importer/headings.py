"""Which lines are headings: marked ones, short ones above prose, and whole sentences used as headings."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reviews.importer.cast import is_pair
from reviews.importer.lines import Line, without_ornaments

_MOST_WORDS = 14
_MOST_WORDS_OF_A_QUESTION = 10
_LONGEST = 100
_SHORT_INTRODUCTION = 4
_FIRST_LETTER = re.compile(r"[\W_]*([^\W_])")
_QUESTION = re.compile(
    r"(?:what|why|who|how|should|is|are|would|will|where|when|do|does|did|can|worth|which)\b", re.IGNORECASE
)
_SMALL_WORDS = frozenset(
    "a an and as at but by for from in into is of on or the to vs with you your it not be i my".split()
)
_TRAILING_ORNAMENT = re.compile(r"[^\w\s!?.)\]'\"’”%+…»」》*]+$")
# A sentence is a heading only above a paragraph that is really longer, and only where that is a habit.
_LONG_PARAGRAPH, _TIMES_LONGER = 200, 3
_FEWEST_SENTENCE_HEADINGS = 3


# Headings that promise the end or the plot, in other languages; the English ones are in `spoiler_words`.
_THE_END = re.compile(
    r"결말|엔딩|마지막\s?(?:회|화)|최종회|줄거리|반전|스포(?:일러)?|結末|最終回|ネタバレ|あらすじ|结局|結局|大结局|剧透|剧情|"
    r"(?:el |o |il |la |le |das |der |die )?(?:final|fin|ende|finale|desenlace|dénouement|desfecho|schluss|handlung|"
    r"trama|argumento|intrigue|histoire|historia|história|storia)|концовка|финал|сюжет|zakończenie|fabuła|"
    r"son|konu|akhir cerita|alur cerita|kết thúc|cốt truyện",
    re.IGNORECASE,
)


class Around(NamedTuple):
    """The neighbours of a line in the text; None at its ends."""

    above: Line | None
    below: Line | None
    further: Line | None


def heading_text(line: Line) -> str:
    """The heading without its marks: colon, emphasis, hearts, rules."""
    text = without_ornaments(line.core.strip(" *_~#=-–—"))
    text = _TRAILING_ORNAMENT.sub("", text).rstrip(" :")
    return text if any(sign.isalnum() for sign in text) else line.core


def promises_the_end(heading: str) -> bool:
    """Whether a heading in another language than English says that the plot or its end follows."""
    return _THE_END.fullmatch(heading.strip(" :.!?")) is not None


def is_heading(line: Line, around: Around, by_sentence: bool) -> bool:
    """`by_sentence` tells that the writer heads sections with sentences."""
    below = around.below
    if line.hides:
        return False  # a heading can hide nothing
    if line.hashed:
        return True
    if not _may_be_heading(line) or runs_on(around.above, line) or runs_on(line, below) or below is None:
        return False
    text = line.core
    if line.emphasised or (text.isupper() and sum(map(str.isalpha, text)) > 3):
        return not text.endswith((".", ","))
    if text.endswith((":", "：")):
        return not _introduces_list(line, below)
    if not _starts_high(text):
        return False
    if line.ends_a_sentence:
        is_question = _is_question(text) and below.ends_a_sentence
        return is_question or (by_sentence and is_sentence_heading(line, below))
    return not text.endswith((",", ";", "-", "”", '"')) and _is_text(below, around.further)


def is_sentence_heading(line: Line, below: Line) -> bool:
    """Whether a sentence stands alone above a long paragraph."""
    if line.bulleted or not line.ends_a_sentence or len(line.core) > _LONGEST:
        return False
    long_enough = len(below.core) >= max(_LONG_PARAGRAPH, _TIMES_LONGER * len(line.core))
    return long_enough and _starts_high(line.core) and not line.core.endswith(("”", '"', "…", "..."))


def uses_sentence_headings(lines: Sequence[Line]) -> bool:
    """Whether sentences head sections so often that it is no accident."""
    found = sum(is_sentence_heading(line, below) for line, below in pairwise(lines))
    long = sum(len(line.core) >= _LONG_PARAGRAPH for line in lines)
    return found >= _FEWEST_SENTENCE_HEADINGS and 3 * found >= long


def runs_on(line: Line | None, below: Line | None) -> bool:
    """Whether the second line goes on with the first one's sentence, as in text broken at a fixed width."""
    if line is None or below is None or not _touch(line, below) or below.bulleted:
        return False
    return below.core[:1].islower() and not line.ends_a_sentence


def _may_be_heading(line: Line) -> bool:
    is_short = len(line.core) <= _LONGEST and len(line.core.split()) <= _MOST_WORDS
    is_plain = not line.bulleted and not line.core.startswith(("|", ">"))
    return is_short and is_plain and any(sign.isalnum() for sign in line.core)


def _is_text(line: Line, further: Line | None) -> bool:
    """Whether the line is what follows a heading: prose, a list, another heading."""
    is_prose = line.is_sentence or line.ends_a_sentence or line.bulleted
    is_broken_prose = line.after_blank and further is not None and _touch(line, further)
    return is_prose or is_broken_prose or line.core.endswith(":") or is_pair(line.core)


def _touch(line: Line, below: Line) -> bool:
    return below.index == line.index + 1 and not below.after_blank


def _introduces_list(line: Line, below: Line) -> bool:
    """Whether a clause such as "Why this is almost perfect but not quite:" only leads to the list below."""
    words = line.core.split()
    is_clause = len(words) > _SHORT_INTRODUCTION and not _is_title_case(words)
    return is_clause and below.bulleted and not below.after_blank


def _is_question(text: str) -> bool:
    if text.endswith("?"):
        return bool(_QUESTION.match(text)) and len(text.split()) <= _MOST_WORDS_OF_A_QUESTION
    return text.endswith("!") and _is_title_case(text.split())


def _is_title_case(words: list[str]) -> bool:
    return all(
        word[0].isupper() or not word[0].isalpha() or word.casefold() in _SMALL_WORDS for word in words
    )


def _starts_high(text: str) -> bool:
    first = _FIRST_LETTER.match(text)
    return first is not None and not first[1].islower()
