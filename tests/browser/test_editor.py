"""The Markdown editor as writers meet it, in the admin's form for a review."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from reviewsite.images.models import Image
from tests.browser.editor_page import editor, preview, select, text
from tests.factories import make_review
from tests.watched_browser import BrowserComplaints

pytestmark = pytest.mark.django_db(transaction=True)

BODY = "Some **bold** words, ||7: a kiss|| and ||the end||."


# Preview


def test_preview_follows_the_text_and_names_the_scopes(open_review: Callable[..., Page]) -> None:
    page = open_review(BODY)

    expect(preview(page).locator("strong")).to_have_text("bold")
    expect(preview(page).locator("[data-spoils='through episode 7']")).to_have_text("a kiss")
    text(page).fill("Now ||something else||.")
    expect(preview(page).locator("[data-spoils='the whole drama']")).to_have_text("something else")


def test_preview_for_a_reader_withholds_and_opens_at_a_gate(open_review: Callable[..., Page]) -> None:
    page = open_review(BODY)

    editor(page).get_by_label("Preview for").select_option("0")
    expect(preview(page)).not_to_contain_text("a kiss")
    preview(page).get_by_role("link", name="spoiler (episode 7)").click()

    expect(preview(page)).to_contain_text("a kiss")
    expect(preview(page)).not_to_contain_text("the end")
    expect(editor(page).get_by_label("Last episode watched")).to_have_value("7")


def test_preview_follows_the_scope_of_the_section(open_review: Callable[..., Page]) -> None:
    page = open_review("An ending.")
    editor(page).get_by_label("Preview for").select_option("0")
    expect(preview(page)).to_contain_text("An ending.")

    page.locator("#id_sections-0-spoils_through").select_option("32767")

    expect(preview(page)).to_have_text("spoiler (ending)")


def test_editor_out_of_view_asks_for_nothing(open_review: Callable[..., Page]) -> None:
    page = open_review(*(f"Body {number}." for number in range(8)))
    expect(preview(page, 0)).to_be_attached()

    assert preview(page, 7).inner_html() == ""
    text(page, 7).scroll_into_view_if_needed()
    expect(preview(page, 7)).to_have_text("Body 7.")


def test_added_rows_start_and_the_template_row_never_does(open_review: Callable[..., Page]) -> None:
    page = open_review("First.")

    page.get_by_role("button", name="Add another Section").click()
    text(page, 1).fill("||Second||")

    expect(preview(page, 1).locator(".spoiler")).to_have_text("Second")
    assert page.locator(".empty-form .me-toolbar").first.get_attribute("hidden") is not None


def test_moved_row_keeps_its_editor(open_review: Callable[..., Page]) -> None:
    page = open_review("First.", "Second.")
    expect(preview(page, 0)).to_have_text("First.")

    page.get_by_role("button", name="Move down").first.click()
    text(page, 0).fill("Changed.")

    expect(preview(page, 0)).to_have_text("Changed.")
    expect(editor(page, 0).locator(".me-toolbar kbd")).to_have_count(6)


def test_lost_session_is_told_beside_the_text(
    open_review: Callable[..., Page], complaints: BrowserComplaints
) -> None:
    complaints.expect("403")
    page = open_review("First.")
    expect(preview(page)).to_have_text("First.")
    page.context.clear_cookies()

    text(page).fill("Unsaved words.")

    expect(editor(page).locator("> .me-error")).to_contain_text("logged out")
    expect(text(page)).to_have_value("Unsaved words.")


# Keyboard


def test_tab_leaves_the_text(open_review: Callable[..., Page]) -> None:
    page = open_review("First.")

    text(page).focus()
    page.keyboard.press("Tab")
    expect(editor(page).get_by_label("Preview for")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(editor(page).get_by_role("button", name="Bold")).to_be_focused()
    expect(text(page)).to_have_value("First.")


def test_toolbar_is_one_stop_with_arrows_inside(open_review: Callable[..., Page]) -> None:
    page = open_review("First.")

    editor(page).get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowRight")
    expect(editor(page).get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("End")
    expect(editor(page).get_by_role("button", name="Picture")).to_be_focused()
    page.keyboard.press("Tab")
    expect(text(page)).to_be_focused()


SHORTCUTS = {
    "Control+b": "One **two** three.",
    "Control+i": "One *two* three.",
    "Control+k": "One [two](https://) three.",
    "Control+Shift+H": "## One two three.",
    "Control+Shift+Period": "> One two three.",
}


def test_shortcuts_format_and_can_be_undone(open_review: Callable[..., Page]) -> None:
    page = open_review("One two three.")

    for keys, result in SHORTCUTS.items():
        select(text(page), "two")
        page.keyboard.press(keys)
        expect(text(page)).to_have_value(result)
        page.keyboard.press("Control+z")
        expect(text(page)).to_have_value("One two three.")


def test_bold_again_is_plain(open_review: Callable[..., Page]) -> None:
    page = open_review("One two three.")

    select(text(page), "two")
    page.keyboard.press("Control+b")
    page.keyboard.press("Control+b")

    expect(text(page)).to_have_value("One two three.")


SPOILERS = [
    ("One two three.", "two", "7", "One ||7: two|| three."),
    ("One two three.", " two ", "", "One ||two|| three."),
    ("One.\n\nTwo.", "One.\n\nTwo.", "", "||One.||\n\n||Two.||"),
    ("- one\n- two", "- one\n- two", "3", "- ||3: one||\n- ||3: two||"),
]


def test_spoilers_by_keyboard(open_review: Callable[..., Page]) -> None:
    page = open_review("First.")

    for before, chosen, episode, after in SPOILERS:
        text(page).fill(before)
        select(text(page), chosen)
        page.keyboard.press("Control+Shift+X")
        page.keyboard.type(episode)
        page.keyboard.press("Enter")

        expect(text(page)).to_have_value(after)
        expect(text(page)).to_be_focused()
        expect(preview(page).locator(".spoiler").first).to_be_visible()


def test_escape_leaves_the_question_and_the_text(open_review: Callable[..., Page]) -> None:
    page = open_review("One two three.")

    select(text(page), "two")
    editor(page).get_by_role("button", name="Spoiler").click()
    page.keyboard.press("Escape")

    expect(text(page)).to_be_focused()
    expect(text(page)).to_have_value("One two three.")


# For everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_editor_fits_and_axe_finds_nothing(
    open_review: Callable[..., Page], page: Page, complaints: BrowserComplaints, width: int, scheme: str
) -> None:
    Image.objects.create(key="waiting1", caption="At the copier")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_review(BODY + "\n\n> Said.\n\n- one\n\n![](image:waiting1)")
    editor(page).get_by_role("button", name="Describe").click()
    editor(page).get_by_role("button", name="Spoiler").click()
    expect(preview(page).locator(".spoiler").first).to_be_visible()

    assert complaints.unexpected() == []
    complaints.expect("Applying inline style")  # axe's own

    found = Axe().run(page, context="#sections-0 markdown-editor")

    assert found.violations_count == 0, found.generate_report()
    assert editor(page).evaluate("(editor) => editor.scrollWidth <= editor.clientWidth")
    assert editor(page).evaluate("(editor) => editor.getBoundingClientRect().right <= innerWidth")


def test_text_is_plain_but_whole_without_scripts(
    new_context: Callable[..., BrowserContext], sign_in: Callable[[BrowserContext], None]
) -> None:
    context = new_context(java_script_enabled=False)
    sign_in(context)
    page = context.new_page()
    review = make_review(sections=[{"body": BODY}])

    page.goto(f"/admin/reviews/review/{review.pk}/change/")

    expect(text(page)).to_have_value(BODY)
    expect(editor(page).locator(".me-toolbar")).to_be_hidden()
    expect(editor(page).locator(".me-preview")).to_be_hidden()
