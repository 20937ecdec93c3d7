"""Writing in a real browser: section cards, kept text, two writers, the publish check; by keyboard, and on a phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from reviews import revisions
from reviews.models import Review
from reviewsite.spoilers import WHOLE_DRAMA
from tests.browser.editor_page import text
from tests.factories import make_drama, make_person, make_review
from tests.watched_browser import BrowserComplaints

pytestmark = pytest.mark.django_db(transaction=True)

SPOILS = "In the last episode the ferry sails alone."


@pytest.fixture
def signed_in(page: Page, sign_in: Callable[[BrowserContext], None]) -> Page:
    sign_in(page.context)
    return page


def open_form(page: Page, review: Review) -> Page:
    page.goto(f"/admin/reviews/review/{review.pk}/change/")
    expect(page.locator("#sections-group .card-words").first).not_to_be_empty()
    return page


def draft(*bodies: str) -> Review:
    return make_review(
        state="draft", sections=[{"heading": f"Part {n}", "body": body} for n, body in enumerate(bodies)]
    )


def save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.get_by_text("was changed successfully")).to_be_visible()


def sections(review: Review) -> list[tuple[str, str]]:
    return [(row.heading, row.body) for row in review.sections.all()]


def test_a_section_is_divided_at_the_cursor_by_keyboard(signed_in: Page) -> None:
    review = draft("One. Two.", "Three.")
    page = open_form(signed_in, review)
    text(page).focus()
    text(page).evaluate("(area) => area.setSelectionRange(4, 4)")
    page.keyboard.press("Control+Shift+Enter")
    page.keyboard.type("Later")
    save(page)
    assert sections(review) == [("Part 0", "One."), ("Later", "Two."), ("Part 1", "Three.")]


def test_joining_keeps_the_more_closed_scope(signed_in: Page) -> None:
    review = draft("One.", "Two.")
    review.sections.filter(heading="Part 1").update(spoils_through=WHOLE_DRAMA)
    page = open_form(signed_in, review)
    page.get_by_role("button", name="Merge with next").first.click()
    save(page)
    [section] = review.sections.all()
    assert (section.body, section.spoils_through) == ("One.\n\n#### Part 1\n\nTwo.", WHOLE_DRAMA)


def test_a_copy_stands_below_also_of_a_row_added_later(signed_in: Page) -> None:
    review = draft("One.")
    page = open_form(signed_in, review)
    page.locator("#sections-group .add-row a").click()
    text(page, 1).fill("Added.")
    page.locator("#sections-1").get_by_role("button", name="Copy").click()
    save(page)
    assert [body for _heading, body in sections(review)] == ["One.", "Added.", "Added."]


def test_cards_fold_and_count_their_words(signed_in: Page) -> None:
    page = open_form(signed_in, draft("one two three", "four"))
    expect(page.locator(".cards-words")).to_have_text("4 words · 1 min read")
    fold = page.locator("#sections-0").get_by_role("button", name="Collapse")
    fold.click()
    expect(text(page)).to_be_hidden()
    expect(fold).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="Expand all").click()
    expect(text(page)).to_be_visible()


def test_a_card_is_dragged_by_mouse(signed_in: Page) -> None:
    review = draft("One.", "Two.")
    page = open_form(signed_in, review)
    page.get_by_role("button", name="Collapse all", exact=True).click()
    page.locator("#sections-1 .orderable-grip").drag_to(
        page.locator("#sections-0"), target_position={"x": 20, "y": 4}
    )
    save(page)
    assert [heading for heading, _body in sections(review)] == ["Part 1", "Part 0"]


def test_what_was_moved_stays_moved_when_the_form_comes_back(signed_in: Page) -> None:
    review = draft("One.", "Two.")
    page = open_form(signed_in, review)
    page.locator("#sections-1").get_by_role("button", name="Move up").click()
    page.get_by_label("Headline").fill("")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Please correct the error")).to_be_visible()
    page.get_by_label("Headline").fill("Back")
    save(page)
    assert [heading for heading, _body in sections(review)] == ["Part 1", "Part 0"]


def test_text_that_was_not_saved_is_offered_after_a_crash(signed_in: Page) -> None:
    review = draft("One.", "Two.")
    page = open_form(signed_in, review)
    text(page).fill("One, and much more.")
    page.locator("#sections-group .add-row a").click()
    text(page, 2).fill("A new part.")
    page.wait_for_function("() => Object.values(localStorage).some((kept) => kept.includes('A new part.'))")
    page.goto("about:blank")  # nothing was saved

    open_form(page, review)
    page.get_by_role("button", name="Restore it").click()
    expect(text(page)).to_have_value("One, and much more.")
    save(page)
    assert [body for _heading, body in sections(review)] == ["One, and much more.", "Two.", "A new part."]
    expect(page.locator("#kept-form")).to_be_hidden()


def test_saved_text_is_not_offered_again(signed_in: Page) -> None:
    review = draft("One.")
    page = open_form(signed_in, review)
    text(page).fill("One.\n\nMore.")
    save(page)
    open_form(page, review)
    expect(page.locator("#kept-form")).to_be_hidden()


def test_what_was_removed_with_a_save_is_not_offered_again(signed_in: Page) -> None:
    review = draft("One.", "Two.")
    page = open_form(signed_in, review)
    text(page, 1).fill("Two, never mind.")
    page.locator("#id_sections-1-DELETE").check()
    save(page)
    open_form(page, review)
    expect(page.locator("#kept-form")).to_be_hidden()


def test_the_next_new_review_is_not_offered_the_text_of_the_last(signed_in: Page) -> None:
    drama = make_drama("Fog")
    page = signed_in
    page.goto(f"/admin/reviews/review/add/?drama={drama.pk}")
    page.get_by_label("Headline").fill("Into the fog")
    page.get_by_label("Slug").fill("into-the-fog")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("was added successfully")).to_be_visible()
    page.goto("/admin/reviews/review/add/")
    expect(page.locator("#kept-form")).to_be_hidden()


def test_text_that_came_back_with_errors_is_still_kept(signed_in: Page) -> None:
    review = draft("One.")
    page = open_form(signed_in, review)
    text(page).fill("One, and much more.")
    page.get_by_label("Headline").fill("")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Please correct the error")).to_be_visible()
    page.goto("about:blank")
    open_form(page, review)
    page.get_by_role("button", name="Restore it").click()
    expect(text(page)).to_have_value("One, and much more.")


def test_two_writers_get_both_texts_and_a_way_to_join_them(
    signed_in: Page, new_context: Callable[..., BrowserContext], sign_in: Callable[[BrowserContext], None]
) -> None:
    review = draft("One.")
    mine = open_form(signed_in, review)
    context = new_context()
    sign_in(context)
    other = open_form(context.new_page(), review)
    text(other).fill("Words of the other.")
    save(other)

    text(mine).fill("Words of mine.")
    mine.keyboard.press("Control+s")
    expect(mine.get_by_role("heading", name="saved this review while you were writing")).to_be_visible()
    expect(text(mine)).to_have_value("Words of mine.")
    mine.get_by_role("button", name="add their version below mine").click()
    save(mine)
    assert sections(review) == [("Part 0", "Words of mine.\n\nWords of the other.")]


def test_a_missing_person_is_added_from_the_form(signed_in: Page) -> None:
    review = draft("With Kim Da-eun as the clerk.")
    page = open_form(signed_in, review)
    with page.expect_popup() as popup:
        page.get_by_role("link", name="Add a missing person").click()
    popup.value.get_by_label("Name:", exact=True).fill("Kim Da-eun")
    popup.value.get_by_role("button", name="Save").first.click()
    expect(page.locator("#missing_person_said")).to_have_text("Kim Da-eun")
    save(page)
    assert [mention.text for mention in review.mentions.all()] == ["Kim Da-eun"]


def test_a_drama_is_picked_by_another_spelling(signed_in: Page) -> None:
    make_drama("It’s Fine to Be Late", title_ko="늦어도 괜찮아")
    page = signed_in
    for spelling in ("its fine", "neujeodo", "늦어도괜"):
        page.goto("/admin/reviews/review/add/")
        page.locator(".field-drama .select2-selection").click()
        page.locator(".select2-search__field").fill(spelling)
        expect(page.locator(".select2-results__option", has_text="Fine to Be Late")).to_be_visible()


def fits_and_is_accessible(page: Page) -> None:
    page.wait_for_load_state()  # until then, scripts have not put their controls in
    found = Axe().run(page, context="#content")
    assert found.violations_count == 0, found.generate_report()
    expect(page.locator("html")).to_have_js_property("scrollWidth", page.viewport_size["width"])  # type: ignore[index]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_the_writers_pages_fit_and_are_accessible(
    signed_in: Page, complaints: BrowserComplaints, width: int, scheme: str
) -> None:
    complaints.expect("Applying inline style")  # axe's own
    page = signed_in
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    make_person("Kim Da-eun")
    review = draft("One, with Kim Da-eun.", "Two.")
    gone = make_review(headline="Gone")
    revisions.record(gone)
    gone.delete()

    page.goto("/admin/")
    fits_and_is_accessible(page)
    open_form(page, review)
    revisions.record(review)
    review.sections.filter(heading="Part 0").update(body="Changed by another.")
    text(page).fill(SPOILS)
    page.keyboard.press("Control+s")
    expect(page.locator(".clash")).to_be_visible()
    fits_and_is_accessible(page)
    page.get_by_label("State").select_option("published")
    page.keyboard.press("Control+s")
    expect(page.locator(".publish-check mark").first).to_be_visible()
    fits_and_is_accessible(page)
    page.get_by_label("Publish anyway. Reason:").fill("A pun")
    save(page)
    page.goto(f"/admin/reviews/review/{review.pk}/history/")
    fits_and_is_accessible(page)
    page.locator(".writers-list a").first.click()
    fits_and_is_accessible(page)
    page.goto("/admin/reviews/review/deleted/")
    fits_and_is_accessible(page)
    page.get_by_role("button", name="Restore “Gone”").press("Enter")
    expect(page.get_by_text("Restored.")).to_be_visible()
