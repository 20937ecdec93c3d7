"""What saving and checking a text costs grows with the text and not with its square: operations are counted."""

from typing import Any

import pytest

from reviews import mentions
from reviews.publishing.leaks import _spans_of_any, words_of
from reviewsite.markdown.phrases import begins_sentence
from tests.factories import make_review

pytestmark = pytest.mark.django_db


class CountedText(str):
    """Counts the characters that are read of it."""

    read = 0

    def __getitem__(self, place: Any) -> str:
        found = super().__getitem__(place)
        CountedText.read += len(found)
        return found


@pytest.mark.parametrize("text", ["word " * 5_000, "(" * 5_000 + "word", ("“" * 50 + "word") * 400])
def test_the_beginnings_of_sentences_are_found_in_one_go(text: str) -> None:
    places = [place for place in range(len(text)) if text.startswith("word", place)]
    CountedText.read = 0

    for place in places:
        begins_sentence(CountedText(text), place)

    assert CountedText.read <= 2 * len(text) + 2 * len(places)


@pytest.mark.parametrize(
    ("text", "begins"),
    [("word", True), ("A word", False), ("Yes. “(word", True), ("Yes: *word", True), ("the (word", False)],
)
def test_a_word_begins_a_sentence_or_does_not(text: str, begins: bool) -> None:
    assert begins_sentence(text, text.index("word")) is begins


@pytest.mark.slow
def test_a_text_with_many_scopes_is_read_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    body = " ".join(f"||{scope}: So Jin-{scope}||" for scope in range(1, 300))
    review = make_review(sections=[{"body": body}])
    readings, read = [], mentions.markdown.plain_text
    monkeypatch.setattr(
        mentions.markdown,
        "plain_text",
        lambda *args, **how: readings.append(how["seen"]) or read(*args, **how),
    )
    [section] = review.sections.all()

    found = {phrase.text: phrase.spoils_through for phrase in mentions.phrases_of(section)}

    assert len(readings) <= 40
    assert all(found[f"So Jin-{scope}"] >= scope for scope in range(1, 300))


def test_the_check_goes_through_the_words_once_for_each_length_of_a_name() -> None:
    class Words(list[Any]):
        slices = 0

        def __getitem__(self, place: Any) -> Any:
            Words.slices += isinstance(place, slice)
            return super().__getitem__(place)

    words = Words(words_of(" ".join(f"word{number}" for number in range(500))))
    names = {(f"name{number}",) for number in range(2_000)} | {("word7",), ("word8", "word9")}

    spans = _spans_of_any(words, names)

    assert len(spans) == 2
    assert Words.slices <= 2 * len(words)
