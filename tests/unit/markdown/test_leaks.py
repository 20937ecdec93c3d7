"""At every progress a reader gets exactly what their progress opens, in every part of the output."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from reviewsite.markdown import COMMENTER, WRITER, Profile, plain_text, render, visible
from reviewsite.spoilers import WHOLE_DRAMA

from .documents import Document, documents

SEEN = [0, 1, 2, 4, 5, 8, 9, 15, 16, 200, WHOLE_DRAMA]
SEARCH = settings(
    max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
ANY_DOCUMENT = settings(suppress_health_check=list(HealthCheck))


def html_of(document: Document, seen: int, profile: Profile = WRITER) -> str:
    return render(
        document.source, seen=seen, scope=document.scope, pictures=document.pictures, profile=profile
    )


def leaked(document: Document, output: str, seen: int) -> set[str]:
    return {word for word, scope in document.canaries.items() if word in output and scope > seen}


def missing(document: Document, output: str, seen: int) -> set[str]:
    due = {word for word, scope in document.canaries.items() if scope <= seen}
    return {word for word in due - document.optional if word not in output}


@given(documents(), st.sampled_from(SEEN))
@ANY_DOCUMENT
def test_html_holds_a_canary_if_and_only_if_it_may_be_seen(document: Document, seen: int) -> None:
    html = html_of(document, seen)

    assert leaked(document, html, seen) == set()
    assert missing(document, html, seen) == set()


@given(documents(), st.sampled_from(SEEN))
@ANY_DOCUMENT
def test_plain_text_holds_every_visible_word_and_no_other(document: Document, seen: int) -> None:
    text = plain_text(document.source, seen=seen, scope=document.scope, pictures=document.pictures)

    assert leaked(document, text, seen) == set()
    assert missing(document, text, seen) & document.words == set()


@given(documents(), st.sampled_from(SEEN))
@ANY_DOCUMENT
def test_comment_leaks_nothing(document: Document, seen: int) -> None:
    # Without tables an escaped pipe is a pipe.
    document.source = document.source.replace("\\|", "|")
    html = html_of(document, seen, COMMENTER)

    assert leaked(document, html, seen) == set()


@given(documents())
@ANY_DOCUMENT
def test_what_is_withheld_does_not_change_the_output_by_its_words(document: Document) -> None:
    """Neither its length nor its letters: longer secrets of the same shape make the same page."""
    longer = replace(document)
    for word, scope in document.canaries.items():
        if scope > 0:
            longer.source = longer.source.replace(word, word * 3)

    assert html_of(longer, 0) == html_of(document, 0)


# Controls: each breaks one part of what hides passages, and the first property must notice.


def rule_off(_patch: pytest.MonkeyPatch) -> Profile:
    profile = replace(WRITER)
    profile.parser.inline.ruler2.disable("spoiler")
    return profile


def everything_visible(patch: pytest.MonkeyPatch) -> Profile:
    patch.setattr(visible, "is_visible", lambda scope, seen: True)
    return WRITER


def titles_untouched(patch: pytest.MonkeyPatch) -> Profile:
    patch.setattr(visible, "_visible_title", lambda title, reader: title)
    return WRITER


def links_untouched(patch: pytest.MonkeyPatch) -> Profile:
    patch.setattr(visible, "_visible_link", lambda tokens, reader: tokens)
    return WRITER


def labels_always_show(patch: pytest.MonkeyPatch) -> Profile:
    patch.setattr(visible, "_shows_something", lambda tokens: True)
    return WRITER


@pytest.mark.parametrize(
    "control",
    [rule_off, everything_visible, titles_untouched, links_untouched, labels_always_show],
    ids=lambda c: c.__name__,
)
def test_broken_gate_is_noticed(
    control: Callable[[pytest.MonkeyPatch], Profile], monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = control(monkeypatch)

    assert find(
        documents(), lambda found: bool(leaked(found, html_of(found, 1, profile), 1)), settings=SEARCH
    )
