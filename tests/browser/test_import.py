"""The main job in a real browser: a finished text becomes a published page that spoils nothing."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from reviews.models import Review
from tests.factories import make_review
from tests.watched_browser import BrowserComplaints

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = (Path(__file__).parents[1] / "data" / "documents" / "the_lighthouse.txt").read_text(encoding="utf-8")
PASSWORD = "a long enough one"


@pytest.fixture
def editor(page: Page, live_server: LiveServer) -> Page:
    get_user_model().objects.create_superuser("editor", display_name="Editor", password=PASSWORD)
    page.goto("/admin/reviews/review/import/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def test_a_pasted_text_becomes_a_published_review(editor: Page) -> None:
    page = editor
    page.get_by_label("Paste the text").fill(TEXT)
    page.get_by_role("button", name="Read the text").click()
    expect(page.locator("#id_title")).to_have_value("The Lighthouse Clerk")
    expect(page.get_by_role("listitem").filter(has_text="Rating: 8.5/10")).to_contain_text("→ Rating")

    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_text("This picture has no file yet.")).to_be_visible()
    page.get_by_role("button", name="Save pictures").click()

    page.get_by_label("State").select_option("published")
    page.get_by_role("button", name="Save and continue editing").first.click()
    page.get_by_role("link", name="View on site").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Small Hours, Kept Carefully")
    expect(page.get_by_text("zqlogbook")).to_have_count(0)
    assert "zqlogbook" not in page.content()
    page.get_by_role("link", name="Show everything").first.click()
    expect(page.get_by_text("zqlogbook")).to_be_visible()


def test_sections_move_by_keyboard_also_one_added_later(editor: Page) -> None:
    review = make_review(sections=[{"heading": "One"}, {"heading": "Two"}])
    page = editor
    page.goto(f"/admin/reviews/review/{review.pk}/change/")
    page.locator("#sections-group .add-row a").click()
    page.locator("#id_sections-2-heading").fill("Three")
    page.locator("#sections-2 .orderable-move").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    saved = Review.objects.get(pk=review.pk)
    assert [section.heading for section in saved.sections.all()] == ["Three", "One", "Two"]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_import_pages_fit_and_are_accessible(
    editor: Page, complaints: BrowserComplaints, width: int
) -> None:
    complaints.expect("Applying inline style")  # axe's own
    page = editor
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_label("Paste the text").fill(TEXT)
    for button in ("Read the text", "Save as draft"):
        with page.expect_navigation():
            page.get_by_role("button", name=button).click()
        fits_and_is_accessible(page)


def fits_and_is_accessible(page: Page) -> None:
    found = Axe().run(page, context="#content")
    assert found.violations_count == 0, found.generate_report()
    expect(page.locator("html")).to_have_js_property("scrollWidth", page.viewport_size["width"])  # type: ignore[index]
