"""Folds every way in which people hide text elsewhere to this site's own marks: `>!x!<` becomes `||x||`.

What somebody meant to hide is hidden. A mark whose end is missing hides the rest of the text, and is a doubt: forms
refuse it by its line, the importer asks. Folding what is folded changes nothing, and no line moves.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from reviewsite.spoilers.mark_types import Mark, Role, Span
from reviewsite.spoilers.own_marks import between_bars, closed_at_paragraphs
from reviewsite.spoilers.plain_view import PlainView
from reviewsite.spoilers.scanning import scan
from reviewsite.spoilers.signs import bars
from reviewsite.spoilers.warnings import Says, said_by, sentences

#: No text without one of these, or of what follows, holds a mark; most texts are told by this alone.
_SIGN = re.compile(r"[<>\[\]{}&~%\\\x80-\U0010ffff]")
_HINT = re.compile(
    r"!\||\|!|!!|```|:readmore:|(?:^|\n)[ \t]*[/!]spoil|\|[ \t]?\||\(\(|/s\b"
    r"|[#$@^;:][!#$&@^;:+=?|]|[!+=?|][#$@^;]|\([/*+!~=-]{0,3}[#@&/]|(?:^|\n)[ \t]*(?://|\?\?|\"\")"
    r"|(?:^|\n)[ \t]*[(*]{1,3}[ ]?(?:read|show|see|view|continue|click|tap|press)\b"
    r"|spoiler|rot-?13|base-?64|morse|upside|caesar|cipher|backwards|in reverse"
    r"|keep reading|#\+|\+\+|\?!|!\?|/\*|\.\.[ ]|\?\?\?"
    r"|(?:^|\n)[ \t]*(?:[.*_v-]{1,3}[ \t]*\n\s*){3}"
    r"|(?:^|\n)s[ \t]*\n",
    re.I,
)
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
#: Also one of a quotation.
_EMPTY_LINE = re.compile(r"\n[ \t\r>]*\n")
_BRACKETED = re.compile(r"^\[+\s*([^\[\]]*?)\s*\]+$")
_MOST_DOUBTS = 20
_LONGEST_SHOWN = 60
_LONGEST_FRAMED = 100
_MOST_FRAMED = 50


class Doubt(NamedTuple):
    """A mark that could not be folded with certainty; `line` counts from 1."""

    line: int
    mark: str


@dataclass(frozen=True, slots=True)
class Folded:
    """`hidden` are the places in `text` that marks of other sites hide now."""

    text: str
    doubts: tuple[Doubt, ...] = ()
    hidden: tuple[Span, ...] = ()


@dataclass
class _Region:
    start: int
    end: int
    label: Span | None = None


@dataclass
class _Reading:
    view: PlainView
    regions: list[_Region] = field(default_factory=list)
    cuts: list[Span] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, mark: Mark) -> None:
        if len(self.doubts) < _MOST_DOUBTS:
            written = self.view.text[mark.start : mark.end].strip()
            self.doubts.append(Doubt(self.view.line(mark.start), written[:_LONGEST_SHOWN]))


class _Waiting:
    """Marks that may still find their end; looking for the last of a kind costs the same however many wait."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []
        self._by_kind: dict[str, list[Mark]] = {}

    def push(self, mark: Mark) -> None:
        self._marks.append(mark)
        self._by_kind.setdefault(mark.kind, []).append(mark)

    def last(self, kind: str) -> Mark | None:
        marks = self._by_kind.get(kind)
        return marks[-1] if marks else None

    def pop(self) -> Mark:
        mark = self._marks.pop()
        self._by_kind[mark.kind].pop()
        return mark

    def rest(self) -> list[Mark]:
        return self._marks


