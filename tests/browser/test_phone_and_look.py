"""How early a text begins on a phone, and how the owner's colours look while they are chosen."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import make_drama, make_network, make_review, make_writer

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_text_begins_within_a_screen_and_a_half_of_a_phone(
    new_context: Callable[..., BrowserContext],
) -> None:
    drama = make_drama("Harbour Lights", episodes=16, content_rating="15+", networks=[make_network("KTV")])
    make_review(
        drama=drama,
        slug="harbour-lights",
        headline="The Ferry Leaves Without Anybody Noticing",
        verdict="Sixteen hours beside the sea, and you will want to stay for the winter as well.",
        writers=[make_writer(display_name="Hana Bright")],
        sections=[{"heading": f"Part {number}", "body": "Words. " * 90} for number in range(6)],
    )
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto("/reviews/harbour-lights/")
    expect(page.get_by_role("button", name="Want to watch")).to_be_visible()

    assert page.evaluate("document.querySelector('#text').getBoundingClientRect().top + scrollY") <= 844 * 1.5
    expect(page.get_by_role("link", name="KTV")).to_be_hidden()
    page.get_by_text("The facts").press("Enter")
    expect(page.get_by_role("link", name="KTV")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_text("The facts")).to_be_hidden()
    expect(page.get_by_role("link", name="Part 3")).to_be_visible()


def test_colours_are_seen_and_judged_while_they_are_typed(
    page: Page, sign_in: Callable[[BrowserContext], None]
) -> None:
    sign_in(page.context)
    page.goto("/admin/site/sitesettings/1/change/")
    colour = page.get_by_label("Colour of links and buttons", exact=False).first
    link = page.locator(".look[data-scheme=light] .colophon a").first

    colour.fill("#ff5fa2")
    page.locator("#id_name").fill("Salt Road")

    expect(page.get_by_text(re.compile(r"#ff5fa2 is hard to read on paper"))).to_be_visible()
    expect(link).to_have_css("color", "rgb(255, 95, 162)")
    expect(page.locator(".look[data-scheme=dark] .wordmark")).to_have_text("Salt Road")
    page.get_by_role("button", name=re.compile("Use #")).click()
    expect(page.get_by_text(re.compile("hard to read"))).to_be_hidden()
    expect(colour).not_to_have_value("#ff5fa2")
    expect(link).not_to_have_css("color", "rgb(255, 95, 162)")
