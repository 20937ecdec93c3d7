"""The moderation screen and the pages of mailed links, by keyboard, with and without a script, judged by axe."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from reviews.comments.mail_consent import CONSENT, DATA, SILENCE, consent_of, token_for
from reviews.comments.models import Comment, ModerationEvent, Report
from tests.factories import make_comment, make_drama, make_review
from tests.watched_browser import BrowserComplaints

pytestmark = pytest.mark.django_db(transaction=True)
QUEUE = "/admin/comments/comment/queue/"


@pytest.fixture
def waiting() -> list[Comment]:
    """Three comments that wait, in the order of the queue."""
    review = make_review(drama=make_drama("The Lighthouse Clerk"), headline="Small Hours, Kept Carefully")
    first = make_comment(review, author_name="Jun", body="Was the ferry scene in the novel, too?")
    comments = [
        make_comment(
            review,
            parent=first,
            author_name=f"Reader {number}",
            email=f"reader{number}@example.org",
            body=f"It was, and **much** longer. ||The {number}th boat sinks.||",
            state=Comment.State.PENDING,
            held_reasons=["first", "links"],
            created_at=timezone.now(),
        )
        for number in range(1, 4)
    ]
    for address in ("a", "b"):
        Report.objects.create(comment=comments[0], kind="abuse", address_hash=address)
    return comments


@pytest.fixture
def queue(page: Page, sign_in: Callable[[BrowserContext], None], waiting: list[Comment]) -> Page:
    sign_in(page.context)
    page.goto(QUEUE)
    return page


def states() -> list[str]:
    return list(Comment.objects.exclude(author_name="Jun").order_by("pk").values_list("state", flat=True))


def fits_and_is_accessible(page: Page) -> None:
    expect(page.locator("html")).to_have_js_property("scrollWidth", page.viewport_size["width"])  # type: ignore[index]
    found: Any = Axe().run(page, context="#content")
    assert [violation["id"] for violation in found.response["violations"]] == []


def test_queue_is_worked_off_by_keys(queue: Page) -> None:
    queue.locator("[data-comment]").first.focus()
    queue.keyboard.press("j")
    queue.keyboard.press("a")
    expect(queue.get_by_text("1 comment approved.")).to_be_visible()
    assert states() == ["pending", "visible", "pending"]

    expect(queue.locator("[data-comment]").first).to_be_focused()
    queue.keyboard.press("s")
    expect(queue.get_by_text("1 comment marked as spam.")).to_be_visible()
    queue.keyboard.press("u")
    expect(queue.get_by_text("1 decision undone.")).to_be_visible()
    assert states() == ["pending", "visible", "pending"]


def test_keys_do_nothing_while_somebody_types(queue: Page) -> None:
    queue.get_by_label("Reason (for the log)").fill("")
    queue.get_by_label("Reason (for the log)").press_sequentially("as rash")

    expect(queue.get_by_label("Reason (for the log)")).to_have_value("as rash")
    assert states() == ["pending"] * 3


def test_ticked_ones_are_decided_together_with_a_reason(queue: Page) -> None:
    queue.locator("[data-comment]").first.focus()
    for key in ("x", "j", "x"):
        queue.keyboard.press(key)
    queue.get_by_label("Reason (for the log)").fill("kind")
    queue.get_by_role("group", name="Selected comments").get_by_role("button", name="Approve").click()

    expect(queue.get_by_text("2 comments approved.")).to_be_visible()
    assert states() == ["visible", "visible", "pending"]
    assert set(ModerationEvent.objects.values_list("reason", flat=True)) == {"kind"}


def test_scope_is_raised_by_keys(queue: Page, waiting: list[Comment]) -> None:
    queue.locator("[data-comment]").first.focus()
    queue.keyboard.press("e")
    queue.keyboard.type("through episode 7")
    queue.keyboard.press("Tab")
    queue.keyboard.press("Enter")

    expect(queue.get_by_text("Spoiler level of 1 comment changed.")).to_be_visible()
    assert Comment.objects.get(pk=waiting[0].pk).spoils_through == 7


def test_queue_works_without_a_script(
    new_context: Callable[..., BrowserContext],
    sign_in: Callable[[BrowserContext], None],
    waiting: list[Comment],
) -> None:
    context = new_context(java_script_enabled=False)
    sign_in(context)
    page = context.new_page()
    page.goto(QUEUE)
    page.get_by_role("listitem").filter(has_text="Reader 2").get_by_role("button", name="Approve").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("listitem").filter(has_text="Reader 3").get_by_role("button", name="Remove").click()

    assert states() == ["pending", "pending", "removed"]


def test_moderation_pages_fit_and_are_accessible(queue: Page, complaints: BrowserComplaints) -> None:
    complaints.expect("Applying inline style")  # axe's own
    schemes: tuple[Any, ...] = ("light", "dark")
    for page in ("queue", "answer"):
        if page == "answer":
            queue.get_by_role("link", name="Reply").first.click()
        for width in (360, 1280):
            queue.set_viewport_size({"width": width, "height": 800})
            for scheme in schemes:
                queue.emulate_media(color_scheme=scheme)
                queue.reload()  # or axe meets colours on their way from one scheme to the other
                fits_and_is_accessible(queue)


def test_screen_reader_finds_comments_buttons_and_labels(queue: Page) -> None:
    tree = queue.locator("main, #content").first.aria_snapshot()

    for line in ('checkbox "Reader 1"', 'button "Approve"', 'combobox "Spoils"', 'button "Set"', "2 reports"):
        assert line in tree


def test_pages_of_letters_fit_and_are_accessible(page: Page, complaints: BrowserComplaints) -> None:
    complaints.expect("Applying inline style")
    complaints.expect("410")
    consent = consent_of("reader@example.org").pk
    for address in (
        "/letters/your-comments/",
        f"/letters/replies/{token_for(CONSENT, consent)}/",
        f"/letters/no-replies/{token_for(SILENCE, consent)}/",
        f"/letters/your-comments/{token_for(DATA, 'reader@example.org')}/",
        "/letters/replies/made:up/",
    ):
        page.goto(address)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            fits_and_is_accessible(page)
