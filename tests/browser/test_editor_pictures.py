"""Pictures in the Markdown editor: pasted, dropped, chosen, described."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from reviews.models import Review
from reviewsite.images.models import Image
from tests.browser.editor_page import cursor_to_end, editor, preview, select, text
from tests.sample_pictures import PAYLOAD, encoded, picture
from tests.watched_browser import BrowserComplaints

pytestmark = pytest.mark.django_db(transaction=True)

STILL = {"name": "still.png", "mimeType": "image/png", "buffer": encoded(picture(), "PNG")}

PASTE = """(area, [name, type, bytes, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  if (text) data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  return area.dispatchEvent(event);
}"""
DROP = """(area, [name, type, bytes]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
  area.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""


@pytest.mark.parametrize("gesture", [PASTE, DROP], ids=["paste", "drop"])
def test_picture_is_stored_inserted_and_described_at_once(
    open_review: Callable[..., Page], gesture: str
) -> None:
    page = open_review("Before.\n\nAfter.")

    select(text(page), "Before.")
    text(page).evaluate("(area) => area.setSelectionRange(7, 7)")
    text(page).evaluate(gesture, ["still.png", "image/png", list(STILL["buffer"]), ""])
    expect(text(page)).to_have_value(re.compile(r"^Before\.\n\n!\[\]\(image:[0-9a-f]{12}\)\n\nAfter\.$"))
    expect(editor(page).get_by_label("Alternative text")).to_be_focused()
    page.keyboard.type("Two people at a copier")
    editor(page).get_by_label("Caption").fill("Late again")
    editor(page).get_by_label("Credit: who").fill("tvN")
    editor(page).get_by_label("Spoiler level").select_option("n")
    editor(page).get_by_label("Through episode", exact=True).fill("7")
    page.keyboard.press("Enter")

    expect(editor(page).get_by_role("status")).to_have_text("Description saved.")
    expect(editor(page).get_by_role("button", name="Describe")).to_be_focused()
    expect(preview(page).locator("figcaption")).to_contain_text("Late again")
    image = Image.objects.get()
    assert (image.alt, image.credit, image.spoils_through) == ("Two people at a copier", "tvN", 7)


def test_text_of_a_word_processor_is_pasted_as_text(open_review: Callable[..., Page]) -> None:
    page = open_review("Before.")

    left_to_the_browser = text(page).evaluate(PASTE, ["x.png", "image/png", list(STILL["buffer"]), "Words"])

    assert left_to_the_browser
    assert not Image.objects.exists()


def test_refused_file_is_told_beside_the_text(
    open_review: Callable[..., Page], complaints: BrowserComplaints
) -> None:
    complaints.expect("400")
    page = open_review("Before.")
    cursor_to_end(text(page))

    text(page).evaluate(DROP, ["logo.svg", "image/svg+xml", list(PAYLOAD)])

    expect(editor(page).locator("> .me-error")).to_contain_text("logo.svg: This file is not a picture")
    expect(text(page)).to_have_value("Before.")


def test_waiting_slot_gets_its_file_and_bad_words_are_told(
    open_review: Callable[..., Page], complaints: BrowserComplaints
) -> None:
    complaints.expect("400")
    Image.objects.create(key="waiting1", caption="At the copier", credit="tvN")
    page = open_review("Before.\n\n![](image:waiting1)")
    Review.objects.update(state=Review.State.DRAFT)  # a public one would ask for the alternative text first
    item = editor(page).get_by_role("listitem")
    expect(item).to_contain_text("has no file yet")

    with page.expect_file_chooser() as chooser:
        item.get_by_role("button", name="File…").click()
    chooser.value.set_files([STILL])
    expect(item.get_by_label("Caption")).to_have_value("At the copier")
    item.get_by_label("Credit link").fill("no address")
    item.get_by_role("button", name="Save description").click()

    expect(item.get_by_role("alert")).to_contain_text("Enter a valid URL")
    expect(item.get_by_label("Credit link")).to_be_focused()
    assert Image.objects.get().width == 320
    expect(text(page)).to_have_value("Before.\n\n![](image:waiting1)")


def test_fields_of_the_editor_are_not_part_of_the_form(open_review: Callable[..., Page]) -> None:
    Image.objects.create(key="waiting1", caption="At the copier")
    page = open_review("![](image:waiting1)")
    editor(page).get_by_role("button", name="Describe").click()
    editor(page).get_by_label("Credit link").fill("no address")

    page.get_by_role("button", name="Save", exact=True).first.click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Review.objects.get().sections.get().body == "![](image:waiting1)"
