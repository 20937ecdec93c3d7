"""Where a text turns from safe to spoiling and back."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby

from reviews.importer import spoiler_words as words
from reviews.importer.document import Kind, Placement
from reviews.importer.lines import Line, read_lines
from reviews.importer.parse_state import ParseState
from reviewsite.markdown import unclosed_spoilers
from reviewsite.spoilers.marks import Doubt, fold_marks
from reviewsite.spoilers.own_marks import closed_at_lines, without_passages
from reviewsite.spoilers.warnings import Says, said_by

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_CJK_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")
_LONGEST_WARNING = 250
_LONGEST_LONE_WARNING = 120
_MOST_SENTENCES = 20
#: So many sentences of one line are read for warnings in every language; further ones only if they say “spoil”.
_MOST_READ = 100
_LONGEST_SENTENCE = 400
#: Two columns or two scores: one pair of bars with spaces on both sides.
_DIVIDES = re.compile(
    r"[^|]*(?:^|[^|\S]|\s)\|\|(?:\s|$)[^|]*"
    # A row of a table, no bars of which touch a text on one side only.
    r"|\s*\|(?!\|\S)(?:[^|]|\|(?!\|)|(?<=\s)\|\|+(?=\s)|(?<=[^\s|])\|\|+(?=[^\s|]))*\|\s*"
)


#: Where a blog's front page ends the excerpt; it hides nothing from who reads the text itself.
_EXCERPT_CUT = re.compile(
    r"^[ \t]*(?:<!--[ \t]*/?(?:wp:)?(?:more|nextpage)[ \t]*(?:/?-->)[ \t]*)+$"
    r"|^[ \t]*(?:\[\[?[ \t]*more[ \t]*\]?\]|:readmore:)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)

#: Doubts that close something until the writer answers.
ASKED_OF_SPOILERS = frozenset({"mark_without_end", "speaks_of_spoilers", "for_those_who_know"})


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


@dataclass(frozen=True, slots=True)
class Closed:
    """A text whose hiding marks are all ours. Facts are read from `lines`, which show no hidden word outside `raw`."""

    source: str
    lines: list[Line]
    doubts: tuple[Doubt, ...]

    @classmethod
    def of(cls, source: str) -> "Closed":
        folded = fold_marks(_EXCERPT_CUT.sub("", source))
        if "||" not in folded.text:
            return cls(source, read_lines(folded.text), folded.doubts)
        return cls(source, list(map(_shown, read_lines(closed_at_lines(folded.text)))), folded.doubts)

    def placements(self, settled: Iterable[Placement]) -> tuple[Placement, ...]:
        """One placement for each line as it was handed in; a line that held only a mark is a warning."""
        by_number = {place.line: place for place in settled}
        written = (
            (number, raw) for number, raw in enumerate(self.source.splitlines(), start=1) if raw.strip()
        )
        return tuple(
            place._replace(text=raw)
            if (place := by_number.get(number))
            else Placement(number, raw, *_only_a_mark(raw))
            for number, raw in written
        )


def _only_a_mark(raw: str) -> tuple[Kind, str]:
    return (Kind.LEFTOVER, "") if _EXCERPT_CUT.fullmatch(raw) else (Kind.FIELD, "spoiler_warnings")


def _shown(line: Line) -> Line:
    text, core = without_passages(line.text), without_passages(line.core)
    return replace(line, text=text, core=core, hides=text != line.text)


def take_spoiler_marks(reading: ParseState, doubts: Iterable[Doubt] = ()) -> list[Mark]:
    """Claim the lines that only warn, and return every turn that the text itself announces.

    `doubts` are marks of other sites that could not be folded: what follows them is closed, and asked about.
    """
    in_doubt = {doubt.line: doubt.mark for doubt in (*_stray_bars(reading.lines), *doubts)}
    marks: list[Mark] = []
    for line in reading.in_time(reading.lines):
        mark = _mark_of(line)
        if line.number in in_doubt:
            mark = Mark(line, Turn.CLOSES, surmised=True)
            reading.doubt(line, "mark_without_end", mark=in_doubt[line.number])
        # Where nothing is closed, "no spoilers here" is a sentence like any other.
        elif mark is None or (not marks and mark.turn is Turn.OPENS and not _is_heading(line)):
            continue
        elif mark.surmised:
            reading.doubt(line, _why_surmised(line))
        elif _only_warns(line):
            reading.claim(line, "spoiler_warnings")
            reading.add("spoiler_warnings", [line.core])
        marks.append(mark)
    return marks


def _why_surmised(line: Line) -> str:
    return "for_those_who_know" if _is_for_those_who_know(line) else "speaks_of_spoilers"


def _stray_bars(lines: list[Line]) -> Iterator[Doubt]:
    """The first line of each paragraph on which a || hides nothing, though it was meant to."""
    for has_bars, group in groupby(lines, key=lambda line: "||" in line.raw):
        if not has_bars:
            continue
        paragraph = list(group)
        if all(_DIVIDES.fullmatch(line.raw) for line in paragraph if len(line.raw) < _LONGEST_SENTENCE):
            continue
        # Each line by itself: they may end up in different blocks.
        if unclosed := next((line for line in paragraph if unclosed_spoilers(line.raw)), None):
            yield Doubt(unclosed.number, "||")


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
    if _is_for_those_who_know(line):
        return Mark(line, Turn.CLOSES, surmised=True)
    ending = _SENTENCE_END if line.core.isascii() else _CJK_SENTENCE_END
    sentences = [sentence for sentence in ending.split(line.core) if sentence.strip()]
    marks: list[Mark] = []
    for place, sentence in enumerate(sentences):
        is_last = 0 < place == len(sentences) - 1
        if place > _MOST_READ and not is_last and "spoil" not in sentence.casefold():
            continue
        if mark := _mark_of_sentence(line, sentence[:_LONGEST_SENTENCE], is_last):
            marks.append(mark)
        if len(marks) == _MOST_SENTENCES:
            break
    return next((mark for turn in Turn for mark in marks if mark and mark.turn is turn), None)


def _is_for_those_who_know(line: Line) -> bool:
    folded = line.core.casefold()
    if "spoil" not in folded and "full review" not in folded:
        return False
    found = words.FOR_THOSE_WHO_KNOW.search(line.core[:600])
    return found is not None and not words.SAFE.match(line.core)


def _mark_of_sentence(line: Line, text: str, is_last: bool) -> Mark | None:
    if "spoil" in text.casefold():
        if words.SAFE_PART_ENDS.search(text) or words.TURNS_BACK.search(text):
            return Mark(line, Turn.CLOSES, _through(text), below=is_last)
        if words.SAFE.search(text) and not words.ENDS.search(text):
            return Mark(line, Turn.OPENS) if _is_heading(line) else None
    says = said_by(text)
    if says is Says.FREE and not _is_heading(line):
        return None  # "a car with a rear spoiler"
    if says is Says.ENDS:
        return Mark(line, Turn.OPENS, below=is_last)
    stands_alone = len(line.core) <= _LONGEST_LONE_WARNING and words.WARNS_ALONE.search(text)
    if says is Says.WARNS or stands_alone or words.WARNS.search(text) or _is_heading(line):
        return Mark(line, Turn.CLOSES, _through(text), below=is_last)
    if says is Says.MENTIONS and len(line.core) <= _LONGEST_LONE_WARNING and not line.is_sentence:
        return Mark(line, Turn.CLOSES, _through(text), surmised=True)
    return None


def _only_warns(line: Line) -> bool:
    """Whether the line says nothing else; a paragraph that ends with a warning stays in the text."""
    if _is_heading(line) or len(line.core) > _LONGEST_WARNING:
        return False
    sentences = _SENTENCE_END.split(line.core)
    if words.LABEL.match(line.core) and said_by(words.LABEL.sub("", line.core)) is Says.NOTHING:
        return False  # "SPOILER: he dies" says more than that it spoils
    first = sentences[0]
    begins_so = "spoil" in first.casefold() or words.CALLS_OUT.match(first) is not None
    warns = said_by(first) is Says.WARNS and len(line.core) <= _LONGEST_LONE_WARNING
    return begins_so or (warns and all(said_by(each) is Says.WARNS for each in sentences if each.strip()))


def _through(text: str) -> int | None:
    """The last episode that the words name: 8 of "spoilers for episodes 1-8"."""
    found = words.EPISODES.search(text)
    return int(found[2] or found[1]) if found else None


def _is_heading(line: Line) -> bool:
    """Whether the line names a section by its spoilers: "Spoiler-free review", "Spoiler section"."""
    text = line.core.casefold().rstrip(" :").split()
    return 2 <= len(text) <= 6 and "spoil" in line.core.casefold() and text[-1] in words.SECTION_WORDS
