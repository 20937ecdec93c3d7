"""Nothing closed can be found, not even by who types it, nor guessed from what a search answers."""

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import Section
from reviewsite.search.index import reindex
from reviewsite.search.models import SearchDoc, SearchText, SearchWord
from reviewsite.search.query import hits, search, suggest
from tests.security.canaries import CANARIES, World

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

SECRETS = [*(canary.word for canary in CANARIES), "zqdraftheadline"]


def stored() -> str:
    """Everything that the index holds, as one text."""
    rows = [
        SearchDoc.objects.values_list(),
        SearchText.objects.values_list(),
        SearchWord.objects.values_list(),
    ]
    return repr([list(each) for each in rows]).casefold()


def findable(words: list[str]) -> list[str]:
    """Those of the words that find anything, are suggested, or are what a slip is corrected to."""
    asked = [(word, text) for word in words for text in (word, word[:-1], word[:6] + word[7:])]
    return [word for word, text in asked if search(text).count or suggest(text)]


def test_closed_words_are_not_in_the_index(world: World) -> None:
    assert [word for word in SECRETS if word in stored()] == []


def test_closed_words_find_nothing(world: World) -> None:
    assert findable(SECRETS) == []


def test_closed_words_are_in_no_snippet(world: World) -> None:
    for text in (
        "walk",
        "words",
        "opening",
        "closing",
        "safe",
        "more",
        "the",
        "guest",
        "final",
        "walker",
        "mystery",
    ):
        results = search(text)
        shown = repr([hits(group.found, results.words) for group in results.groups])
        assert [word for word in SECRETS if word in shown] == [], text


def test_closed_words_are_on_no_search_page(world: World, client: Client) -> None:
    for word in SECRETS:
        for name in ("search", "search_suggest"):
            answer = client.get(reverse(name), {"q": word[:-1] + "0"}).content.decode()
            assert word not in answer


def test_open_words_are_found(world: World) -> None:
    for word in ("opening", "final thoughts", "ordinary role", "walker", "산책"):
        assert search(word).count, word


def test_a_closed_section_once_opened_is_found(world: World) -> None:
    """The control: the words above are of a kind that the index takes."""
    Section.objects.filter(heading="zqheadingwhole").update(spoils_through=0)
    reindex(world.review)

    assert set(findable(SECRETS)) == {"zqheadingwhole", "zqsectionwhole"}
    assert "zqsectionwhole" in stored()
