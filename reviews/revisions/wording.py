"""What changed between two texts, in words: paragraphs are paired first, then compared word by word.

Paragraphs that are too different, or too long for the effort, are one taken out and one put in.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby, zip_longest
from typing import NamedTuple

from reviews.revisions.differences import Block, Effort, differences

_TOKEN = re.compile(r"\s+|[\w’'-]+|[^\w\s]")
_PARAGRAPHS = re.compile(r"(\n\s*\n)")
#: Words either side of a change that are shown; the rest of an unchanged stretch is "…".
_CONTEXT = 12
#: Below this likeness two paragraphs are one taken out and one put in.
_ALIKE = 0.3


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    SKIPPED = "skipped"


class Piece(NamedTuple):
    text: str
    change: Change


def changed_words(before: str, after: str, effort: Effort | None = None) -> list[Piece]:
    """The two texts as one run: without what was added it reads as `before`, without what was removed as `after`.

    `effort` is what all comparisons of a page share.
    """
    effort = effort or Effort()
    return _joined(_of_paragraphs(_PARAGRAPHS.split(before), _PARAGRAPHS.split(after), effort))


def shortened(pieces: list[Piece]) -> list[Piece]:
    """With long unchanged stretches cut to a few words around the changes."""
    shown: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.change is not Change.SAME:
            shown.append(piece)
            continue
        tokens = _TOKEN.findall(piece.text)
        head = tokens[: 2 * _CONTEXT] if number else []
        tail = tokens[-2 * _CONTEXT :] if number < len(pieces) - 1 else []
        if len(head) + len(tail) >= len(tokens):
            shown.append(piece)
            continue
        parts = [
            Piece("".join(head), Change.SAME),
            Piece("…", Change.SKIPPED),
            Piece("".join(tail), Change.SAME),
        ]
        shown += [part for part in parts if part.text]
    return shown


def _of_paragraphs(before: list[str], after: list[str], effort: Effort) -> Iterator[Piece]:
    for same, a, b, c, d in _blocks(before, after, effort):
        if same:
            yield Piece("".join(before[a:b]), Change.SAME)
            continue
        for old, new in zip_longest(before[a:b], after[c:d], fillvalue=""):
            yield from _of_words(old, new, effort)


def _of_words(before: str, after: str, effort: Effort) -> Iterator[Piece]:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    blocks = _blocks(old, new, effort) if _may_be_alike(before, after) else []
    if not _are_alike(old, new, blocks):
        yield Piece(before, Change.REMOVED)
        yield Piece(after, Change.ADDED)
        return
    removed: list[str] = []
    added: list[str] = []
    for same, a, b, c, d in blocks:
        was = "".join(old[a:b])
        # A space that two changed words happen to share is part of the change.
        if same and (was.strip() or not (removed or added)):
            yield Piece("".join(removed), Change.REMOVED)
            yield Piece("".join(added), Change.ADDED)
            yield Piece(was, Change.SAME)
            removed, added = [], []
        else:
            removed += old[a:b]
            added += new[c:d]
    yield Piece("".join(removed), Change.REMOVED)
    yield Piece("".join(added), Change.ADDED)


def _blocks(before: list[str], after: list[str], effort: Effort) -> list[Block]:
    # Numbers in the place of texts: comparing two of them costs the same, however long the texts are.
    numbers: dict[str, int] = {}
    old, new = ([numbers.setdefault(text, len(numbers)) for text in texts] for texts in (before, after))
    return differences(old, new, effort)


def _may_be_alike(before: str, after: str) -> bool:
    """Whether the two share enough words, in whatever order, to be worth a comparison."""
    old, new = Counter(before.split()), Counter(after.split())
    return 2 * (old & new).total() >= _ALIKE * (old.total() + new.total())


def _are_alike(old: list[str], new: list[str], blocks: Iterable[Block]) -> bool:
    shared = sum(not text.isspace() for block in blocks if block.same for text in old[block.a : block.b])
    return 2 * shared >= _ALIKE * sum(not text.isspace() for text in [*old, *new])


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Without empty pieces, neighbours of one kind as one."""
    runs = groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.change)
    return [Piece("".join(piece.text for piece in run), change) for change, run in runs]
