"""Writing and reading comments in a browser: with a script and without, and when things go wrong on the way."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from reviews.comments.models import Comment
from reviews.models import Review
from tests.factories import make_comment, make_drama, make_review

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/reviews/run-on/"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser under a test types faster than a person can."""
    monkeypatch.setattr("reviews.comments.tokens.MIN_FORM_AGE", 0)


@pytest.fixture
def review() -> Review:
    review = make_review(drama=make_drama("Run On", slug="run-on"), slug="run-on")
    first = make_comment(review, author_name="Ari", body="An open word: lantern.")
    make_comment(parent=first, author_name="Bo", body="A closed word: heron.", spoils_through=7)
    return review


@pytest.fixture
def reader(page: Page, review: Review) -> Page:
    page.goto(ADDRESS)
    expect(page.get_by_label("Always show spoilers")).to_be_visible()
    return page


def begin(page: Page, link: str = "Write a comment") -> None:
    page.get_by_role("link", name=link).click()
    expect(page.get_by_label("Your comment", exact=True)).to_be_focused()


def write(page: Page, body: str, name: str = "Hana") -> None:
    page.get_by_label("Your comment", exact=True).fill(body)
    page.get_by_label("Your name").fill(name)


def post(page: Page) -> None:
    page.get_by_role("button", name="Post comment").click()


def test_a_comment_is_written_on_the_review_s_own_page(reader: Page) -> None:
    begin(reader)
    write(reader, "So *good*.")
    post(reader)

    expect(reader.get_by_role("heading", name="Thank you")).to_be_focused()
    expect(reader).to_have_url(re.compile(f"{ADDRESS}$"))
    assert Comment.objects.get(author_name="Hana").body == "So *good*."


def test_the_form_begins_with_what_this_browser_knows(reader: Page) -> None:
    reader.get_by_label("How far have you seen?").select_option("7")
    expect(reader.get_by_text("heron")).to_be_visible()
    begin(reader)
    expect(reader.get_by_label("Spoilers up to")).to_have_value("7")
    write(reader, "Mine.")
    post(reader)
    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()

    reader.reload()
    begin(reader)

    expect(reader.get_by_label("Your name")).to_have_value("Hana")
    expect(reader.get_by_label("Your comment", exact=True)).to_have_value("")


def test_an_answer_says_whom_it_answers(reader: Page) -> None:
    begin(reader, "Reply to Ari")
    expect(reader.get_by_role("heading", name="Reply to Ari")).to_be_visible()
    write(reader, "Indeed.")
    post(reader)

    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    parent = Comment.objects.get(author_name="Hana").parent
    assert parent is not None
    assert parent.author_name == "Ari"


def test_a_preview_shows_what_will_be_hidden(reader: Page) -> None:
    begin(reader)
    write(reader, "Good, ||9: until the egret||.")

    reader.get_by_role("button", name="Preview").click()

    preview = reader.locator(".preview")
    expect(preview).to_be_focused()
    expect(preview).to_contain_text("spoiler (episode 9)")
    expect(preview).not_to_contain_text("egret")
    expect(reader.get_by_label("Your comment", exact=True)).to_have_value("Good, ||9: until the egret||.")


def test_a_mistake_is_named_and_the_rest_is_kept(reader: Page, complaints: Any) -> None:
    complaints.expect("422")
    begin(reader)
    write(reader, "My words.", name="n" * 61)
    post(reader)

    expect(reader.get_by_role("alert")).to_be_focused()
    expect(reader.get_by_role("alert")).to_contain_text("61 characters")
    expect(reader.get_by_label("Your comment", exact=True)).to_have_value("My words.")
    reader.get_by_role("link", name="Your name: This has 61 characters").click()
    expect(reader.get_by_label("Your name")).to_be_focused()


@pytest.mark.parametrize("how", ["unreachable", "503"])
def test_a_server_that_is_away_takes_nothing_with_it(reader: Page, complaints: Any, how: str) -> None:
    complaints.expect("ERR_FAILED|503")
    begin(reader)
    write(reader, "Not lost.")
    answer = (
        (lambda route: route.abort()) if how == "unreachable" else (lambda route: route.fulfill(status=503))
    )
    reader.route("**/comments/new/", answer)
    post(reader)
    expect(reader.locator("comment-form").get_by_role("status")).to_contain_text("Your text is kept here")
    expect(reader.get_by_label("Your comment", exact=True)).to_have_value("Not lost.")

    reader.unroute("**/comments/new/")
    reader.reload()
    begin(reader)
    expect(reader.get_by_label("Your comment", exact=True)).to_have_value("Not lost.")
    post(reader)

    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Comment.objects.filter(body="Not lost.").count() == 1


def test_what_was_begun_is_there_after_going_away_and_back(reader: Page) -> None:
    begin(reader)
    reader.get_by_label("Your comment", exact=True).fill("Half a thou")
    reader.get_by_role("link", name="Dramas", exact=True).first.click()
    reader.go_back()
    begin(reader)

    expect(reader.get_by_label("Your comment", exact=True)).to_have_value("Half a thou")
    expect(reader.locator("comment-form").get_by_role("status")).to_contain_text("Your draft is back")


