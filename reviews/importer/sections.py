"""The lines that no fact claimed -> sections with their blocks, and which of them may spoil."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from reviews.importer.captions import Found
from reviews.importer.cast import is_pair
from reviews.importer.document import WHOLE_DRAMA, Block, Caption, Kind, Section
from reviews.importer.headings import (
    Around,
    heading_text,
    is_heading,
    promises_the_end,
    runs_on,
    uses_sentence_headings,
)
from reviews.importer.lines import Line
from reviews.importer.parse_state import ParseState
from reviews.importer.spoiler_marks import Cover, Mark, Turn, mark_of_heading

_ABOUT_CAST = frozenset("character characters cast lead leads couple roles actors people".split())
# Fields that the page shows to everybody.
_SHOWN_TO_ALL = ("verdict", "synopsis", "subtitle")
# Below this share of lines after a blank one, each line is a paragraph of its own.
_FEW_BLANKS = 0.2


def closed_by_title(sections: tuple[Section, ...], reading: ParseState) -> tuple[Section, ...]:
    """The sections of a text whose title says which episodes it tells: closed through the last of them.

    A finale, and a recap of no episode in particular, closes the whole drama. Why a drama was dropped may be told
    without its plot, so that is asked, and closed meanwhile.
    """
    kind, last = reading.get("kind"), reading.get("episode_to")
    if kind == "dropped" and last:
        return tuple(
            section if section.scope else replace(section, spoiler_ambiguous=True, through_episode=last)
            for section in sections
        )
    if kind != "recap" and not last:
        return sections
    is_whole = last is None or reading.get("is_finale") or last >= (reading.get("episodes") or WHOLE_DRAMA)
    return tuple(
        replace(
            section,
            spoiler=True,
            spoiler_ambiguous=False,
            through_episode=None if is_whole else max(last, section.through_episode or last),
        )
        for section in sections
    )


@dataclass
class _Open:
    """A section while its lines are being gathered."""

    heading: str | None
    heading_line: Line | None
    spoiler: bool
    ambiguous: bool
    through_episode: int | None
    groups: list[list[Line]] = field(default_factory=list)
    pairs: set[int] = field(default_factory=set)

    @property
    def is_about_cast(self) -> bool:
        return bool(_ABOUT_CAST.intersection((self.heading or "").casefold().split()[-2:]))


class Sections:
    """Goes down the page once; each free line goes to the section that is open when it comes."""

    def __init__(self, reading: ParseState, marks: list[Mark], captions: list[Found]) -> None:
        self._reading = reading
        self._marks = {mark.line.index: mark for mark in marks}
        self._captions = {caption.lines[0].index: caption for caption in captions}
        self._open: list[_Open] = []
        self._placed: list[Caption] = []
        self._cover = Cover()
        self._needs_new = True
        blanks = sum(line.after_blank for line in reading.lines)
        self._is_dense = blanks <= _FEW_BLANKS * len(reading.lines)

    def build(self) -> tuple[tuple[Section, ...], tuple[Caption, ...]]:
        """Give every free line to a section. Afterwards no line is free."""
        headings = {line.index for line, is_head in self._judged() if is_head}
        for line in self._reading.lines:
            mark = self._marks.get(line.index)
            if mark and not mark.below:
                self._turn(mark)
            self._take(line, is_head=line.index in headings)
            if mark and mark.below:
                self._turn(mark)
        return tuple(map(_section, self._open)), tuple(self._placed)

    def _judged(self) -> Iterator[tuple[Line, bool]]:
        text = list(self._reading.free_lines())
        by_sentence = uses_sentence_headings(text)
        for above, line, below, further in zip(
            [None, *text], text, [*text[1:], None], [*text[2:], None, None], strict=False
        ):
            yield line, is_heading(line, Around(above, below, further), by_sentence)

    def _turn(self, mark: Mark) -> None:
        self._needs_new = self._cover.turn(mark) or self._needs_new
        self._cover.by_warning = self._cover.closed

    def _take(self, line: Line, is_head: bool) -> None:
        owner = self._reading.ledger.owner(line)
        if line.index in self._captions:
            self._place(self._captions[line.index])
        elif owner is not None:
            if self._cover.closed and owner[1] in _SHOWN_TO_ALL:
                self._reading.doubt(line, "shown_to_all", field=owner[1])
        elif is_head and not self._is_name_in_cast(line):
            self._start(line)
        else:
            self._continue(line)

    def _is_name_in_cast(self, line: Line) -> bool:
        """Below "Main Characters", a line such as "Bona as Ko Yu-rim" is a sub-heading."""
        return bool(self._open) and self._open[-1].is_about_cast and is_pair(line.core)

    def _start(self, line: Line) -> None:
        heading = heading_text(line)
        mark = None if line.index in self._marks else mark_of_heading(line, heading, self._cover.by_warning)
        if mark is None and not self._cover.by_warning and promises_the_end(heading):
            mark = Mark(line, Turn.CLOSES, surmised=True)
        if mark:
            self._cover.turn(mark)
        if mark and mark.turn is Turn.CLOSES:
            self._reading.doubt(line, "promises_plot", heading=heading)
        elif self._cover.ambiguous and not self._cover.closed:
            self._reading.doubt(line, "does_it_spoil", heading=heading)
        self._reading.ledger.assign(line, Kind.HEADING, str(len(self._open)))
        self._open.append(self._new(heading, line))

    def _continue(self, line: Line) -> None:
        if self._needs_new or not self._open:
            self._open.append(self._new(None, None))
        section = self._open[-1]
        if self._is_name_in_cast(line):
            section.pairs.add(line.index)
        self._reading.ledger.assign(line, Kind.BODY, str(len(self._open) - 1))
        if section.groups and self._goes_on(section, section.groups[-1], line):
            section.groups[-1].append(line)
        else:
            section.groups.append([line])

    def _new(self, heading: str | None, line: Line | None) -> _Open:
        self._needs_new = False
        cover = self._cover
        return _Open(heading, line, cover.closed, cover.ambiguous, cover.through_episode)

    def _goes_on(self, section: _Open, group: list[Line], line: Line) -> bool:
        """Whether the line belongs to the block above it: a list, a table, a paragraph of several lines."""
        last = group[-1]
        if last.index != line.index - 1 or line.after_blank or {last.index, line.index} & section.pairs:
            return False
        if self._is_dense:
            return (_is_row(group[0]) and _is_row(line)) or runs_on(last, line)
        return _is_row(group[0]) or not _is_row(line)

    def _place(self, caption: Found) -> None:
        section = len(self._open) - 1 if self._open else None
        block = len(self._open[-1].groups) if self._open else 0
        numbers = tuple(line.number for line in caption.lines)
        self._placed.append(Caption(caption.text, caption.source, numbers, section, block))


def _is_row(line: Line) -> bool:
    return line.bulleted or line.core.startswith(("|", ">"))


def _section(section: _Open) -> Section:
    return Section(
        section.heading,
        section.heading_line.number if section.heading_line else None,
        tuple(_block(group, section.pairs) for group in section.groups),
        section.spoiler,
        section.ambiguous,
        section.through_episode,
    )


def _block(group: list[Line], pairs: set[int]) -> Block:
    """As written; only a list keeps its indent, for elsewhere an indent would mean code."""
    written = [line.raw.rstrip() if group[0].bulleted else line.raw.strip() for line in group]
    return Block("\n".join(written), tuple(line.number for line in group), group[0].index in pairs)
