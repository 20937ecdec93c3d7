"""Articles: about several dramas, each section opened by itself, and no drama's progress opening another's."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from dramas.models import Drama
from reviews.models import Review
from reviews.projection import project
from reviewsite.pagecache.policy import find
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_drama, make_genre, make_network, make_review, make_section

pytestmark = pytest.mark.django_db


def html(client: Client, query: str = "") -> str:
    return client.get(f"/reviews/five/{query}").content.decode()


def draft_drama(title: str, **fields: Any) -> Drama:
    return make_drama(title, public_from=None, **fields)


@pytest.fixture
def article() -> Review:
    """Two open sections, one of them with a passage, three closed ones of two dramas, and one of none."""
    signal = make_drama("Signal", slug="signal", genres=[make_genre("Crime")], networks=[make_network("tvN")])
    misaeng = make_drama("Misaeng", slug="misaeng", episodes=20)
    return make_review(
        kind="article",
        slug="five",
        headline="Five worth it",
        sections=[
            {"heading": "Before", "body": "zqintro"},
            {
                "heading": "Radio",
                "body": "zqsignaleight",
                "drama": signal,
                "spoils_through": 8,
                "rating_line": "zqline",
            },
            {"heading": "Office", "body": "zqmisaengtwo ||zqnested||", "drama": misaeng, "spoils_through": 2},
            {
                "heading": "Still",
                "body": "zqopen ||5: zqpassage||",
                "drama": misaeng,
                "rating_line": "9 with tea",
            },
            {"heading": "End", "body": "zqend", "drama": signal, "spoils_through": WHOLE_DRAMA},
            {"heading": "All", "body": "zqall", "spoils_through": WHOLE_DRAMA, "heading_is_safe": True},
        ],
    )


WORDS = (
    "zqintro",
    "zqsignaleight",
    "zqline",
    "zqmisaengtwo",
    "zqnested",
    "zqopen",
    "zqpassage",
    "zqend",
    "zqall",
)
SAFE_WORDS = {"zqintro", "zqopen"}


def shown(page: str) -> set[str]:
    return {word for word in WORDS if word in page}


# The row


@pytest.mark.parametrize("fields", [{"kind": "article", "drama": True}, {"kind": "review", "drama": False}])
def test_the_database_knows_that_only_an_article_has_no_drama(fields: dict[str, Any]) -> None:
    drama = make_drama() if fields.pop("drama") else None
    row = Review(headline="A", slug="a", drama=drama, **fields)
    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


# What opens what


OPENS: list[tuple[str, set[str]]] = [
    ("", set()),
    ("?seen=7", set()),
    ("?seen=16", set()),
    ("?seen=9999", set()),
    ("?open=2", {"zqsignaleight", "zqline"}),
    ("?open=3", {"zqmisaengtwo"}),
    ("?open=4", {"zqpassage"}),
    ("?open=5,2", {"zqsignaleight", "zqline", "zqend"}),
    ("?open=6&seen=3", {"zqall"}),
    ("?open=2&open=3", set()),
    ("?open=2,3&open=3", {"zqmisaengtwo"}),
    ("?open=1", set()),
    ("?open=nonsense", set()),
    ("?open=-2,0x2,2.0,٢,99,,3;5,all", set()),
    ("?open=", set()),
    ("?OPEN=2", set()),
    ("?seen=all", set(WORDS) - SAFE_WORDS),
    ("?open=2&seen=all", set(WORDS) - SAFE_WORDS),
]


def test_a_section_opens_by_its_number_and_nothing_else_does(client: Client, article: Review) -> None:
    for query, opened in OPENS:
        assert shown(html(client, query)) == SAFE_WORDS | opened, query


def test_of_a_review_open_opens_nothing(client: Client) -> None:
    sections = [{"body": "zqopen ||zqpassage||"}, {"body": "zqend", "spoils_through": 3}]
    make_review(slug="five", sections=sections)
    assert shown(html(client, "?open=1,2")) == {"zqopen"}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("open=5,3,3", "open=3,5"),
        ("open=3,abc,999,-1", "open=3"),
        ("open=abc", ""),
        ("open=2&seen=007&x=1", "seen=7&open=2"),
        ("open=" + ",".join(map(str, range(1, 500))), "open=" + ",".join(map(str, range(1, 201)))),
    ],
)
def test_the_page_cache_knows_open_in_one_form(said: str, kept: str) -> None:
    found = find({"PATH_INFO": "/reviews/five/", "QUERY_STRING": said})
    assert found is not None
    assert found[1] == ("/reviews/five/", kept)


# What the gates say


def test_a_gate_says_which_section_of_which_drama_it_opens(client: Client, article: Review) -> None:
    page = html(client)
    assert 'href="?open=2#section-2">Show section 2: spoils Signal through episode 8</a>' in page
    assert 'href="?open=5#section-5">Show section 5: spoils Signal, ending included</a>' in page
    assert 'href="?open=6#section-6">Show section 6: spoils the ending</a>' in page
    assert 'class="passage-gate" href="?open=4#section-4"' in page
    assert "<strong>All</strong>" in page


def test_a_gate_keeps_open_what_is_open_and_leads_back_where_it_stands(
    client: Client, article: Review
) -> None:
    page = html(client, "?open=3")
    assert 'href="?open=2,3#section-2"' in page
    assert (
        'Spoilers for Misaeng through episode 2 are shown. <a class="hide-again" rel="nofollow" href="?#section-3"'
        in page
    )
    assert 'href="?open=2#section-3"' in html(client, "?open=2,3")
    assert 'href="?open=2,4,5,6#section-3"' in html(client, "?seen=all")


def test_what_spoils_more_than_its_section_has_no_gate_of_its_own(client: Client, article: Review) -> None:
    page = html(client, "?open=3")
    assert '<span class="passage-gate">spoiler (ending)</span>' in page


def test_who_comes_with_open_is_told_so_once(client: Client, article: Review) -> None:
    assert "data-arrival" not in html(client)
    assert "data-arrival" not in html(client, "?open=1,99")
    page = html(client, "?open=2")
    assert (
        'arrival__words">Section 2 is shown, spoilers included. <a rel="nofollow" href="/reviews/five/">'
        in page
    )
    assert 'name="robots" content="noindex"' in page
    assert "Sections 2, 5 are shown, spoilers included." in html(client, "?open=2,5")
    assert 'arrival__words">Everything is shown, endings included.' in html(client, "?seen=all")


def test_the_script_finds_what_opens_a_section(client: Client, article: Review) -> None:
    page = html(client, "?open=2")
    assert 'data-opening="2" data-drama="signal" data-seen="8" data-open' in page
    assert 'data-opening="4" data-drama="misaeng" data-seen="5"' in page
    assert 'data-opening="6" data-drama="" data-seen="all"' in page


# Dramas


def test_each_drama_has_one_small_ticket(client: Client, article: Review) -> None:
    page = html(client)
    assert page.count('class="stub__title"') == 2
    assert '<a href="/dramas/misaeng/">Misaeng</a>' in page
    assert "9 with tea" in page


def test_a_draft_becomes_public_with_the_article_and_not_before(client: Client) -> None:
    drama = draft_drama("zqunborn", slug="unborn")
    article = make_review(kind="article", slug="five", state="draft", published_at=None, sections=[])
    make_section(article, drama=drama)
    drama.refresh_from_db()
    assert drama.public_from is None
    assert client.get("/dramas/unborn/").status_code == 404

    later = timezone.now() + dt.timedelta(days=1)
    article.publish(at=later)
    drama.refresh_from_db()
    assert drama.public_from == later
    article.published_at = None
    article.publish(at=timezone.now())
    assert client.get("/dramas/unborn/").status_code == 200
    assert "zqunborn" in html(client)


def test_a_draft_that_no_text_waits_for_any_more_stays_one() -> None:
    drama, other = draft_drama("One"), draft_drama("Other")
    later = timezone.now() + dt.timedelta(days=1)
    article = make_review(kind="article", state="scheduled", published_at=later, sections=[{"drama": drama}])
    section = article.sections.get()
    section.drama = other
    section.save()
    drama.refresh_from_db()
    other.refresh_from_db()
    assert (drama.public_from, other.public_from) == (None, later)
    section.delete()
    other.refresh_from_db()
    assert other.public_from is None


def test_a_drama_that_is_a_draft_again_is_not_named(client: Client, article: Review) -> None:
    Drama.objects.filter(slug="signal").update(public_from=None)
    page = html(client)
    assert "Signal" not in page
    assert "Show section 2: spoilers through episode 8" in page


def test_a_review_s_sections_name_no_drama(client: Client) -> None:
    """Whatever wrote one there, it makes nothing public and is on no page."""
    drama = draft_drama("zqelsewhere")
    make_review(slug="five", sections=[{"drama": drama, "rating_line": "zqline"}])
    drama.refresh_from_db()
    assert drama.public_from is None
    assert "zqelsewhere" not in html(client)
    assert "zqline" not in html(client)


def test_the_projection_names_only_dramas_of_open_sections(article: Review) -> None:
    assert [facts.drama.slug for facts in project(article, 0).names] == ["misaeng"]
