import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewsite.search.snippets import Highlighter


def written(segments: tuple) -> str:
    """Segments as text, what is marked in brackets."""
    return "".join(f"[{segment.text}]" if segment.marked else segment.text for segment in segments)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Crash Landing on You", ["land"], "Crash [Landing] on You"),
        ("The Café Next Door", ["cafe"], "The [Café] Next Door"),
        ("It’s Okay", ["its"], "[It’s] Okay"),
        ("Im Si-wan as himself", ["im", "siwan"], "[Im] [Si-wan] as himself"),
        ("배우 임시완은 좋다", ["임시완"], "배우 [임시완]은 좋다"),
        ("Misaeng", ["saeng"], "Misaeng"),
        ("Vitamin K2", ["k"], "Vitamin K2"),
        ("İstanbul Nights", ["istanbul"], "[İstanbul] Nights"),
        ("nothing", [], "nothing"),
    ],
)
def test_words_are_marked_where_they_begin(text: str, words: list[str], marked: str) -> None:
    assert written(Highlighter(words).whole(text)) == marked


def test_snippet_is_cut_around_the_words_at_words() -> None:
    text = "one two three four " * 30 + "the heron stands there " + "five six seven eight " * 30

    cut = written(Highlighter(["heron"]).snippet(text))

    assert "the [heron] stands there" in cut
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert len(cut) < 200
    assert all(word.strip("…[]") in text.split() for word in cut.split())


def test_snippet_takes_the_line_with_most_of_the_words() -> None:
    text = "A first line with rain.\nA second with rain and snow.\nA third with snow."

    assert written(Highlighter(["rain", "snow"]).snippet(text)) == "A second with [rain] and [snow]."


def test_snippet_takes_the_line_with_the_name_before_one_that_begins_like_a_part_of_it() -> None:
    text = "In an imagined country.\nIm Si-wan (임시완): Heo Yeom"

    assert written(Highlighter(["im", "siwan"]).snippet(text)) == "[Im] [Si-wan] (임시완): Heo Yeom"


def test_snippet_without_the_words_is_the_beginning() -> None:
    assert written(Highlighter(["elsewhere"]).snippet("The verdict.\nThe text.")) == "The verdict."
    assert Highlighter(["elsewhere"]).snippet("") == ()


@given(st.text(), st.lists(st.text(alphabet="abİß시완é'", min_size=1), max_size=3))
def test_highlighting_keeps_every_letter(text: str, words: list[str]) -> None:
    assert "".join(segment.text for segment in Highlighter(words).whole(text)) == text
