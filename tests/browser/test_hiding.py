"""Hiding and showing by hand: the button that makes a spoiler, the line for those who arrive, and the way back."""

import pytest
from playwright.sync_api import Page, expect

from reviews.comments.models import Comment
from tests.factories import make_drama, make_review
from tests.watched_browser import BrowserComplaints

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/reviews/run-on/"


@pytest.fixture(autouse=True)
def review(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviews.comments.tokens.MIN_FORM_AGE", 0)
    sections = [
        {"heading": "Open", "body": "An open word: lantern."},
        {"heading": "Turn", "body": "A closed word: heron.", "spoils_through": 8},
        {"heading": "End", "body": "The last word: ferry.", "spoils_through": 32767},
    ]
    make_review(drama=make_drama("Run On", slug="run-on"), slug="run-on", sections=sections)


def test_the_button_hides_what_is_selected(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_role("link", name="Write a comment").click()
    text = page.get_by_label("Your comment", exact=True)
    text.fill("So good. He dies\n\nand she too.")
    text.evaluate("area => area.setSelectionRange(9, area.value.length)")
    page.get_by_role("button", name="Hide as a spoiler").press("Enter")

    expect(text).to_have_value("So good. ||He dies||\n\n||and she too.||")
    expect(text).to_be_focused()
    page.keyboard.press("Control+z")
    expect(text).to_have_value("So good. He dies\n\nand she too.")


def test_the_shortcut_begins_a_spoiler_where_nothing_is_selected(page: Page) -> None:
    page.goto(f"{ADDRESS}comments/new/")
    text = page.get_by_label("Your comment", exact=True)
    text.focus()
    page.keyboard.type("Well, ")
    page.keyboard.press("Control+Shift+X")
    page.keyboard.type("he dies")

    expect(text).to_have_value("Well, ||he dies||")
    page.get_by_label("Your name").fill("Hana")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Comment.objects.get().body == "Well, ||he dies||"


def test_a_question_about_a_spoiler_keeps_the_text_and_presets_the_answer(
    page: Page, complaints: BrowserComplaints
) -> None:
    complaints.expect("422")
    page.goto(ADDRESS)
    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment", exact=True).fill("SPOILER: he dies")
    page.get_by_label("Your name").fill("Hana")
    page.get_by_role("button", name="Post comment").click()

    expect(page.get_by_role("alert")).to_contain_text("says that it has spoilers")
    expect(page.get_by_label("Your comment", exact=True)).to_have_value("SPOILER: he dies")
    expect(page.get_by_label("Spoilers up to")).to_have_value("32767")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Comment.objects.get().spoils_through == 32767


def test_who_arrives_is_told_and_can_go_back(page: Page) -> None:
    page.goto(f"{ADDRESS}?seen=8")
    expect(page.get_by_text("Spoilers through episode 8 are shown.").first).to_be_visible()
    page.get_by_role("link", name="Hide them").click()

    expect(page.get_by_text("heron")).to_have_count(0)
    expect(page.get_by_role("link", name="Hide them")).to_have_count(0)


def test_the_reader_s_own_progress_needs_no_line(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_label("How far have you seen?").select_option("8")
    expect(page.get_by_text("heron")).to_be_visible()
    page.goto(f"{ADDRESS}?seen=8")
    expect(page.get_by_text("heron")).to_be_visible()
    expect(page.get_by_role("link", name="Hide them")).to_be_hidden()
    page.goto(f"{ADDRESS}?seen=all")
    expect(page.get_by_role("link", name="Hide them")).to_be_visible()


def test_what_a_gate_opened_is_hidden_again_where_it_stands(page: Page) -> None:
    page.goto(ADDRESS)
    page.get_by_label("How far have you seen?").select_option("8")
    expect(page.get_by_text("heron")).to_be_visible()
    page.get_by_role("link", name="Show everything, ending included").click()
    expect(page.get_by_text("ferry")).to_be_visible()
    page.locator("#section-3").get_by_role("link", name="Hide spoilers again").click()

    expect(page.get_by_text("ferry")).to_have_count(0)
    expect(page.get_by_text("heron")).to_be_visible()
    expect(page.get_by_role("link", name="Show everything, ending included")).to_be_focused()