def test_all_of_it_works_without_a_script(
    new_context: Callable[..., BrowserContext], review: Review, complaints: Any
) -> None:
    complaints.expect("422")
    page = new_context(java_script_enabled=False).new_page()
    page.goto(ADDRESS)
    page.get_by_role("link", name="Show everything through episode 7 in the comment by Bo").click()
    expect(page.get_by_text("heron")).to_be_visible()

    page.get_by_role("link", name="Reply to Bo").click()
    write(page, "||7: An egret||, I say.", name="n" * 61)
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("alert")).to_contain_text("61 characters")
    page.get_by_label("Your name").fill("Hana")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview")).to_contain_text("egret")
    post(page)
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()

    page.get_by_role("link", name="Edit or delete it").click()
    page.get_by_label("Your comment", exact=True).fill("A crane, I say.")
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Comment.objects.get(author_name="Hana").body == "A crane, I say."

    page.get_by_role("link", name="Edit or delete it").click()
    page.get_by_text("Delete it instead").click()
    page.get_by_role("button", name="Delete my comment").click()
    expect(page.get_by_role("heading", name="Deleted")).to_be_visible()
    assert Comment.objects.get(parent__author_name="Bo").body == ""


def test_a_folded_comment_unfolds_in_place_and_folds_again(reader: Page) -> None:
    gate = reader.get_by_role("link", name="Show everything through episode 7 in the comment by Bo")
    gate.click()

    expect(reader.get_by_text("heron")).to_be_visible()
    expect(reader.locator(f"#comment-{Comment.objects.get(author_name='Bo').pk}")).to_be_focused()
    expect(reader).to_have_url(re.compile(f"{ADDRESS}$"))
    reader.get_by_label("How far have you seen?").select_option("")
    expect(reader.get_by_text("heron")).to_have_count(0)


def press_until_focused(page: Page, key: str, wanted: Locator) -> None:
    """Walk with a key from where the focus is; a page has fewer stops than this."""
    for _ in range(60):
        page.keyboard.press(key)
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{key} does not lead to {wanted}")


def test_a_comment_is_unfolded_and_answered_by_keyboard(reader: Page) -> None:
    press_until_focused(
        reader,
        "Tab",
        reader.get_by_role("link", name="Show everything through episode 7 in the comment by Bo"),
    )
    reader.keyboard.press("Enter")
    expect(reader.locator(f"#comment-{Comment.objects.get(author_name='Bo').pk}")).to_be_focused()
    expect(reader.get_by_text("heron")).to_be_visible()

    press_until_focused(reader, "Shift+Tab", reader.get_by_role("link", name="Reply to Ari"))
    reader.keyboard.press("Enter")
    expect(reader.get_by_label("Your comment", exact=True)).to_be_focused()
    reader.keyboard.type("By keys alone.")
    press_until_focused(reader, "Tab", reader.get_by_label("Your name"))
    reader.keyboard.type("Hana")
    press_until_focused(reader, "Tab", reader.get_by_role("button", name="Post comment"))
    reader.keyboard.press("Enter")

    expect(reader.get_by_role("heading", name="Thank you")).to_be_focused()
    assert Comment.objects.get(author_name="Hana").body == "By keys alone."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_thread_fold_and_form(
    new_context: Callable[..., BrowserContext], review: Review, complaints: Any, scheme: Any
) -> None:
    complaints.expect("422")
    page = new_context(color_scheme=scheme, viewport={"width": 360, "height": 800}).new_page()
    page.goto(ADDRESS)
    begin(page, "Reply to Ari")
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_role("alert")).to_be_visible()

    found = Axe().run(page).response["violations"]

    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


def test_a_screen_reader_hears_who_says_what_and_what_is_folded(reader: Page) -> None:
    expect(reader.locator("#comments")).to_match_aria_snapshot("""
      - region "Comments 2":
        - heading "Comments 2" [level=2]
        - paragraph:
          - link "Write a comment"
        - navigation "Order of the comments":
          - link "Oldest first"
        - region "Thread started by Ari":
          - article "Ari":
            - heading "Ari" [level=3]
            - paragraph: "An open word: lantern."
            - paragraph:
              - link "Reply to Ari"
              - link "Report the comment by Ari"
          - article "Bo":
            - paragraph: "Hidden: spoilers through episode 7"
            - link "Show everything through episode 7 in the comment by Bo"
    """)
    begin(reader)
    expect(reader.locator("#comment-form")).to_match_aria_snapshot("""
      - textbox "Your comment"
      - combobox "Spoilers up to"
      - textbox "Your name"
      - combobox "Your rating of the drama (optional)"
      - textbox "Email (optional)"
      - paragraph:
        - checkbox "Email me about replies"
      - paragraph:
        - button "Post comment"
        - button "Preview"
    """)
    expect(reader.get_by_role("textbox", name="Leave this empty")).to_have_count(0)
