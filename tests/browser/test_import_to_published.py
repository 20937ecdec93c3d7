"""The main job, as one person does it: a finished text becomes a published review with its pictures.

Every interaction is counted: a field filled, a file chosen, a button pressed.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import BrowserContext, Page, expect

from reviews.models import Review
from tests.sample_pictures import encoded, picture

pytestmark = pytest.mark.django_db(transaction=True)

FERRY = (Path(__file__).parents[1] / "data" / "documents" / "the_last_ferry.txt").read_text(encoding="utf-8")
MOST = 12


class Person:
    """Somebody at the keyboard; `did` says what, in order."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.did: list[str] = []

    def fill(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)
        self.did.append(f"fill “{label}”")

    def fill_at(self, number: int, label: str, words: str) -> None:
        self.page.get_by_label(label).nth(number).fill(words)
        self.did.append(f"fill “{label}” {number + 1}")

    def choose_file(self, number: int, name: str) -> None:
        file = {"name": name, "mimeType": "image/jpeg", "buffer": encoded(picture((640 + number, 400)))}
        self.page.get_by_label("Picture file").nth(number).set_input_files(file)  # type: ignore[arg-type]
        self.did.append(f"choose {name}")

    def choose(self, label: str, value: str) -> None:
        self.page.get_by_label(label).select_option(value)
        self.did.append(f"choose “{value}” as {label}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).first.click()
        self.did.append(f"press “{name}”")


def publish(person: Person, text: str) -> None:
    """From the import page to the published review."""
    person.fill("Paste the text", text)
    person.press("Read the text")
    person.press("Save as draft")
    for number, shown in enumerate(("A woman with a pencil on a pier", "A man in a captain’s coat")):
        person.choose_file(number, f"picture-{number + 1}.jpg")
        person.fill_at(number, "Alternative text", shown)
    person.press("Save pictures")
    person.choose("State", "published")
    person.press("Save and continue editing")


def test_a_pasted_text_is_published_with_both_pictures_in_few_interactions(
    page: Page, sign_in: Callable[[BrowserContext], None]
) -> None:
    sign_in(page.context)
    page.goto("/admin/reviews/review/import/")
    person = Person(page)

    publish(person, FERRY)

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert len(person.did) <= MOST, person.did
    review = Review.objects.get()
    assert review.is_published()
    page.goto(f"{review.get_absolute_url()}?seen=all")
    expect(page.locator("figure img")).to_have_count(2)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nine Lessons from a Very Small Harbour")
    page.goto(review.get_absolute_url())
    assert "In the last episode" not in page.content()
    assert get_user_model().objects.get().byline in page.content()


def read(page: Page, text: str) -> None:
    page.goto("/admin/reviews/review/import/")
    page.get_by_label("Paste the text").fill(text)
    page.get_by_role("button", name="Read the text").click()


def test_a_line_is_moved_to_another_field_by_keyboard(
    page: Page, sign_in: Callable[[BrowserContext], None]
) -> None:
    sign_in(page.context)
    read(page, FERRY)
    line = page.locator('.import-line[data-text="Details"]')
    button = line.get_by_role("button", name="Move…")
    button.focus()
    page.keyboard.press("Enter")
    line.get_by_label("Move this line to").select_option(label="Romanised title")
    expect(page.get_by_label("Romanised title")).to_have_value("Details")
    expect(line.locator(".import-place")).to_have_text("→ Romanised title")
    expect(page.locator("[data-leftover]")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Moved to Romanised title")).to_be_visible()


def test_a_line_is_dragged_from_one_section_into_a_fact(
    page: Page, sign_in: Callable[[BrowserContext], None]
) -> None:
    sign_in(page.context)
    read(page, FERRY)
    opening = "I started this one for the boats"
    line = page.locator(".import-line", has_text=opening)
    expect(page.locator("#id_section-0-body")).to_have_value(re.compile(opening))
    page.evaluate("scrollTo(0, 0)")
    page.locator(".import-source").evaluate(
        "(source, line) => (source.scrollTop = line.offsetTop)", line.element_handle()
    )
    line.drag_to(page.locator("#id_headline"), source_position={"x": 12, "y": 12})
    expect(page.locator("#id_headline")).to_have_value(re.compile(opening))
    expect(page.locator("#id_section-0-body")).not_to_have_value(re.compile(opening))


def test_a_line_names_its_place_and_leads_there(
    page: Page, sign_in: Callable[[BrowserContext], None]
) -> None:
    sign_in(page.context)
    read(page, FERRY)
    line = page.locator(".import-line", has_text="Rating: 8.5/10")
    line.get_by_role("link", name="rating").click()
    expect(page).to_have_url(re.compile("\\#id_rating$"))
