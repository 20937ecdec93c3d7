"""A browser in which a member of the staff is signed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.editor_page import text
from tests.factories import make_review, make_writer


@pytest.fixture
def sign_in(live_server: LiveServer, transactional_db: None) -> Callable[[BrowserContext], None]:
    """Signs a context in as somebody who may do everything."""

    def sign_in(context: BrowserContext) -> None:
        client = Client()
        client.force_login(make_writer(is_superuser=True))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": f"{live_server.url}/admin/"}]
        )

    return sign_in


@pytest.fixture
def open_review(page: Page, sign_in: Callable[[BrowserContext], None]) -> Callable[..., Page]:
    """Opens the admin's form for a review with a section for each of `bodies`, its first editor in view."""

    def open_it(*bodies: str, **section: Any) -> Page:
        sign_in(page.context)
        review = make_review(sections=[{"body": body, **section} for body in bodies])
        page.goto(f"/admin/reviews/review/{review.pk}/change/")
        text(page).scroll_into_view_if_needed()
        return page

    return open_it
