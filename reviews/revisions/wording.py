"""What changed between two texts, in words: paragraphs are paired first, then compared word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

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


def changed_words(before: str, after: str) -> list[Piece]:
    """The two texts as one run: without what was added it reads as `before`, without what was removed as `after`."""
    return _joined(_of_paragraphs(_PARAGRAPHS.split(before), _PARAGRAPHS.split(after)))


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


def _of_paragraphs(before: list[str], after: list[str]) -> Iterator[Piece]:
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("".join(before[a:b]), Change.SAME)
            continue
        for old, new in zip_longest(before[a:b], after[c:d], fillvalue=""):
            yield from _of_words(old, new)


def _of_words(before: str, after: str) -> Iterator[Piece]:
    if SequenceMatcher(None, before.split(), after.split(), autojunk=False).ratio() < _ALIKE:
        yield Piece(before, Change.REMOVED)
        yield Piece(after, Change.ADDED)
        return
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    removed = added = ""
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[a:b]), "".join(new[c:d])
        # A space that two changed words happen to share is part of the change.
        if what == "equal" and (was.strip() or not (removed or added)):
            yield from (Piece(removed, Change.REMOVED), Piece(added, Change.ADDED), Piece(was, Change.SAME))
            removed = added = ""
        else:
            removed, added = removed + was, added + now
    yield from (Piece(removed, Change.REMOVED), Piece(added, Change.ADDED))


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Without empty pieces, neighbours of one kind as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].change is piece.change:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.change)
        else:
            joined.append(piece)
    return joined
