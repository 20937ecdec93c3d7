"""A reader who comes by an address with progress in it is told so at the top, with a way back."""

import pytest
from django.test import Client

from tests.factories import make_comment, make_drama, make_review

pytestmark = pytest.mark.django_db

ADDRESSES = ["/reviews/the-review/", "/reviews/the-review/comments/", "/dramas/salt/"]


@pytest.fixture(autouse=True)
def review() -> None:
    sections = [
        {"heading": "Open"},
        {"heading": "Turn", "spoils_through": 8},
        {"heading": "End", "spoils_through": 32767},
    ]
    review = make_review(drama=make_drama(slug="salt"), slug="the-review", sections=sections)
    make_comment(review, body="It turns.", spoils_through=8)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_says_what_is_shown_and_leads_to_the_safe_address(client: Client, address: str) -> None:
    assert 'arrival__words">Spoilers through episode 8 are shown.' in page(client, f"{address}?seen=8")
    assert f'href="{address}">Hide them</a>' in page(client, f"{address}?seen=8")
    assert 'arrival__words">Spoilers for the whole drama are shown.' in page(client, f"{address}?seen=all")


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", ["", "?seen=0", "?seen=zz", "?seen="])
def test_nothing_is_said_where_nothing_is_shown(client: Client, address: str, query: str) -> None:
    assert "data-arrival" not in page(client, address + query)


def test_the_list_of_comments_keeps_its_order(client: Client) -> None:
    assert 'href="?order=oldest">Hide them</a>' in page(client, f"{ADDRESSES[1]}?order=oldest&seen=8")


def test_a_gate_says_how_much_it_opens(client: Client) -> None:
    text = page(client, ADDRESSES[0])
    assert "Hidden: spoilers through episode 8" in text
    assert ">Show everything through episode 8</a>" in text
    assert "Hidden: spoils the ending" in text
    assert ">Show everything, ending included</a>" in text


def test_an_opened_section_leads_back_where_it_stands(client: Client) -> None:
    text = page(client, f"{ADDRESSES[0]}?seen=8")
    assert 'href="?#section-2">Hide spoilers again</a>' in text
    assert 'id="section-2"' in page(client, ADDRESSES[0])
