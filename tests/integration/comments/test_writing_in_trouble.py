"""Writing to a review that is closed, gone or renamed, and while the database is away: the text comes back."""

import datetime as dt
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.utils import timezone

from reviews.comments.models import Comment
from reviews.models import Review
from tests.factories import make_drama, make_review
from tests.integration.comments.visiting import SAME_ORIGIN, filled, send, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NEW = "/reviews/the-review/comments/new/"


@pytest.fixture
def review() -> Review:
    return make_review(slug="the-review", drama=make_drama("The drama", slug="the-drama", episodes=16))


@pytest.mark.parametrize("how", ["closed", "old"])
def test_a_closed_review_takes_nothing_and_hands_the_text_back(
    client: Client, review: Review, settings: Any, how: str
) -> None:
    if how == "closed":
        Review.objects.update(comments_open=False)
    else:
        settings.COMMENTS_CLOSE_AFTER_DAYS = 30
        Review.objects.update(published_at=timezone.now() - dt.timedelta(days=31))

    response = send(client, review, body="Too late?")

    assert response.status_code == 403
    assert "Too late?" in text_of(response)
    assert "closed" in text_of(client.get("/reviews/the-review/"))
    assert not Comment.objects.exists()


@pytest.mark.parametrize("state", [Review.State.DRAFT, Review.State.RETIRED])
def test_an_unpublished_review_takes_nothing(client: Client, review: Review, state: str) -> None:
    Review.objects.update(state=state)

    assert client.get(NEW).status_code == 404
    assert send(client, review).status_code == 404


def test_what_is_written_to_a_renamed_review_arrives(client: Client, review: Review) -> None:
    form = filled(review)
    review = Review.objects.get()
    review.slug = "renamed"
    review.save()

    response = client.post(NEW, form, **SAME_ORIGIN)

    assert response["Location"].startswith("/reviews/renamed/comments/")
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_while_the_database_is_away_the_text_comes_back(
    client: Client, review: Review, error: type[Exception]
) -> None:
    def away(*args: Any) -> Any:
        raise error("away")

    with connection.execute_wrapper(away):
        response = send(client, review, body="Not <lost>.", author_name="Hana")

    page = text_of(response)
    assert response.status_code == 503
    assert int(response["Retry-After"])
    assert "Not &lt;lost&gt;." in page
    assert '<input type="hidden" name="author_name" value="Hana">' in page


def test_more_than_a_comment_could_be_is_not_read(client: Client, review: Review) -> None:
    assert send(client, review, body="x" * (1024 * 1024)).status_code == 413


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_not_for_forms(client: Client, review: Review, method: str) -> None:
    assert getattr(client, method)(NEW).status_code == 405
