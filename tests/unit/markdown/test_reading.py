import pytest

from reviewsite.markdown import COMMENTER, WRITER, NameLinks, Reader, passages, plain_text, render_section
from reviewsite.spoilers import SAFE, WHOLE_DRAMA


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# One\n\nTwo *three*\nfour", "One\nTwo three four"),
        ("- a\n- b\n\n> c", "a\nb\nc"),
        ("| a | b |\n|---|---|\n| c | d |", "a b\nc d"),
        ("```\nx = 1\n```\n\n`y`", "x = 1\ny"),
        ("[a](https://example.com 'b') <https://example.com>", "a https://example.com"),
        ("&lt;a&gt; \\*b\\* <b>c</b>", "<a> *b* <b>c</b>"),
        ("a  \nb", "a\nb"),
        ("a\n\n---\n\nb", "a\nb"),
        ("임시완은 **미생**에서", "임시완은 미생에서"),
        ("", ""),
        (" \n\t\n", ""),
    ],
)
def test_plain_text_is_the_visible_words(source: str, text: str) -> None:
    assert plain_text(source) == text


def test_plain_text_has_an_ellipsis_for_each_withheld_passage() -> None:
    assert plain_text("a ||b|| c ||3: d||") == "a … c …"
    assert plain_text("a ||b|| c ||3: d||", seen=3) == "a … c d"


def test_plain_text_of_a_withheld_section_is_empty() -> None:
    assert plain_text("a", scope=5, seen=4) == ""


def test_plain_text_of_a_comment_keeps_what_it_does_not_understand() -> None:
    assert plain_text("# a", profile=COMMENTER) == "# a"


@pytest.mark.parametrize(("seen", "words"), [(WHOLE_DRAMA, 7), (SAFE, 6)])
def test_the_words_that_the_reader_gets_are_counted(seen: int, words: int) -> None:
    reader = Reader(seen, SAFE, {}, gate_links=True, profile=WRITER)
    source = "# One two\n\nthree ||four *five*|| 여섯 [seven](/eight)"
    _html, counted = render_section(source, reader, names=NameLinks({"seven": "/"}), way_in=None, base_url="")
    assert counted == words


def test_passages_tell_scope_and_words() -> None:
    source = 'a ||3: b|| [c ||d||](/e "||4: f||") ||5: ![||6: g||](image:abcd "h")||'
    assert sorted(passages(source)) == [(3, "b"), (4, "f"), (5, "h"), (6, "g"), (WHOLE_DRAMA, "d")]
