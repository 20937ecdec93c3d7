"""What somebody hid elsewhere's way is hidden here: whatever the dialect, in every way out of the Markdown path."""

import pytest

from reviewsite.markdown import COMMENTER, WRITER, Profile, enter, plain_text, render
from reviewsite.spoilers import SAFE, WHOLE_DRAMA
from reviewsite.spoilers.marks import fold_marks, has_marks
from tests.unit.markdown.test_hostile import assert_quick
from tests.unit.spoilers.samples import DOUBTFUL, FOLDED, HIDDEN, ORDINARY, REFUSED, written

PROFILES = pytest.mark.parametrize("profile", [WRITER, COMMENTER], ids=lambda profile: profile.name)


def shown(text: str, profile: Profile, seen: int = SAFE) -> str:
    return plain_text(text, seen=seen, profile=profile) + render(text, seen=seen, profile=profile)


@PROFILES
@pytest.mark.parametrize("sample", FOLDED)
def test_every_dialect_hides_and_opens(sample: str, profile: Profile) -> None:
    entered = enter(written(sample), profile=profile)

    assert entered.doubts == ()
    assert HIDDEN not in shown(entered.text, profile)
    assert HIDDEN in shown(entered.text, profile, WHOLE_DRAMA)


@PROFILES
@pytest.mark.parametrize("sample", [*FOLDED, *DOUBTFUL])
def test_what_is_stored_as_it_was_written_is_hidden_too(sample: str, profile: Profile) -> None:
    assert HIDDEN not in shown(written(sample), profile)


@pytest.mark.parametrize("sample", [*FOLDED, *DOUBTFUL])
def test_folding_again_changes_nothing_and_no_line_moves(sample: str) -> None:
    folded = fold_marks(written(sample)).text

    assert fold_marks(folded).text == folded
    assert folded.count("\n") == written(sample).count("\n")


@PROFILES
@pytest.mark.parametrize("sample", DOUBTFUL)
def test_a_mark_without_its_end_is_a_doubt_with_its_line(sample: str, profile: Profile) -> None:
    [*_, doubt] = enter(f"Above.\n{written(sample)}", profile=profile).doubts
    assert doubt.line in (2, 3)


@PROFILES
@pytest.mark.parametrize("sample", REFUSED)
def test_a_mark_that_cannot_hide_is_refused(sample: str, profile: Profile) -> None:
    assert enter(written(sample), profile=profile).doubts


@PROFILES
@pytest.mark.parametrize("sample", ORDINARY)
def test_ordinary_text_stays_as_it_is(sample: str, profile: Profile) -> None:
    text = written(sample)
    assert fold_marks(text).text == text
    assert fold_marks(text).doubts == ()


def test_the_check_sees_a_passage_that_would_show() -> None:
    """The control: an end that Markdown takes for something else leaves words open, and is reported."""
    assert enter("[>!a](/x) b!< c").doubts


@pytest.mark.parametrize("text", ["((SPOILERS AHEAD))", "[x]스포 주의[/x]", "> [!warning]- Spoiler Warning"])
def test_a_framed_warning_stays_readable(text: str) -> None:
    assert fold_marks(text).text == text


@pytest.mark.parametrize("text", ["[x]SPOILER ALERT: he dies[/x]", "((he dies. spoiler alert))"])
def test_a_spoiler_that_says_so_is_hidden(text: str) -> None:
    assert "dies" not in plain_text(fold_marks(text).text)


@pytest.mark.parametrize(
    "line", ["a || b", "if (a || b) { return; }", "Use `x || y` for or.", "| Mon || Tue |"]
)
def test_bars_that_only_divide_are_no_doubt(line: str) -> None:
    assert enter(line, profile=COMMENTER).doubts == ()


@pytest.mark.parametrize("text", ["a || he dies || b", "|| he dies", "he dies ||", "a || b\n\nc || d"])
def test_bars_that_may_be_a_pair_are(text: str) -> None:
    assert enter(text, profile=COMMENTER).doubts


@pytest.mark.parametrize("line", ["||a||", ">!a!<", "[spoiler]a[/spoiler]", "｜｜a｜｜", "a [spoiler]b"])
def test_one_line_texts_hide_nothing(line: str) -> None:
    assert has_marks(line)


@pytest.mark.parametrize(
    "line", ["Run On", "<3", "Vincenzo | tvN", "Wow!! (2021)", "Love [in] the Moonlight"]
)
def test_names_and_titles_are_no_marks(line: str) -> None:
    assert not has_marks(line)


def test_the_label_of_a_fold_stays_readable() -> None:
    assert plain_text("<details><summary>The end</summary>he dies</details>") == "The end …"
    assert plain_text('[spoiler="The end"]he dies[/spoiler]') == "The end …"


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece",
    [
        "[spoiler]",
        "[/spoiler]",
        ">!",
        "!<",
        "<spoiler>",
        "<details><summary>",
        "{spoiler}",
        "{{spoiler|",
        "[[spoiler:",
        '[x](#s "',
        "$[blur ",
        "<!--",
        "[#M_a|b|",
        "{{{#!folding\n",
        ":::spoiler\n",
        "```spoiler\n",
        "~!",
        "%%",
        "| |a| |",
        "\n>! ",
        "<a><b>",
        "[a][b]",
        "</a></b>",
        "&amp;gt;!",
        "\u200b|",
        "> [!spoiler]-\n",
        "a\n\n||b ",
        "/spoiler a\n",
    ],
)
def test_folding_is_linear(piece: str) -> None:
    assert_quick(lambda: fold_marks(piece * (100_000 // len(piece))))
