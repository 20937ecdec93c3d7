"""The search box with the keyboard, with the mouse, and without its script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from dramas.models import Drama
from tests.factories import make_drama, make_known_person, make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def drama() -> Drama:
    make_known_person("Gong Yoo", slug="gong-yoo", hangul="공유", birth_year=1979)
    make_drama("Harbour Nights", slug="harbour-nights", title_ko="항구의 밤")
    return make_drama("Harbour Lights", slug="harbour-lights", year=2014, cast=[(make_person(), "Clerk")])


@pytest.fixture
def about(page: Page, drama: Drama) -> Page:
    page.goto("/about/")
    return page


def box(page: Page) -> object:
    return page.get_by_role("combobox", name="Search dramas, people, networks and reviews")


def options(page: Page) -> object:
    return page.get_by_role("option")


def type_and_wait(page: Page, text: str) -> None:
    box(page).press_sequentially(text)
    # A slow machine shows what it found for the first letters meanwhile.
    expect(options(page).last).to_have_text(f"All results for “{text}”")
    expect(options(page).last).to_be_visible()


def test_arrows_choose_and_enter_goes_there(about: Page) -> None:
    type_and_wait(about, "harb")
    expect(box(about)).to_have_attribute("aria-expanded", "true")
    expect(options(about)).to_have_text(
        [re.compile("^Harbour Lights"), re.compile("^Harbour Nights 항구의 밤"), "All results for “harb”"]
    )

    box(about).press("ArrowDown")
    box(about).press("ArrowDown")
    chosen = options(about).nth(1)
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(box(about)).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    expect(box(about)).to_be_focused()

    box(about).press("Enter")
    expect(about).to_have_url(re.compile("/dramas/harbour-nights/$"))


def test_arrows_go_round_by_way_of_the_field(about: Page) -> None:
    type_and_wait(about, "harb")

    box(about).press("ArrowUp")
    expect(options(about).last).to_have_attribute("aria-selected", "true")
    box(about).press("ArrowDown")
    expect(about.locator("[aria-selected=true]")).to_have_count(0)
    expect(box(about)).not_to_have_attribute("aria-activedescendant", re.compile("."))


def test_enter_without_a_choice_searches(about: Page) -> None:
    type_and_wait(about, "harb")

    box(about).press("Enter")

    expect(about).to_have_url(re.compile(r"/search/\?q=harb$"))
    expect(box(about)).to_have_value("harb")


def test_escape_closes_and_keeps_the_text_and_the_arrow_opens_again(about: Page) -> None:
    type_and_wait(about, "harb")

    box(about).press("Escape")
    expect(options(about).first).to_be_hidden()
    expect(box(about)).to_have_value("harb")
    expect(box(about)).to_have_attribute("aria-expanded", "false")

    box(about).press("ArrowDown")
    expect(options(about).first).to_have_attribute("aria-selected", "true")


def test_suggestions_that_come_after_escape_do_not_open_the_list(about: Page) -> None:
    type_and_wait(about, "har")
    held: list[Route] = []
    about.route(re.compile("suggest/[?]q=harb$"), lambda route: held.append(route))
    with about.expect_request(re.compile("suggest/[?]q=harb$")):
        box(about).press("b")
    box(about).press("Escape")

    held[0].continue_()

    late = about.get_by_role("option", name="All results for “harb”", include_hidden=True)
    expect(late).to_have_count(1)
    expect(late).to_be_hidden()
    box(about).press("ArrowDown")
    expect(options(about).first).to_have_attribute("aria-selected", "true")


def test_leaving_the_box_closes_it(about: Page) -> None:
    type_and_wait(about, "harb")

    box(about).press("Tab")
    box_list = about.get_by_role("listbox")
    about.keyboard.press("Tab")

    expect(box_list).to_be_hidden()


def test_a_suggestion_can_be_clicked(about: Page) -> None:
    type_and_wait(about, "공")

    options(about).first.click()

    expect(about).to_have_url(re.compile("/people/gong-yoo/$"))


def test_hangul_in_suggestions_says_that_it_is_korean(about: Page) -> None:
    type_and_wait(about, "항구")
    expect(options(about).last.locator("[lang=ko]")).to_have_text("항구")


def test_number_of_suggestions_is_announced(about: Page) -> None:
    type_and_wait(about, "harb")
    expect(about.locator(".search-box [role=status]")).to_have_text("Suggestions: 2")

    box(about).fill("zzzzzz")
    expect(about.locator(".search-box [role=status]")).to_have_text("No suggestions")
    expect(options(about).first).to_be_hidden()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_list_moves_nothing_and_stays_in_the_window(about: Page, width: int) -> None:
    about.set_viewport_size({"width": width, "height": 800})
    before = about.locator("main").bounding_box()

    type_and_wait(about, "harb")

    assert about.locator("main").bounding_box() == before
    expect(about.locator("html")).to_have_js_property("scrollWidth", width)
    listed = about.get_by_role("listbox").bounding_box()
    assert listed["x"] >= 0
    assert listed["x"] + listed["width"] <= width


def test_the_form_works_without_the_script(new_context: Callable[..., BrowserContext], drama: Drama) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/about/")

    page.get_by_role("searchbox").fill("harbour")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("main").get_by_role("link", name="Harbour Lights").click()

    expect(page).to_have_url(re.compile("/dramas/harbour-lights/$"))


@pytest.mark.parametrize("width", [360, 1280])
def test_search_page_fits_the_window(page: Page, drama: Drama, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})

    for address in ("/search/?q=harbour", "/search/", "/search/?q=zzzzzz"):
        page.goto(address)
        expect(page.locator("html")).to_have_js_property("scrollWidth", width)
