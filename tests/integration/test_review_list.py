"""The review list: filters that combine, counts that are true, and no address that breaks it."""

import re

import pytest
from django.test import Client

from tests.factories import make_drama, make_genre, make_network, make_review, make_writer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def reviews() -> None:
    romance, crime = make_genre("Romance"), make_genre("Crime")
    tvn, jtbc = make_network("tvN"), make_network("JTBC")
    jo = make_writer("jo", display_name="Jo Marlowe")
    run_on = make_drama("Run On", genres=[romance], networks=[jtbc], year=2020)
    signal = make_drama("Signal", genres=[crime], networks=[tvn], year=2016)
    goblin = make_drama("Goblin", genres=[romance], networks=[tvn], year=2016)
    make_review(drama=run_on, headline="On running", rating=9, writers=[jo])
    make_review(drama=signal, headline="On radios", rating=8, writers=[jo])
    make_review(drama=goblin, headline="On doors", kind="first_impressions")


def found(client: Client, query: str) -> set[str]:
    html = client.get(f"/reviews/{query}").content.decode()
    return set(re.findall(r"On (?:running|radios|doors)", html))


@pytest.mark.parametrize(
    ("query", "headlines"),
    [
        ("", {"On running", "On radios", "On doors"}),
        ("?genre=romance", {"On running", "On doors"}),
        ("?genre=romance&network=tvn", {"On doors"}),
        ("?genre=crime&network=jtbc", set()),
        ("?year=2016", {"On radios", "On doors"}),
        ("?rating=9", {"On running"}),
        ("?rating=5", {"On running", "On radios"}),
        ("?writer=jo-marlowe", {"On running", "On radios"}),
        ("?kind=first_impressions", {"On doors"}),
        ("?genre=nothing-of-the-kind", set()),
        ("?year=20160", {"On running", "On radios", "On doors"}),
        ("?rating=eleven&kind=poem&sort=luck&writer=%00", {"On running", "On radios", "On doors"}),
        ("?page=999999&genre=romance", {"On running", "On doors"}),
    ],
)
def test_filters_combine(client: Client, reviews: None, query: str, headlines: set[str]) -> None:
    assert found(client, query) == headlines


def test_options_say_how_many_reviews_they_leave_beside_the_other_choices(
    client: Client, reviews: None
) -> None:
    html = client.get("/reviews/?network=tvn").content.decode()

    assert '<option value="romance">Romance (1)</option>' in html
    assert '<option value="crime">Crime (1)</option>' in html
    assert '<option value="tvn" selected>tvN (2)</option>' in html
    assert '<option value="jtbc">JTBC (1)</option>' in html
    assert '<option value="jo-marlowe">Jo Marlowe (1)</option>' in html


def test_form_is_answered_with_the_canonical_address(client: Client, reviews: None) -> None:
    response = client.get("/reviews/?sort=rating&rating=&year=&network=tvn&genre=romance&writer=&kind=")

    assert response.status_code == 302
    assert response.headers["Location"] == "/reviews/?genre=romance&network=tvn&sort=rating"


def test_filtered_list_names_its_canonical_address_and_is_not_indexed(client: Client, reviews: None) -> None:
    html = client.get("/reviews/?network=tvn&genre=romance&utm_source=x").content.decode()

    assert 'href="http://127.0.0.1:8000/reviews/?genre=romance&amp;network=tvn"' in html
    assert '<meta name="robots" content="noindex, follow">' in html


def test_chosen_filter_can_be_taken_away(client: Client, reviews: None) -> None:
    html = client.get("/reviews/?genre=romance&network=tvn").content.decode()

    assert 'href="/reviews/?network=tvn"' in html
    assert 'href="/reviews/?genre=romance"' in html


def test_empty_result_helps(client: Client, reviews: None) -> None:
    html = client.get("/reviews/?genre=crime&network=jtbc").content.decode()

    assert "No reviews match" in html
    assert 'href="/reviews/">All reviews</a>' in html


def test_pages_keep_the_filters(client: Client) -> None:
    romance = make_genre("Romance")
    for _number in range(25):
        make_review(drama=make_drama(genres=[romance]))

    html = client.get("/reviews/?genre=romance&sort=title").content.decode()

    assert 'href="/reviews/?genre=romance&amp;sort=title&amp;page=2" rel="next"' in html


@pytest.mark.parametrize(
    ("sort", "first"), [("title", "On doors"), ("rating", "On running"), ("year", "On running")]
)
def test_sort_orders_the_list(client: Client, reviews: None, sort: str, first: str) -> None:
    html = client.get(f"/reviews/?sort={sort}").content.decode()

    assert re.findall(r"On (?:running|radios|doors)", html)[0] == first
