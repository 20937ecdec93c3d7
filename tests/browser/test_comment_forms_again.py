"""Coming back to a comment in a browser: to edit it after a reload, or after too many previews."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reviews.comments.models import Comment
from tests.factories import make_drama, make_review

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "/reviews/run-on/"


@pytest.fixture
def reader(page: Page, monkeypatch: pytest.MonkeyPatch) -> Page:
    # A browser under a test types faster than a person can.
    monkeypatch.setattr("reviews.comments.tokens.MIN_FORM_AGE", 0)
    make_review(drama=make_drama("Run On", slug="run-on"), slug="run-on")
    page.goto(ADDRESS)
    expect(page.get_by_label("Always show spoilers")).to_be_visible()
    return page


def test_the_way_to_edit_a_comment_survives_a_reload_and_is_in_no_address(reader: Page) -> None:
    offered = reader.get_by_role("link", name="Edit or delete your comment")
    expect(offered).to_have_count(0)
    reader.get_by_role("link", name="Write a comment").click()
    reader.get_by_label("Your comment", exact=True).fill("So good.")
    reader.get_by_label("Your name").fill("Hana")
    reader.get_by_role("button", name="Post comment").click()
    expect(reader.get_by_role("link", name="Edit or delete it")).to_be_visible()

    reader.reload()
    assert reader.url.endswith(ADDRESS)
    expect(offered).to_be_visible()
    offered.click()
    reader.get_by_label("Your comment", exact=True).fill("Even better.")
    reader.get_by_role("button", name="Save changes").click()
    expect(reader.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Comment.objects.get(author_name="Hana").body == "Even better."

    reader.goto("/dramas/run-on/")
    reader.evaluate("""() => {
        const own = JSON.parse(sessionStorage.getItem("comment-own"));
        sessionStorage.setItem("comment-own", JSON.stringify({ ...own, until: Date.now() }));
    }""")
    reader.goto(ADDRESS)
    expect(reader.get_by_role("link", name="Write a comment")).to_be_visible()
    expect(offered).to_have_count(0)


def test_a_browser_that_tried_too_often_gets_its_text_back(reader: Page, complaints: Any) -> None:
    complaints.expect("429")
    reader.get_by_role("link", name="Write a comment").click()
    reader.get_by_label("Your comment", exact=True).fill("Kept all the same.")
    reader.get_by_label("Your name").fill("Hana")
    for _ in range(21):
        reader.get_by_role("button", name="Preview").click()
        expect(reader.locator("form.comment-form")).not_to_have_attribute("aria-busy", "true")

    expect(reader.get_by_role("alert")).to_contain_text("You can post again in")
    expect(reader.get_by_label("Your comment", exact=True)).to_have_value("Kept all the same.")
