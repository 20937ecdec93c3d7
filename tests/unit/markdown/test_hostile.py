"""Texts made to be slow, deep or huge: both profiles answer quickly (in `make bench`) and never raise."""

import re
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import nh3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewsite.markdown import (
    COMMENTER,
    WRITER,
    Picture,
    Profile,
    has_too_much_markup,
    passages,
    picture_keys,
    plain_text,
    render,
    unclosed_spoilers,
)
from reviewsite.spoilers import WHOLE_DRAMA

from .hostile import PIECES, TEXTS, largest_allowed, spread

SIZE = 50_000
#: As long and marked up as a writer would do it; what its rendering costs is the yardstick, on any machine.
ORDINARY = (
    "The *quiet* man and the loud one walk home past [the market](/dramas/) and ||7: say|| nothing. "
    "Nobody knows why, least of all the woman who sells them fish on **Tuesdays**. It rains, and then it stops.\n\n"
) * 240
#: The dearest text costs three times as much, what grows with the square of the length several hundred times.
TIMES = 20
PICTURES = {
    "abcd": Picture(url="/a.jpg", width=3, height=2, alt="||a||", caption="b *c* ||7: d||", credit="e")
}


def cpu_seconds(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def ordinary_seconds() -> float:
    return cpu_seconds(lambda: render(ORDINARY, seen=WHOLE_DRAMA))


first_ordinary_seconds = cache(ordinary_seconds)


def assert_quick(call: Callable[[], object]) -> None:
    """It costs no more than TIMES the ordinary text, which is measured again beside it if that seems so."""
    seconds = cpu_seconds(call)
    if seconds >= TIMES * first_ordinary_seconds():
        assert seconds < TIMES * ordinary_seconds()


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    for profile in (WRITER, COMMENTER):
        render("||a||", profile=profile)
    assert not has_too_much_markup(ORDINARY)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("profile", [WRITER, COMMENTER], ids=lambda profile: profile.name)
def test_hostile_text_is_rendered_or_said_to_be_too_much(name: str, profile: Profile) -> None:
    source = TEXTS[name](5_000)
    html = render(source, seen=WHOLE_DRAMA, profile=profile, pictures=PICTURES)
    assert profile.cleaner.clean(html) == html
    assert ("withheld" in html) is has_too_much_markup(source)


@pytest.mark.timed
@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("profile", [WRITER, COMMENTER], ids=lambda profile: profile.name)
def test_text_of_nothing_but_markup_is_quick(name: str, profile: Profile) -> None:
    source = TEXTS[name](SIZE)
    assert_quick(lambda: render(source, seen=WHOLE_DRAMA, profile=profile, pictures=PICTURES))


def assert_both_profiles_are_quick(source: str) -> None:
    assert len(source) <= SIZE
    assert not has_too_much_markup(source)
    assert_quick(lambda: render(source, seen=WHOLE_DRAMA, pictures=PICTURES))
    assert_quick(lambda: render(source, profile=COMMENTER))


@pytest.mark.timed
@pytest.mark.parametrize("name", TEXTS)
def test_largest_hostile_text_that_is_parsed_is_quick(name: str) -> None:
    assert_both_profiles_are_quick(largest_allowed(TEXTS[name], SIZE))


@pytest.mark.timed
@pytest.mark.parametrize("name", PIECES)
def test_hostile_text_spread_over_prose_is_quick(name: str) -> None:
    assert_both_profiles_are_quick(spread(PIECES[name], SIZE))


@pytest.mark.timed
@pytest.mark.parametrize("name", TEXTS)
def test_reading_a_hostile_text_is_quick(name: str) -> None:
    source = largest_allowed(TEXTS[name], SIZE)
    assert_quick(lambda: passages(source))
    assert_quick(lambda: unclosed_spoilers(source))


@pytest.mark.timed
def test_work_that_grows_with_the_square_is_noticed() -> None:
    """The control: an expression that looks through the rest of the text from each of its characters is not quick."""
    with pytest.raises(AssertionError):
        assert_quick(lambda: re.findall("[^!]*!", ORDINARY * 2))


def test_text_with_too_much_markup_says_so_and_nothing_else() -> None:
    source = "a ||b|| " * 2000
    assert has_too_much_markup(source)
    assert render(source) == '<p class="withheld">This text has too much formatting to be shown.</p>'
    assert plain_text(source) == ""


def test_long_review_full_of_markup_is_no_hostile_text() -> None:
    paragraph = "He *ran* to **her**, [twice](https://example.com/a_b), and ||7: she let him|| go.\nThat was _all_.\n\n"
    assert not has_too_much_markup("# One\n\n" + paragraph * 150)


def test_long_reference_used_often_does_not_grow_the_page() -> None:
    source = f"[a]: https://example.com/{'b' * 20_000} '{'c' * 20_000}'\n\n" + "[a] ![a] " * 400
    assert len(render(source)) < 20_000
    assert plain_text(source).split() == ["a"] * 400


def test_short_table_rows_do_not_grow_the_page() -> None:
    source = "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|b\n" * 1000
    assert render(source).count("<td>") <= 5_000
    assert plain_text(source).count("b") == 1000


ANY_TEXT = st.text(max_size=300) | st.lists(
    st.sampled_from(
        [*PIECES.values(), "image:abcd", "(b)", "](b 'c')", "\n\n", "7: ", "가", "a", "https://"]
    ),
    max_size=60,
).map("".join)
ANY = settings(suppress_health_check=list(HealthCheck))


@given(ANY_TEXT, st.sampled_from([0, 7, WHOLE_DRAMA]))
@ANY
def test_any_text_is_rendered_clean(source: str, seen: int) -> None:
    for profile in (WRITER, COMMENTER):
        html = render(source, seen=seen, profile=profile, pictures=PICTURES)
        assert profile.cleaner.clean(html) == html
        assert nh3.is_html(html) or "<" not in html


@given(ANY_TEXT)
@ANY
def test_any_text_is_read(source: str) -> None:
    assert isinstance(plain_text(source, seen=WHOLE_DRAMA), str)
    assert all(key in source for key in picture_keys(source))
    assert all(scope in range(1, WHOLE_DRAMA + 1) and words for scope, words in passages(source))
    lines = source.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= line <= lines for line in unclosed_spoilers(source))


def test_unclean_output_is_noticed() -> None:
    """The control of the property above: a parser that lets HTML through, and no cleaner behind it."""
    parser = replace(WRITER).parser
    parser.options["html"] = True
    html = parser.enable(["html_block"]).render("<script>alert(1)</script>")
    assert WRITER.cleaner.clean(html) != html
