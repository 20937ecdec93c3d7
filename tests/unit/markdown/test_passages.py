"""`||passage||`: which markers pair, what scope they have, and what a reader gets in place of one."""

import pytest

from reviewsite.markdown import COMMENTER, WRITER, Profile, passages, plain_text, render, unclosed_spoilers
from reviewsite.spoilers import WHOLE_DRAMA


@pytest.mark.parametrize(
    ("source", "scope"),
    [
        ("||he lives||", WHOLE_DRAMA),
        ("||7: he lives||", 7),
        ("||ep 7: he lives||", 7),
        ("||Ep. 07: he lives||", 7),
        ("||episode 7: he lives||", 7),
        ("||7화: he lives||", 7),
        ("||7：he lives||", 7),
        ("|| 7: he lives ||", 7),
        ("||120: he lives||", 120),
    ],
)
def test_scope_is_read(source: str, scope: int) -> None:
    assert passages(source) == [(scope, "he lives")]


@pytest.mark.parametrize(
    "text", ["10:30 train", "1988: a year", "0: zero", "Reply 7: he lives", "seven: he lives", ": he"]
)
def test_what_is_no_scope_is_text_about_the_whole_drama(text: str) -> None:
    assert passages(f"||{text}||") == [(WHOLE_DRAMA, text)]


@pytest.mark.parametrize(
    ("source", "hidden"),
    [
        ("a ||b|| c", ["b"]),
        ("||a||||b||", ["a", "b"]),
        ("||b||c||d||", ["b", "d"]),
        ("||임시완(주인공)||은", ["임시완(주인공)"]),
        ("(||“b”||)", ["“b”"]),
        ("||’tis over||’", ["’tis over"]),
        ("||sad :(||.", ["sad :("]),
        ("||a\nb||", ["a b"]),
        ("||\na\n||", ["a"]),
        ("|| a ||", ["a"]),
        ("|||a|||", ["a"]),
        ("**a ||b** c||", ["b** c"]),
        ("||**a|| b**", ["**a"]),
        ("~~a ||b~~ c||", ["b~~ c"]),
        ("||`x||y`||", ["x||y"]),
        ("> ||a\n> b||", ["a b"]),
        ("- ||a||", ["a"]),
        ("    ||indented||", ["indented"]),
        ("# ||a||", ["a"]),
        ("||a||\n===", ["a"]),
        ("|h|\n|-|\n| ||a|| |", ["a"]),
        ("|h|\n|-|\n| \\|\\|a\\|\\| |", ["a"]),
        ("|h|i|\n|-|-|\n|||a|||x|", ["a"]),
        ("||a ||7: b|| c||", ["b", "a  c"]),
        ("||a (||b||) c||", ["b", "a () c"]),
        ("||||a|| b||", ["a", "b"]),
    ],
)
def test_markers_pair(source: str, hidden: list[str]) -> None:
    assert [text for _scope, text in passages(source)] == hidden
    assert unclosed_spoilers(source) in ([], [1] if "`" in source else [])


@pytest.mark.parametrize(
    "source",
    [
        "a || b || c",
        "`||a||`",
        "```\n||a||\n```",
        "a||",
        "||a",
        "- ||a\n- b||",
        "[a ||b](/c) d||",
        "a | b",
        "a \\|| b",
    ],
)
def test_text_that_is_no_passage_stays_and_is_reported(source: str) -> None:
    assert passages(source) == []
    assert "|" in render(source)
    assert bool(unclosed_spoilers(source)) == ("||" in source.replace("\\|", ""))


def test_escaped_markers_are_text_and_meant() -> None:
    source = "\\|\\|a\\|\\|"
    assert render(source) == "<p>||a||</p>\n"
    assert unclosed_spoilers(source) == []


@pytest.mark.parametrize(
    "source", ["||he dies ||and", "he ||dies || and", "|| he|| a || b", "x || he dies||", "||he ||dies"]
)
def test_doubtful_markers_withhold_and_are_reported(source: str) -> None:
    assert passages(source) != []
    assert unclosed_spoilers(source) == [1]


def test_lines_of_the_report() -> None:
    source = """Safe ||closed|| text
and ||more of it
goes on|| here.

It ||never closes.

> quoted
> ||not

```
a || b
```

| a | b |
|---|---|
| c | ||d |

[x](y "||z") and ![||a](image:abcd)
[x](http://example.com/a||b)
"""
    assert unclosed_spoilers(source) == [5, 8, 11, 16, 18, 19]


@pytest.mark.parametrize("profile", [WRITER, COMMENTER])
def test_closed_passage_is_a_link_that_opens_it(profile: Profile) -> None:
    html = render("He ||ep 7: **dies**||.", profile=profile)
    rel = profile.link_rel or "nofollow"
    gate = f'<a class="passage-gate" href="?seen=7" rel="{rel}">spoiler (episode 7)</a>'
    assert html == f"<p>He {gate}.</p>\n"


def test_closed_passage_without_links_is_words() -> None:
    html = render("||a||", gate_links=False)
    assert html == '<p><span class="passage-gate">spoiler (ending)</span></p>\n'


def test_open_passage_keeps_its_markup() -> None:
    html = render("He ||7: **dies** in [Busan](/busan)||.", seen=7)
    assert (
        html
        == '<p>He <span class="spoiler"><strong>dies</strong> in <a href="/busan">Busan</a></span>.</p>\n'
    )


@pytest.mark.parametrize(("seen", "words"), [(0, "…"), (4, "…"), (5, "a … c"), (8, "a … c"), (9, "a b c")])
def test_inner_passage_opens_after_the_outer(seen: int, words: str) -> None:
    assert plain_text("||5: a ||9: b|| c||", seen=seen) == words
    assert plain_text("||9: ||5: a|| ||2: b|| c||", seen=seen) == ("a b c" if seen == 9 else "…")


@pytest.mark.parametrize(("seen", "words"), [(6, ""), (7, "a … …"), (9, "a b …"), (WHOLE_DRAMA, "a b c")])
def test_passage_spoils_at_least_what_its_section_does(seen: int, words: str) -> None:
    source = "a ||3: b|| ||c||".replace("3", "9")
    assert plain_text(source, scope=7, seen=seen) == words


def test_small_passage_in_a_section_of_wider_scope_opens_with_it() -> None:
    assert plain_text("a ||3: b||", scope=7, seen=7) == "a b"


def test_text_above_the_readers_progress_is_one_gate() -> None:
    gate = '<a class="passage-gate" href="?seen=all" rel="nofollow">spoiler (ending)</a>'
    assert (
        render("# a\n\n- b\n\n```\nc\n```", scope=WHOLE_DRAMA, seen=16) == f'<p class="withheld">{gate}</p>\n'
    )


def test_gate_inside_a_link_is_no_link() -> None:
    html = render("[a ||b||](/c)")
    assert html == '<p><a href="/c">a <span class="passage-gate">spoiler (ending)</span></a></p>\n'


def test_link_of_which_no_word_may_be_seen_is_withheld_with_its_target() -> None:
    html = render("[||he dies||](https://example.com/he-dies 'he dies')")
    assert html == render("||x||")
