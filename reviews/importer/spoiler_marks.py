"""Where a text turns from safe to spoiling and back."""

import re
from dataclasses import dataclass
from enum import Enum
from itertools import islice

from reviews.importer import spoiler_words as words
from reviews.importer.lines import Line
from reviews.importer.parse_state import ParseState

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LONGEST_WARNING = 250
_LONGEST_LONE_WARNING = 120
_MOST_SENTENCES = 20
_LONGEST_SENTENCE = 400


class Turn(Enum):
    CLOSES = "everything from here may spoil"
    OPENS = "nothing from here spoils"
    MAY_OPEN = "probably safe again, nobody says so"


@dataclass(frozen=True, slots=True)
class Mark:
    """A turn at a line, or below it where the line's last sentence says it.

    `through_episode` is how far the spoilers go, None = to the end. `surmised`: no warning says it.
    """

    line: Line
    turn: Turn
    through_episode: int | None = None
    surmised: bool = False
    below: bool = False


class Cover:
    """What a reader who goes down the page has been told so far."""

    def __init__(self) -> None:
        self.closed = False
        self.ambiguous = False
        self.through_episode: int | None = None
        self.by_warning = False

    def turn(self, mark: Mark) -> bool:
        """Follow the mark; whether it changed anything that matters to the text below."""
        before = (self.closed, self.through_episode)
        if mark.turn is Turn.CLOSES:
            self.closed, self.ambiguous, self.through_episode = True, mark.surmised, mark.through_episode
        elif self.closed or mark.turn is Turn.OPENS:
            self.ambiguous = mark.turn is Turn.MAY_OPEN
            self.closed, self.through_episode, self.by_warning = False, None, False
        return before != (self.closed, self.through_episode)


def take_spoiler_marks(reading: ParseState) -> list[Mark]:
    """Claim the lines that only warn, and return every turn that the text itself announces."""
    marks: list[Mark] = []
    for line in reading.lines:
        mark = _mark_of(line)
        # Where nothing is closed, "no spoilers here" is a sentence like any other.
        if mark is None or (not marks and mark.turn is Turn.OPENS and not _is_heading(line)):
            continue
        marks.append(mark)
        if mark.surmised:
            reading.doubt(line, "for_those_who_know")
        elif _only_warns(line):
            reading.claim(line, "spoiler_warnings")
            reading.add("spoiler_warnings", [line.core])
    return marks


def mark_of_heading(line: Line, heading: str, after_warning: bool) -> Mark | None:
    """What a section's heading says by its own words. After a warning only a closing heading may end it."""
    text = heading.rstrip(" :?!.")
    if words.CLOSING_HEADING.fullmatch(text):
        return Mark(line, Turn.MAY_OPEN)
    if after_warning:
        return None
    if words.RETELLING_HEADING.fullmatch(text):
        return Mark(line, Turn.CLOSES, _through(text), surmised=True)
    return Mark(line, Turn.MAY_OPEN) if words.OPINION_HEADING.fullmatch(text) else None


def _mark_of(line: Line) -> Mark | None:
    """The gravest turn that a sentence of the line announces."""
    folded = line.core.casefold()
    if "spoil" not in folded and "full review" not in folded:
        return None
    if words.FOR_THOSE_WHO_KNOW.search(line.core[:600]) and not words.SAFE.match(line.core):
        return Mark(line, Turn.CLOSES, surmised=True)
    sentences = _SENTENCE_END.split(line.core)
    telling = islice((sentence for sentence in sentences if "spoil" in sentence.casefold()), _MOST_SENTENCES)
    is_last = len(sentences) > 1 and "spoil" in sentences[-1].casefold()
    marks = [_mark_of_sentence(line, sentence[:_LONGEST_SENTENCE], is_last) for sentence in telling]
    return next((mark for turn in Turn for mark in marks if mark and mark.turn is turn), None)


def _mark_of_sentence(line: Line, text: str, is_last: bool) -> Mark | None:
    if words.SAFE_PART_ENDS.search(text) or words.TURNS_BACK.search(text):
        return Mark(line, Turn.CLOSES, _through(text), below=is_last)
    if words.ENDS.search(text):
        return Mark(line, Turn.OPENS, below=is_last)
    if words.SAFE.search(text):
        return Mark(line, Turn.OPENS) if _is_heading(line) else None
    stands_alone = len(line.core) <= _LONGEST_LONE_WARNING and words.WARNS_ALONE.search(text)
    if stands_alone or words.WARNS.search(text) or _is_heading(line):
        return Mark(line, Turn.CLOSES, _through(text), below=is_last)
    return None


def _only_warns(line: Line) -> bool:
    """Whether the line says nothing else; a paragraph that ends with a warning stays in the text."""
    first = _SENTENCE_END.split(line.core[:_LONGEST_WARNING], maxsplit=1)[0]
    begins_so = "spoil" in first.casefold() or words.CALLS_OUT.match(first) is not None
    return begins_so and len(line.core) <= _LONGEST_WARNING and not _is_heading(line)


def _through(text: str) -> int | None:
    """The last episode that the words name: 8 of "spoilers for episodes 1-8"."""
    found = words.EPISODES.search(text)
    return int(found[2] or found[1]) if found else None


def _is_heading(line: Line) -> bool:
    """Whether the line names a section by its spoilers: "Spoiler-free review", "Spoiler section"."""
    text = line.core.casefold().rstrip(" :").split()
    return 2 <= len(text) <= 6 and "spoil" in line.core.casefold() and text[-1] in words.SECTION_WORDS
