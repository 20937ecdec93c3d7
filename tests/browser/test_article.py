"""An article with a script: sections open one by one where the reader is, and by what this browser knows."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import make_drama, make_review

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/reviews/five/"


def test_sections_open_one_by_one_and_by_what_was_seen(page: Page, live_server: object) -> None:
    signal, misaeng = make_drama("Signal", slug="signal"), make_drama("Misaeng", slug="misaeng")
    make_review(
        kind="article",
        slug="five",
        sections=[
            {"heading": "Open", "body": "An open word: lantern."},
            {"heading": "Radio", "body": "heron", "drama": signal, "spoils_through": 7},
            {"heading": "Desk", "body": "kestrel", "drama": misaeng, "spoils_through": 3},
        ],
    )
    page.goto(ADDRESS)
    page.get_by_role("link", name="Show section 2: spoils Signal through episode 7").click()
    expect(page.get_by_text("heron")).to_be_visible()
    expect(page.locator("#section-2")).to_be_focused()
    expect(page.get_by_text("kestrel")).to_have_count(0)
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))
    page.get_by_role("link", name="Hide this section again").click()
    expect(page.get_by_text("heron")).to_have_count(0)

    page.evaluate(
        "localStorage.setItem('progress:misaeng', '3'); localStorage.setItem('progress:signal', '6')"
    )
    page.goto(f"{ADDRESS}?open=3")
    expect(page.get_by_text("kestrel")).to_be_visible()
    expect(page.locator("[data-arrival]")).to_be_hidden()
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))
    page.goto(ADDRESS)
    expect(page.get_by_text("kestrel")).to_be_visible()
    expect(page.get_by_text("heron")).to_have_count(0)

    page.get_by_role("link", name="Show everything, endings included").click()
    expect(page.get_by_text("heron")).to_be_visible()
    page.get_by_role("link", name="Hide spoilers", exact=True).click()
    expect(page.get_by_text("kestrel")).to_have_count(0)
