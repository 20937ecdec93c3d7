"""Fixtures for all tests. A test that asks for `page` drives a real browser against the site itself."""

import gc
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, BrowserType, expect
from pytest_django.live_server_helper import LiveServer

from reviewsite.management.commands import migrate
from tests.template_database import copy_and_migrate
from tests.thoroughness import choose_examples
from tests.watched_browser import LAUNCH_ARGUMENTS, BrowserComplaints, installed_browser

choose_examples()
#: What a browser shows on a quiet machine after a second may take a minute on a busy one.
_MILLISECONDS = 120_000
expect.set_options(timeout=_MILLISECONDS)


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of the collection of garbage, which took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def template_database() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate.Command, "execute", copy_and_migrate)
        yield patch


@pytest.fixture(scope="session")
def django_db_setup(template_database: pytest.MonkeyPatch, django_db_setup: None) -> None:
    """The test databases, of a template; after this, `migrate` is the real one."""
    template_database.undo()


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], browser_type: BrowserType
) -> dict[str, Any]:
    return {**browser_type_launch_args, "args": LAUNCH_ARGUMENTS, **installed_browser(browser_type)}


@pytest.fixture
def complaints(live_server: LiveServer) -> BrowserComplaints:
    """What the browser complained of; `complaints.expect(pattern)` allows what the test provokes."""
    return BrowserComplaints(urlsplit(live_server.url).netloc)


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], live_server: LiveServer, complaints: BrowserComplaints
) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts whose relative addresses are the site's, and whose complaints fail the test."""

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**{"base_url": live_server.url, **options})
        context.set_default_timeout(_MILLISECONDS)
        complaints.watch(context)
        return context

    yield watched
    assert complaints.unexpected() == []


@pytest.fixture(autouse=True)
def nobody_tried_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of refused forms, which is the process's, starts empty for each test."""
    from reviews.comments import attempts

    monkeypatch.setattr(attempts, "_attempts", attempts.Attempts())
