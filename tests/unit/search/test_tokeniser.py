"""One tokeniser for what is stored and for what is asked; everything it makes is plain ASCII."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewsite.search.question import ask
from reviewsite.search.tokeniser import (
    initials,
    keystrokes,
    name_tokens,
    split_names,
    text_tokens,
    tokens_of,
    vocabulary,
    whole,
    words,
)


def tokens(text: str) -> list[str]:
    return [token for word in words(text) for token in tokens_of(word)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("café", "CAFE"),
        ("Don’t", "dont"),
        ("임시완", unicodedata.normalize("NFD", "임시완")),
        ("Ｋ２", "k 2"),
        ("Straße", "STRASSE"),
        ("Sæglópur", "saeglopur"),
        ("Twenty-Five", "twenty five"),
    ],
)
def test_spellings_of_one_text_have_the_same_tokens(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


def test_hangul_becomes_overlapping_pairs() -> None:
    assert tokens("임시완은") == [*tokens("임시"), *tokens("시완"), *tokens("완은")]
    assert len(tokens("미생")) == 1


def test_one_syllable_begins_every_pair_that_it_begins() -> None:
    assert tokens("미생")[0].startswith(tokens("미")[0])


def test_scripts_in_one_word_are_taken_apart() -> None:
    assert tokens("응답하라1988") == tokens("응답하라 1988")
    assert tokens("reply1988") == ["reply", "1988"]


@pytest.mark.parametrize("typed", ["ㅇ", "이", "임", "임ㅅ", "임시", "임싱", "임시오", "임시와", "임시완"])
def test_every_state_of_a_half_typed_name_begins_it(typed: str) -> None:
    [word] = words(typed)

    assert keystrokes("임시완").startswith(keystrokes(word))


def test_keystrokes_are_those_of_the_korean_keyboard() -> None:
    assert keystrokes("임시완") == "q9kdlatldhks"
    assert keystrokes("Misaeng") == ""


def test_initials_of_a_name_are_those_that_are_typed() -> None:
    [typed] = words("ㅇㅅㅇ")

    assert initials("임시완") == initials(typed)


def test_whole_name_forgets_signs_and_spaces_but_not_letters() -> None:
    assert whole("사랑의 불시착") == whole("사랑의불시착")
    assert whole("Twenty-Five, Twenty-One") == whole("twentyfive twentyone")
    assert whole("Kim Ji-won") != whole("Kim Ji-woon")
    assert whole("…!") == ""


def test_names_can_be_taken_apart_again() -> None:
    names, short_cuts = split_names(name_tokens(["Im Si-wan", "임시완", "Im Si-wan"]) + " q9tperson")

    assert names == ["im si wan", " ".join(tokens("임시완"))]
    assert {"siwan", "q9simsiwan", whole("imsiwan"), "q9tperson"} <= short_cuts


def test_vocabulary_has_the_words_in_both_scripts_that_a_slip_could_make() -> None:
    found = vocabulary(name_tokens(["Crash Landing on You", "사랑의 불시착"]))
    assert found == {"crash", "landing", "사랑의", "불시착", "사랑의불시착"}


def test_text_stays_within_what_a_tsvector_can_place() -> None:
    found = text_tokens(["word " * 20_000]).split()

    assert len(found) <= 16_000
    assert found.count("word") == 256


@given(st.text())
def test_tokens_of_any_text_are_ascii_words(text: str) -> None:
    for token in (*text_tokens([text]).split(), *name_tokens([text]).split()):
        assert token.isascii()
        assert token.isalnum()


@given(st.text())
def test_normalising_words_again_changes_nothing(text: str) -> None:
    assert [words(word) for word in words(text)] == [[word] for word in words(text)]


@given(st.text(max_size=2000))
def test_any_text_can_be_asked(text: str) -> None:
    question = ask(text)

    assert question is None or (question.words and len(question.text) <= 200)
