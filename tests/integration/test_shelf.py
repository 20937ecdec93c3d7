"""What the server says to every shelf alike."""

import pytest
from django.test import Client

from tests.factories import make_drama

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_the_list_has_what_a_card_says_of_each_public_drama() -> None:
    make_drama("Salt Road", slug="salt-road", title_ko="소금길", year=2021, episodes=12)
    make_drama("Unseen", slug="unseen", public_from=None)

    assert Client().get("/shelf/dramas.json").json() == {
        "salt-road": {"title": "Salt Road", "title_ko": "소금길", "year": 2021, "episodes": 12}
    }


def test_the_page_says_something_without_a_script() -> None:
    page = Client().get("/shelf/").content.decode()

    assert "the shelf needs JavaScript" in page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert '<meta name="robots" content="noindex">' in page
