"""Comparing two texts: exact where they are alike, and bounded in work, which is counted and not timed."""

import random
from itertools import pairwise
from typing import Any, overload

import pytest

from reviews.revisions.differences import STEPS, Effort, differences
from reviews.revisions.wording import Change, changed_words


class Counted(list[int]):
    """Counts how often its items are looked at."""

    looks = 0

    @overload
    def __getitem__(self, place: Any) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> "Counted": ...
    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return Counted(super().__getitem__(place))
        Counted.looks += 1
        return super().__getitem__(place)


def read(before: str, after: str, effort: Effort | None = None) -> list[tuple[str, str]]:
    pieces = changed_words(before, after, effort)
    assert "".join(text for text, change in pieces if change is not Change.ADDED) == before
    assert "".join(text for text, change in pieces if change is not Change.REMOVED) == after
    return [(text, change.value) for text, change in pieces]


def distance(a: list[int], b: list[int]) -> int:
    """By the textbook: how many removals and additions make `b` of `a`."""
    row = list(range(len(b) + 1))
    for i, one in enumerate(a, 1):
        corner, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            corner, row[j] = row[j], corner if one == other else 1 + min(row[j], row[j - 1])
    return row[-1]


def test_random_sequences_are_compared_exactly() -> None:
    chance = random.Random(7)
    for _ in range(500):
        a, b = ([chance.randrange(4) for _ in range(chance.randrange(14))] for _side in range(2))
        blocks = differences(a, b, Effort())

        assert [each for block in blocks for each in a[block.a : block.b]] == a
        assert [each for block in blocks for each in b[block.c : block.d]] == b
        assert all(a[block.a : block.b] == b[block.c : block.d] for block in blocks if block.same)
        assert all(one.same is not other.same for one, other in pairwise(blocks))
        unlike = [block for block in blocks if not block.same]
        assert sum(block.b - block.a + block.d - block.c for block in unlike) == distance(a, b)


HOSTILE = {
    "one word": ("a " * 640, "b " + "a " * 640 + "b"),
    "two words": ("a b " * 5_000, "b a a " * 5_000),
    "shuffled": tuple(" ".join(random.Random(n).sample([f"w{i}" for i in range(3_000)], 3_000)) for n in (1, 2)),
    "paragraphs": ("a\n\n" * 20_000, "a b\n\na\n\n" * 10_000),
    "different paragraphs": tuple("\n\n".join(f"{n} {i}" for i in range(10_000)) for n in "ab"),
    "signs": ("!?" * 60_000, "?!" * 60_000 + "."),
    "long words": (("x" * 20_000 + "y ") * 6, ("x" * 20_000 + "z ") * 6),
}  # fmt: skip


@pytest.mark.parametrize("texts", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_take_a_bounded_number_of_steps_and_lose_nothing(texts: tuple[str, str]) -> None:
    effort = Effort()

    for before, after in (texts, texts[::-1]):
        read(before, after, effort)

    # What exceeds the effort does so by less than one row of diagonals.
    longest = max(len(text) for text in texts)
    assert STEPS - effort.left <= STEPS + 2 * longest


def test_steps_are_what_is_looked_at() -> None:
    """The control: an effort that did not count the work would bound nothing."""
    chance = random.Random(1)
    a, b = (Counted(chance.randrange(3) for _ in range(4_000)) for _side in range(2))
    effort = Effort(100_000)
    Counted.looks = 0

    differences(a, b, effort)

    assert Counted.looks <= 2 * (100_000 + 10_000)
    assert effort.left < 0


def test_without_any_effort_left_all_between_the_first_and_the_last_change_is_replaced() -> None:
    before, after = "It sank at ten, they say, off Busan.", "It sank at noon, they say, off Jeju."

    assert len(read(before, after)) == 7
    assert read(before, after, Effort(0)) == [
        ("It sank at ", "same"),
        ("ten, they say, off Busan", "removed"),
        ("noon, they say, off Jeju", "added"),
        (".", "same"),
    ]


def test_paragraphs_beyond_the_effort_are_replaced_as_a_whole() -> None:
    before, after = "ten a b c d e f noon", "noon b c d e f g ten"

    assert read(before, after, Effort(3)) == [(before, "removed"), (after, "added")]


def test_a_changed_word_is_one_change() -> None:
    assert read("It sank at ten o'clock sharp.", "It sank at noon o'clock sharp.") == [
        ("It sank at ", "same"),
        ("ten", "removed"),
        ("noon", "added"),
        (" o'clock sharp.", "same"),
    ]


def test_unlike_paragraphs_are_one_taken_out_and_one_put_in() -> None:
    assert read("The boat is late.", "Nobody waits any more, though.") == [
        ("The boat is late.", "removed"),
        ("Nobody waits any more, though.", "added"),
    ]
