"""Reading with a script and without: text opens as far as the reader has seen, and closes again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from reviews.models import Review
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_credit, make_drama, make_person, make_review

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/reviews/run-on/"


@pytest.fixture
def review() -> Review:
    drama = make_drama("Run On", slug="run-on")
    make_credit(drama, make_person("Surprise Guest"), spoils_through=7)
    return make_review(
        drama=drama,
        slug="run-on",
        sections=[
            {"heading": "Before you start", "body": "An open word: lantern. " + "More of it. " * 200},
            {"heading": "The middle", "body": "A closed word: heron.", "spoils_through": 7},
            {"heading": "How it ends", "body": "The last: kestrel.", "spoils_through": WHOLE_DRAMA},
            {"heading": "Final thoughts", "body": "Open again. " + "And more. " * 200},
        ],
    )


@pytest.fixture
def reader(page: Page, review: Review) -> Page:
    page.goto(ADDRESS)
    expect(page.get_by_label("Always show spoilers")).to_be_visible()
    return page


def progress(page: Page) -> object:
    return page.get_by_label("How far have you seen?")


def test_gate_unfolds_in_place_with_focus_and_keeps_the_address(reader: Page, live_server: object) -> None:
    gate = reader.get_by_role("link", name="Show everything through episode 7")
    gate.scroll_into_view_if_needed()
    reader.evaluate("document.querySelector('#section-1').marked = true")
    place = reader.locator("#section-1").bounding_box()

    gate.click()

    expect(reader.get_by_text("heron")).to_be_visible()
    expect(reader.locator("#section-2")).to_be_focused()
    expect(reader.get_by_text("kestrel")).to_have_count(0)
    expect(reader.get_by_role("link", name="Surprise Guest")).to_be_visible()
    expect(reader.locator("reader-progress").get_by_role("status")).to_have_text(
        "Showing everything up to your episode."
    )
    expect(reader).to_have_url(re.compile(f"{ADDRESS}$"))
    assert reader.locator("#section-1").bounding_box() == place
    assert reader.evaluate("document.querySelector('#section-1').marked"), (
        "what was open already was replaced"
    )


def test_progress_is_remembered_and_can_be_taken_back(reader: Page) -> None:
    progress(reader).select_option("all")
    expect(reader.get_by_text("kestrel")).to_be_visible()

    reader.reload()
    expect(reader.get_by_text("kestrel")).to_be_visible()
    expect(progress(reader)).to_have_value("all")

    progress(reader).select_option("")
    expect(reader.get_by_text("kestrel")).to_have_count(0)
    expect(reader.get_by_text("heron")).to_have_count(0)
    expect(reader.locator("reader-progress").get_by_role("status")).to_have_text("Spoilers hidden again.")


def test_progress_of_one_drama_says_nothing_of_another(reader: Page) -> None:
    make_review(slug="other", sections=[{"body": "A closed word: egret.", "spoils_through": 1}])
    progress(reader).select_option("all")
    expect(reader.get_by_text("kestrel")).to_be_visible()

    reader.goto("/reviews/other/")

    expect(reader.get_by_role("link", name="Show everything through episode 1")).to_be_visible()
    expect(reader.get_by_text("egret")).to_have_count(0)


def test_always_show_spoilers_holds_for_every_drama_and_can_be_taken_back(reader: Page) -> None:
    make_review(slug="other", sections=[{"body": "A closed word: egret.", "spoils_through": 1}])
    reader.get_by_label("Always show spoilers").check()
    expect(reader.get_by_text("kestrel")).to_be_visible()

    reader.goto("/reviews/other/")
    expect(reader.get_by_text("egret")).to_be_visible()

    reader.get_by_label("Always show spoilers").uncheck()
    expect(reader.get_by_text("egret")).to_have_count(0)


def test_address_of_an_opened_page_is_put_back_to_the_safe_one(page: Page, review: Review) -> None:
    page.goto(ADDRESS + "?seen=7")

    expect(page.get_by_text("heron")).to_be_visible()
    expect(page.get_by_label("Always show spoilers")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))


def test_closed_text_is_not_in_the_browser_before_it_is_asked_for(reader: Page) -> None:
    assert "heron" not in reader.content()
    assert "Surprise Guest" not in reader.content()


def test_everything_opens_without_a_script(
    new_context: Callable[..., BrowserContext], review: Review
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(ADDRESS)
    expect(page.get_by_label("Always show spoilers")).to_be_hidden()

    page.get_by_role("link", name="Show everything through episode 7").click()
    expect(page.get_by_text("heron")).to_be_visible()
    expect(page.get_by_text("kestrel")).to_have_count(0)

    progress(page).select_option("all")
    page.get_by_role("button", name="Show up to here").click()
    expect(page.get_by_text("kestrel")).to_be_visible()

    progress(page).select_option("")
    page.get_by_role("button", name="Show up to here").click()
    expect(page.get_by_text("kestrel")).to_have_count(0)


def test_filters_work_without_a_script(new_context: Callable[..., BrowserContext], review: Review) -> None:
    make_review(headline="Another one", drama=make_drama(year=2016))
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto("/reviews/")

    page.get_by_text("Filter and sort").click()
    page.get_by_label("Year").select_option("2016")
    page.get_by_role("button", name="Apply").click()

    expect(page.get_by_role("link", name="Another one")).to_be_visible()
    expect(page.get_by_role("link", name=review.headline)).to_have_count(0)
    expect(page).to_have_url(re.compile("/reviews/\\?year=2016$"))


def test_keyboard_reaches_the_content_first(reader: Page) -> None:
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Skip to the content")).to_be_focused()

    reader.keyboard.press("Enter")
    expect(reader.locator("#content")).to_be_focused()


def test_a_hangul_title_is_copied_as_one_word(page: Page) -> None:
    make_review(drama=make_drama("Signal", title_ko="시그널 둘", slug="signal"))
    page.goto("/dramas/signal/")
    page.locator("h1 [lang=ko]").evaluate("(title) => getSelection().selectAllChildren(title)")
    assert page.evaluate("getSelection().toString()") == "시그널 둘"
