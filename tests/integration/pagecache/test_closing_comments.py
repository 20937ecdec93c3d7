"""Comments close at a moment at which nothing is written: a page that says so is rendered again."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from reviews.schedule import next_closing
from tests.factories import make_review
from tests.integration.pagecache.reading import Site

pytestmark = pytest.mark.django_db(transaction=True)


def test_comments_close_at_their_second_though_nothing_is_written(settings: Any) -> None:
    settings.COMMENTS_CLOSE_AFTER_DAYS = 30

    def django(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(next_closing(here.clock.now()) == closing).encode()]

    here = Site(django)
    closing = here.clock.now() + dt.timedelta(seconds=90)
    make_review(published_at=closing - dt.timedelta(days=30))
    make_review(published_at=closing - dt.timedelta(days=30, seconds=120), comments_open=True)
    make_review(published_at=closing - dt.timedelta(days=30, seconds=30), comments_open=False)

    said = {}
    for here.clock.passed in (0, 60, 89.9, 90, 600):
        said[here.clock.passed] = here.get("/reviews/").body
    here.close()

    assert said == {0: b"True", 60: b"True", 89.9: b"True", 90: b"False", 600: b"False"}
    assert len(here.rendered) <= 3


def test_comments_that_never_close_are_no_change(settings: Any) -> None:
    make_review()
    settings.COMMENTS_CLOSE_AFTER_DAYS = 0

    assert next_closing(timezone.now()) is None