def fold_marks(source: str) -> Folded:
    """The text with all hiding marks as `||…||`, and what is in doubt."""
    folded = _folded(source)
    if not folded.hidden or folded.doubts or (again := _folded(folded.text).text) == folded.text:
        return folded
    # Rendering folds once more, so what reads as a mark only now would move the bars.
    lines = zip(folded.text.split("\n"), again.split("\n"), strict=False)
    line = next((number for number, (one, other) in enumerate(lines, start=1) if one != other), 1)
    return replace(folded, doubts=(Doubt(line, "||"),))


def _folded(source: str) -> Folded:
    if not (_SIGN.search(source) or _HINT.search(source)):
        return Folded(source)
    reading = _Reading(PlainView(source))
    _pair(scan(reading.view.text), reading)
    text, hidden = _written(reading)
    if not hidden:
        text = closed_at_paragraphs(text)
    return Folded(text, tuple(sorted(reading.doubts)), tuple(hidden))


def has_marks(text: str) -> bool:
    """Whether a one-line text hides a part of itself, or tries to."""
    folded = fold_marks(text)
    return "||" in folded.text or bool(folded.doubts)


def _pair(marks: list[Mark], reading: _Reading) -> None:
    text = reading.view.text
    waiting = _Waiting()
    bangs = [mark for mark in marks if mark.kind == "bang"]
    following = dict(pairwise(bangs))
    block_end = 0
    for mark in marks:
        if mark.start < block_end and mark.kind == "bang":
            reading.cuts.append((mark.start, mark.end))
        elif mark.role is Role.HOLDS and mark.hidden and mark.hides:
            _hold(mark, reading)
        elif mark.role is Role.CUTS:
            _hide(reading, mark, mark.start, len(text))
            reading.doubt(mark)
        elif _begins_block(mark, following.get(mark), text):
            blank = _BLANK_LINE.search(text, mark.end)
            block_end = blank.start() if blank else len(text)
            _hide(reading, mark, mark.start, block_end)
        elif mark.role is Role.OPENS:
            waiting.push(mark)
        elif opener := _opener(waiting, mark, text):
            _close(waiting, opener, mark, reading)
        elif mark.role is Role.TOGGLES:
            waiting.push(mark)
        elif mark.firm:
            _hide(reading, mark, 0, mark.end)
            reading.doubt(mark)
    for mark in waiting.rest():
        _left_open(mark, reading, len(text))


def _hide(reading: _Reading, mark: Mark, start: int, end: int) -> None:
    reading.regions.append(_Region(start, end, mark.label))
    reading.cuts.append((mark.start, mark.end))


def _opener(waiting: _Waiting, closer: Mark, text: str) -> Mark | None:
    mark = waiting.last(closer.kind) if closer.role in (Role.CLOSES, Role.TOGGLES) else None
    if mark is None and closer.kind == "words":
        mark = waiting.last("twice")  # "*spoiler* … *end of spoiler*"
    if mark is None:
        return None
    if (mark.near or closer.near) and _EMPTY_LINE.search(text, mark.end, closer.start):
        return None
    return mark if text[mark.end : closer.start].strip() or mark.role is not Role.TOGGLES else None


def _close(waiting: _Waiting, opener: Mark, closer: Mark, reading: _Reading) -> None:
    while (mark := waiting.pop()) is not opener:
        _left_open(mark, reading, closer.start)
    if opener.hides:
        _hide(reading, opener, opener.start, closer.end)
        reading.cuts.append((closer.start, closer.end))


def _left_open(mark: Mark, reading: _Reading, end: int) -> None:
    if mark.hidden and mark.hides:
        _hold(mark, reading)  # [spoiler: he dies]
        if mark.firm:
            reading.regions.append(_Region(mark.start, end))
            reading.doubt(mark)
    elif mark.firm and mark.hides:
        _hide(reading, mark, mark.start, end)
        reading.doubt(mark)


def _hold(mark: Mark, reading: _Reading) -> None:
    assert mark.hidden  # noqa: S101  that is what such a mark is
    reading.regions.append(_Region(mark.start, mark.end, mark.label))
    reading.cuts += [(mark.start, mark.hidden[0]), (mark.hidden[1], mark.end)]


