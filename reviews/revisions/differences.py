"""What changed between two sequences, by Myers' algorithm with a bound on its work.

Unbounded comparisons take time that grows with the square or the cube of the texts: a short text with many words alike
would stop a thread for minutes. Here what is too different to be compared within the effort is one replacement.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: Steps for all comparisons of one page; a step looks at a pair of items, and a page with so many takes a second.
STEPS = 500_000


class Effort:
    """How many steps comparisons may still take together."""

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps


class Block(NamedTuple):
    """`before[a:b]` became `after[c:d]`; both say the same if `same`."""

    same: bool
    a: int
    b: int
    c: int
    d: int


def differences(before: Sequence[int], after: Sequence[int], effort: Effort) -> list[Block]:
    """Blocks that cover both sequences in order; unlike ones lie between like ones."""
    start = _common(before, after, 0)
    end = _common(before[start:][::-1], after[start:][::-1], 0)
    a, b = before[start : len(before) - end], after[start : len(after) - end]
    blocks = []
    at_a = at_b = 0
    for x, y, length in [*_matches(a, b, effort), (len(a), len(b), 0)]:
        if x > at_a or y > at_b:
            blocks.append(Block(False, start + at_a, start + x, start + at_b, start + y))
        if length:
            blocks.append(Block(True, start + x, start + x + length, start + y, start + y + length))
        at_a, at_b = x + length, y + length
    if start:
        blocks.insert(0, Block(True, 0, start, 0, start))
    if end:
        blocks.append(Block(True, len(before) - end, len(before), len(after) - end, len(after)))
    return blocks


def _common(a: Sequence[int], b: Sequence[int], at: int) -> int:
    """How many items from `at` on are the same in both."""
    length = 0
    for one, other in zip(a[at:], b[at:], strict=False):
        if one != other:
            break
        length += 1
    return length


def _matches(a: Sequence[int], b: Sequence[int], effort: Effort) -> list[tuple[int, int, int]]:
    """Runs that are the same in both, as (place in a, place in b, length); none if finding them is too much work."""
    if not a or not b:
        return []
    reached = _furthest(a, b, effort)
    return [] if reached is None else list(_way_back(reached, len(a), len(b)))[::-1]


def _furthest(a: Sequence[int], b: Sequence[int], effort: Effort) -> list[dict[int, int]] | None:
    """For 0, 1, 2 … changes: how far into `a` each diagonal (place in a − place in b) reaches."""
    reached: list[dict[int, int]] = []
    last = {1: 0}
    for changes in range(len(a) + len(b) + 1):
        row: dict[int, int] = {}
        for diagonal in range(-changes, changes + 1, 2):
            x = _begin(last, diagonal, changes)
            y = x - diagonal
            begun = x
            while x < len(a) and y < len(b) and a[x] == b[y]:
                x, y = x + 1, y + 1
            effort.left -= x - begun + 1
            row[diagonal] = x
            if effort.left < 0:
                return None
            if x >= len(a) and y >= len(b):
                return [*reached, row]
        reached.append(row)
        last = row
    return None


def _begin(last: dict[int, int], diagonal: int, changes: int) -> int:
    """Where a diagonal begins after one more change: by an addition from above, or by a removal from the left."""
    above, left = last.get(diagonal + 1, -1), last.get(diagonal - 1, -1)
    return above if diagonal == -changes or (diagonal != changes and left < above) else left + 1


def _way_back(reached: list[dict[int, int]], x: int, y: int) -> Iterator[tuple[int, int, int]]:
    """The runs on the shortest way, the last one first."""
    for changes in range(len(reached) - 1, -1, -1):
        diagonal = x - y
        last = reached[changes - 1] if changes else {1: 0}
        begun = _begin(last, diagonal, changes)
        if x > begun:
            yield begun, begun - diagonal, x - begun
        if changes:
            above, left = last.get(diagonal + 1, -1), last.get(diagonal - 1, -1)
            came_from_above = diagonal == -changes or (diagonal != changes and left < above)
            x = above if came_from_above else left
            y = x - (diagonal + 1 if came_from_above else diagonal - 1)
