"""Links for outsiders and the second step of logging in, in a browser, by keyboard, with its rules in force."""

import base64
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django_otp.oath import TOTP
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from reviews.models import Review
from tests.browser import judged_page
from tests.factories import make_review
from tests.watched_browser import BrowserComplaints

PASSWORD = "a long enough one"


def assert_accessible(page: Page) -> None:
    assert judged_page.faults(page) == []


def code_for(key: str) -> str:
    totp = TOTP(base64.b32decode(key.replace(" ", "")))
    totp.time = time.time()
    return f"{totp.token():06d}"


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.get_by_label("Username:").fill("kim")
    page.get_by_label("Password:").fill(PASSWORD)
    page.keyboard.press("Enter")


def type_until_looked_at(page: Page, code: str) -> None:
    """In the second after a wrong code every other is refused, unread."""
    for _attempt in range(50):
        page.get_by_label("Code:").fill(code)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        if not page.get_by_label("Code:").is_visible():
            return


def test_a_link_for_an_outsider_opens_the_draft_until_it_is_taken_back(
    page: Page,
    sign_in: Callable[[BrowserContext], None],
    new_context: Callable[..., BrowserContext],
    live_server: LiveServer,
    settings: pytest.FixtureRequest,
    complaints: BrowserComplaints,
) -> None:
    complaints.expect("404")
    complaints.expect(judged_page.FROM_AXE)
    settings.SITE_URL = live_server.url  # type: ignore[attr-defined]
    judged_page.watch(page)
    sign_in(page.context)
    review = make_review(state=Review.State.DRAFT, headline="Not Yet")
    page.goto(f"/admin/reviews/review/{review.pk}/preview-links/")
    page.get_by_label("For whom:").fill("the editor of KTV")
    page.keyboard.press("Enter")
    address = page.get_by_role("status").locator("code").inner_text()
    assert_accessible(page)
    outside = new_context().new_page()
    outside.goto(address)
    expect(outside.get_by_role("heading", level=1)).to_have_text("Not Yet")
    page.get_by_role("button", name="Revoke").press("Enter")
    expect(page.get_by_text("The link is revoked.")).to_be_visible()
    response = outside.goto(address)
    assert response is not None
    assert response.status == 404


@pytest.mark.usefixtures("transactional_db")
def test_the_second_step_is_set_up_and_taken_by_keyboard(
    page: Page, new_context: Callable[..., BrowserContext], complaints: BrowserComplaints
) -> None:
    complaints.expect(judged_page.FROM_AXE)
    judged_page.watch(page)
    get_user_model().objects.create_superuser("kim", display_name="kim", password=PASSWORD)
    log_in(page)
    page.get_by_role("link", name="Your account").press("Enter")
    page.locator("#content-main, .account").first.wait_for()
    page.get_by_role("link", name="Two-factor login").press("Enter")
    page.get_by_role("link", name="Set it up").press("Enter")
    expect(page.get_by_role("img", name="QR code")).to_have_js_property("complete", True)
    expect(page.get_by_role("img", name="QR code")).not_to_have_js_property("naturalWidth", 0)
    assert_accessible(page)
    page.get_by_label("Code:").fill(code_for(page.locator("code").inner_text()))
    page.keyboard.press("Enter")
    expect(page.locator(".account__codes code")).to_have_count(10)
    code = page.locator(".account__codes code").first.inner_text()
    assert_accessible(page)

    elsewhere = new_context(viewport={"width": 360, "height": 740}).new_page()
    judged_page.watch(elsewhere)
    log_in(elsewhere)
    expect(elsewhere.get_by_label("Code:")).to_be_visible()
    elsewhere.get_by_label("Code:").fill("WRON-GCOD-E")
    elsewhere.keyboard.press("Enter")
    expect(elsewhere.get_by_text("This code is wrong")).to_be_visible()
    assert_accessible(elsewhere)
    type_until_looked_at(elsewhere, code)
    expect(elsewhere.get_by_role("link", name="Your account")).to_be_visible()
    expect(elsewhere.get_by_text("9 recovery codes are left.")).to_be_visible()
    elsewhere.goto("/admin/two-factor/")
    expect(elsewhere.get_by_role("button", name="Turn two-factor login off")).to_be_visible()
    assert_accessible(elsewhere)


@pytest.mark.usefixtures("transactional_db")
def test_who_is_not_let_in_is_told_so_in_a_way_that_everybody_can_read(
    page: Page, complaints: BrowserComplaints, settings: Any
) -> None:
    complaints.expect(judged_page.FROM_AXE)
    complaints.expect("429")
    judged_page.watch(page)
    settings.AXES_FAILURE_LIMIT = 2
    page.goto("/admin/")
    for _try in range(2):
        page.get_by_label("Username:").fill("kim")
        page.get_by_label("Password:").fill("not it")
        page.keyboard.press("Enter")
        page.locator(".errornote").or_(page.get_by_text("too many wrong passwords")).wait_for()
        assert_accessible(page)
    expect(page.get_by_text("too many wrong passwords")).to_be_visible()
