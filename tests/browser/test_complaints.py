"""The watch over browser tests: it has to see what a page does wrong, or it proves nothing."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.watched_browser import BrowserComplaints

ANYTHING = "."


def assert_one_matches(pattern: str, complaints: BrowserComplaints) -> None:
    found = complaints.unexpected()
    assert any(re.search(pattern, line) for line in found), found
    complaints.expect(ANYTHING)


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("console.error('broken')", "^console: broken"),
        ("setTimeout(() => { throw new Error('thrown') })", "^script error: .*thrown"),
        ("document.body.setAttribute('style', 'color: red')", "^console: .*Content Security Policy"),
        ("fetch('https://elsewhere.example/').catch(() => {})", "^console: .*Content Security Policy"),
        ("fetch('/nothing-here/')", "^console: .*404"),
    ],
)
def test_complaints_name_what_a_page_does_wrong(
    page: Page, complaints: BrowserComplaints, script: str, complaint: str
) -> None:
    page.goto("/admin/login/")

    page.evaluate(script)
    page.evaluate("new Promise((done) => setTimeout(done))")

    assert_one_matches(complaint, complaints)


def test_complaints_name_a_request_to_another_host(page: Page, complaints: BrowserComplaints) -> None:
    page.goto("/admin/login/")

    with page.expect_request("https://elsewhere.example/"):
        page.evaluate("location.href = 'https://elsewhere.example/'")

    assert_one_matches("^request to another host: https://elsewhere.example/", complaints)


def test_complaints_are_none_on_the_login_page(page: Page, complaints: BrowserComplaints) -> None:
    page.goto("/admin/login/")

    expect(page.get_by_label("Username")).to_be_visible()
    assert complaints.unexpected() == []
