"""The writers' room without a mouse: every control is reached and shows it, and a review is written from end to end."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from reviews import revisions
from reviews.models import Review
from reviewsite.spoilers import WHOLE_DRAMA
from tests.browser import keyboard
from tests.browser.editor_page import text
from tests.factories import make_comment, make_person, make_review

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def signed_in(page: Page, sign_in: Callable[[BrowserContext], None]) -> Page:
    sign_in(page.context)
    return page


@pytest.fixture
def review() -> Review:
    make_person("Kim Da-eun")
    review = make_review(
        state="draft",
        sections=[
            {"heading": "First", "body": "One, with Kim Da-eun. Two."},
            {"heading": "Last", "body": "Three.", "spoils_through": WHOLE_DRAMA},
        ],
    )
    revisions.record(review)
    return review


def test_tab_reaches_every_control_and_shows_where_it_is(signed_in: Page, review: Review) -> None:
    make_comment(make_review(), state="pending")
    own = f"/admin/reviews/review/{review.pk}"
    revision = revisions.history(review.pk)[0].revision.pk
    for address in (
        "/admin/",
        "/admin/account/",
        "/admin/two-factor/",
        "/admin/comments/comment/queue/",
        "/admin/reviews/review/import/",
        f"{own}/change/",
        f"{own}/preview-links/",
        f"{own}/history/{revision}/",
        f"{own}/delete/",
    ):
        signed_in.goto(address)
        assert keyboard.faults(signed_in) == [], address


def test_what_tab_misses_and_hides_is_named(signed_in: Page) -> None:
    signed_in.goto("/admin/account/")
    signed_in.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("#id_bio, #id_bio:focus { all: revert; outline: none !important; border: 0 !important }");
      document.adoptedStyleSheets = [sheet];
      const trap = document.querySelector("#id_display_name");
      trap.addEventListener("keydown", (event) => event.key === "Tab" && event.preventDefault());
    }""")
    found = keyboard.faults(signed_in)
    assert any(line.startswith("never reached") and "id_time_zone" in line for line in found)
    signed_in.locator("#id_display_name").evaluate("(field) => field.remove()")
    found = keyboard.faults(signed_in)
    assert any(line.startswith("shows no focus") and "id_bio" in line for line in found)


def press(page: Page, name: str, *, section: int = 0) -> None:
    button = page.locator(f"#sections-{section}").get_by_role("button", name=name, exact=True)
    button.focus()
    page.keyboard.press("Enter")


def test_a_review_is_written_from_end_to_end_by_keys_alone(signed_in: Page, review: Review) -> None:
    page = signed_in
    # From now on choosers are caught; to begin with that at the key that opens one is too late, now and then.
    page.on("filechooser", lambda chooser: None)
    page.goto(f"/admin/reviews/review/{review.pk}/change/")
    expect(page.locator("#sections-group .card-words").first).not_to_be_empty()

    page.locator("#sections-group .add-row a").focus()
    page.keyboard.press("Enter")
    page.locator("#id_sections-2-heading").focus()
    page.keyboard.type("Middle")
    text(page, 2).focus()
    page.keyboard.type("Added.")
    press(page, "Move up", section=2)

    text(page).focus()
    page.keyboard.press("Control+End")
    for _letter in "Two.":
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Control+Shift+Enter")
    page.keyboard.type("Second")

    press(page, "Copy", section=2)
    press(page, "Collapse", section=0)
    expect(text(page)).to_be_hidden()
    press(page, "Collapse", section=0)
    press(page, "Merge with next", section=2)
    # A row is gone: each control still is what its label, and the server, know it by.
    page.wait_for_function("""() => [...document.querySelectorAll("[name^='sections-'][id^='id_sections-']")]
      .every(({ id, name, labels }) => id === `id_${name}`
        && [...(labels ?? [])].every((label) => label.htmlFor === id))""")

    page.locator("#sections-0").get_by_role("button", name="Picture…").focus()
    with page.expect_file_chooser():
        page.keyboard.press("Enter")

    # Not by typing its name: a slow machine takes that for two beginnings.
    page.get_by_label("State").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("State")).to_have_value("in_review")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    review.refresh_from_db()
    assert review.state == "in_review"
    assert [(row.heading, row.body) for row in review.sections.all()] == [
        ("First", "One, with Kim Da-eun."),
        ("Second", "Two."),
        ("Middle", "Added.\n\n#### Middle\n\nAdded."),
        ("Last", "Three."),
    ]
