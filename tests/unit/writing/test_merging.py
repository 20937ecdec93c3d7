"""Merging two versions of a review's sections: nobody's words get lost, whoever did what."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviews.merging import Fate, Mine, merge_sections
from reviews.snapshot import SectionText

ONE = SectionText("One", "first", 0, pk=1)
TWO = SectionText("Two", "second", 0, pk=2)
BASE = (ONE, TWO)


def mine(*sections: SectionText) -> list[Mine]:
    return [Mine(section) for section in sections]


def texts(merged: list) -> list[str]:  # type: ignore[type-arg]
    return [entry.text.body for entry in merged]


def test_what_only_one_changed_is_taken_from_that_one() -> None:
    merged = merge_sections(BASE, mine(replace(ONE, body="mine"), TWO), (ONE, replace(TWO, body="theirs")))
    assert texts(merged) == ["mine", "theirs"]
    assert [entry.clashes for entry in merged] == [(), ()]
    assert merged[1].fate is Fate.TAKEN


def test_what_both_changed_stays_mine_and_shows_theirs() -> None:
    merged = merge_sections(BASE, mine(replace(ONE, body="mine"), TWO), (replace(ONE, body="theirs"), TWO))
    assert merged[0].text.body == "mine"
    assert merged[0].clashes == ("body",)
    assert merged[0].theirs is not None
    assert merged[0].theirs.body == "theirs"


def test_line_ends_alone_are_no_change() -> None:
    base = replace(ONE, body="a\nb")
    [merged] = merge_sections([base], mine(replace(ONE, body="a\r\nb")), [replace(base, body="a\nb\nc")])
    assert merged.text.body == "a\nb\nc"


def test_different_attributes_of_one_section_come_together() -> None:
    [merged, _two] = merge_sections(
        BASE, mine(replace(ONE, spoils_through=7), TWO), (replace(ONE, body="theirs"), TWO)
    )
    assert (merged.text.spoils_through, merged.text.body, merged.clashes) == (7, "theirs", ())


def test_a_section_that_i_changed_and_the_other_removed_is_kept_as_a_new_one() -> None:
    merged = merge_sections(BASE, mine(replace(ONE, body="mine"), TWO), (TWO,))
    assert {(entry.text.body, entry.text.pk) for entry in merged} == {("mine", None), ("second", 2)}


def test_a_section_that_i_removed_and_the_other_changed_comes_back() -> None:
    merged = merge_sections(BASE, [Mine(ONE, removed=True), Mine(TWO)], (replace(ONE, body="theirs"), TWO))
    assert (merged[0].text.body, merged[0].removed, merged[0].fate) == (
        "theirs",
        False,
        Fate.BACK_THOUGH_REMOVED,
    )


def test_a_section_that_both_left_alone_may_be_removed_by_either() -> None:
    assert texts(merge_sections(BASE, mine(ONE, TWO), (TWO,))) == ["second"]
    [one, _two] = merge_sections(BASE, [Mine(ONE, removed=True), Mine(TWO)], BASE)
    assert one.removed


def test_new_sections_of_both_are_there_in_their_places() -> None:
    new = SectionText("", "new of mine")
    added = SectionText("", "new of theirs", pk=3)
    merged = merge_sections(BASE, mine(ONE, new, TWO), (ONE, TWO, added))
    assert texts(merged) == ["first", "new of mine", "second", "new of theirs"]


def test_the_order_is_the_other_ones_unless_i_moved_something() -> None:
    assert texts(merge_sections(BASE, mine(ONE, TWO), (TWO, ONE))) == ["second", "first"]
    assert texts(merge_sections(BASE, mine(TWO, ONE), BASE)) == ["second", "first"]


def test_without_a_base_every_difference_is_asked_about() -> None:
    merged = merge_sections(None, mine(replace(ONE, body="mine"), TWO), (ONE, TWO))
    assert [entry.clashes for entry in merged] == [("body",), ()]


_bodies = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def _edited(draw: st.DrawFn) -> list[Mine]:
    rows = [
        Mine(replace(section, body=draw(_bodies)), removed=draw(st.booleans()))
        for section in draw(st.permutations([replace(ONE, pk=pk) for pk in (1, 2, 3)]))
    ]
    news = [Mine(SectionText("", f"new {draw(_bodies)}")) for _new in range(draw(st.integers(0, 2)))]
    return draw(st.permutations([*rows, *news]))


@given(
    base=st.lists(_bodies, min_size=3, max_size=3),
    edited=_edited(),
    stored=st.permutations([1, 2, 3, 4]).flatmap(
        lambda keys: st.tuples(st.just(keys), st.lists(_bodies, min_size=1, max_size=4))
    ),
    known=st.booleans(),
)
def test_nothing_that_either_wrote_goes_missing(
    base: list[str], edited: list[Mine], stored: tuple[list[int], list[str]], known: bool
) -> None:
    before = [SectionText("", body, pk=number) for number, body in enumerate(base, start=1)]
    theirs = [SectionText("", body, pk=pk) for pk, body in zip(*stored, strict=False)]

    merged = merge_sections(before if known else None, edited, theirs)

    old = {section.pk: section.body for section in before} if known else {}
    there = {section.pk: section.body for section in theirs}
    kept = [entry for entry in merged if not entry.removed]
    shown = [entry.text.body for entry in kept] + [entry.theirs.body for entry in kept if entry.theirs]
    for entry in edited:
        wrote = not entry.removed and entry.text.body != old.get(entry.text.pk)
        assert not wrote or entry.text.body in shown
    for pk, body in there.items():
        assert body == old.get(pk) or body in shown
    keys = [entry.text.pk for entry in merged if entry.text.pk is not None]
    assert len(keys) == len(set(keys))
    assert set(keys) <= set(there), "a row of the form points at a section that is not stored"