def _begins_block(mark: Mark, following: Mark | None, text: str) -> bool:
    """Whether `>!` begins its line, and so hides its paragraph: no `!<` of its own comes after it."""
    if mark.kind != "bang" or mark.role is not Role.OPENS or text[mark.start] != ">":
        return False
    if text[text.rfind("\n", 0, mark.start) + 1 : mark.start].strip(" \t>"):
        return False
    return following is None or following.role is not Role.CLOSES


def _written(reading: _Reading) -> tuple[str, list[Span]]:
    """The source with what is hidden between our bars, and our bars written as ours; and where the hidden is."""
    view, source = reading.view, reading.view.source
    reading.cuts.sort()
    regions = list(_outermost(reading.regions))
    if len(regions) <= _MOST_FRAMED:
        regions = [region for region in regions if not _only_warns(region, reading)]
    replaced: list[tuple[Span, str, int]] = []
    starts = [region.start for region in regions]
    for start, end in bars(view.text):
        before = bisect_right(starts, start) - 1
        if before >= 0 and start < regions[before].end:
            reading.cuts.append((start, end))
        elif set(source[view.at(start) : view.at(end)]) != {"|"}:
            replaced.append(((start, end), "||", -1))
    reading.cuts.sort()
    for region in regions:
        label = _label(region, view)
        replaced.append(
            ((region.start, region.end), label + between_bars(_kept(region, reading)), len(label))
        )
    parts: list[str] = []
    hidden: list[Span] = []
    at = length = 0
    for (start, end), text, label_length in sorted(replaced):
        parts += [source[at : view.at(start)], text]
        length += view.at(start) - at
        if label_length >= 0:
            hidden.append((length + label_length, length + len(text)))
        length += len(text)
        at = view.at(end)
    return "".join([*parts, source[at:]]), hidden


def _outermost(regions: list[_Region]) -> Iterator[_Region]:
    """Regions that overlap become one; it has the label of the first."""
    current: _Region | None = None
    for region in sorted(regions, key=lambda region: (region.start, -region.end)):
        if current is not None and region.start < current.end:
            current.end = max(current.end, region.end)
            continue
        if current is not None:
            yield current
        current = _Region(region.start, region.end, region.label)
    if current is not None:
        yield current


def _only_warns(region: _Region, reading: _Reading) -> bool:
    """Whether a mark is the frame of a warning: "((SPOILERS AHEAD))" hides nothing, and is to be read."""
    if region.end - region.start > _LONGEST_FRAMED or reading.view.text[region.start] == "|":
        return False
    # "Spoiler alert: he dies" says more.
    said = [said_by(sentence.rpartition(":")[2].strip()) for sentence in sentences(_kept(region, reading))]
    return bool(said) and all(each is Says.WARNS for each in said)


def _kept(region: _Region, reading: _Reading) -> str:
    """What stands in the region besides marks."""
    view, source = reading.view, reading.view.source
    first = bisect_left(reading.cuts, (region.start, 0))
    last = bisect_left(reading.cuts, (region.end, 0))
    kept: list[str] = []
    at = region.start
    for start, end in reading.cuts[first:last]:
        kept.append(source[view.at(at) : view.at(start)] if start > at else "")
        # A mark over several lines leaves as many, so that no line moves.
        kept.append("\n" * source.count("\n", view.at(max(start, at)), view.at(max(end, at))))
        at = max(at, end)
    return "".join([*kept, source[view.at(at) : view.at(max(at, region.end))]])


def _label(region: _Region, view: PlainView) -> str:
    if region.label is None:
        return ""
    words = view.source[view.at(region.label[0]) : view.at(region.label[1])].strip()
    words = _BRACKETED.sub(r"\1", words)  # "[ more ]" alone would cut the text when it is folded again
    return f"{words} " if words else ""
