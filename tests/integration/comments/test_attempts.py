"""Previews and refused forms count against their sender; the text comes back all the same."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.comments.attempts import ADDRESS_LIMIT, NETWORK_LIMIT, Attempts
from reviews.comments.models import Comment
from reviews.models import Review
from tests.factories import make_comment, make_drama, make_review
from tests.integration.comments.visiting import SAME_ORIGIN, filled, send, text_of, token

pytestmark = pytest.mark.django_db
HERE, NEXT_DOOR, ELSEWHERE = "203.0.113.77", "203.0.113.78", "198.51.100.1"


@pytest.fixture
def review() -> Review:
    return make_review(slug="the-review", drama=make_drama("The drama", episodes=16))


@pytest.mark.parametrize("form", [{"preview": "1"}, {"body": ""}, {"spoils_through": "17"}])
def test_previews_and_refused_forms_are_counted(client: Client, review: Review, form: dict[str, str]) -> None:
    for _ in range(ADDRESS_LIMIT):
        assert send(client, review, address=HERE, **form).status_code in {200, 422}

    response = send(client, review, address=HERE, author_name="Hana", **{"body": "Kept <words>.", **form})

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 600
    assert "You can post again in 10 minutes" in text_of(response)
    assert (form.get("body") == "") or "Kept &lt;words&gt;." in text_of(response)
    assert 'name="author_name" value="Hana"' in text_of(response)
    assert not Comment.objects.exists()
    assert send(client, review, address=NEXT_DOOR).status_code == 303


def test_a_form_that_is_turned_away_asks_the_database_nothing(client: Client, review: Review) -> None:
    for _ in range(ADDRESS_LIMIT):
        send(client, review, address=HERE, preview="1")
    form = filled(review)

    with CaptureQueriesContext(connection) as queries:
        client.post("/reviews/the-review/comments/new/", form, REMOTE_ADDR=HERE, **SAME_ORIGIN)

    assert [query["sql"] for query in queries] == []


@pytest.mark.slow
def test_a_network_has_a_limit_of_its_own(client: Client, review: Review) -> None:
    for number in range(NETWORK_LIMIT):
        send(client, review, address=f"203.0.113.{number}", preview="1")

    assert send(client, review, address="203.0.113.200").status_code == 429
    assert send(client, review, address=ELSEWHERE).status_code == 303


def test_refused_reports_and_edits_are_counted_too(client: Client, review: Review) -> None:
    comment = make_comment(review)
    path = f"{comment.get_absolute_url()}report/"
    for _ in range(ADDRESS_LIMIT):
        form = {"kind": "dislike", "token": token(review)}
        assert client.post(path, form, REMOTE_ADDR=HERE, **SAME_ORIGIN).status_code == 422

    assert send(client, review, address=HERE).status_code == 429


def test_forms_of_other_sites_count_against_nobody(client: Client, review: Review) -> None:
    for _ in range(ADDRESS_LIMIT + 1):
        form = filled(review, preview="1")
        path = "/reviews/the-review/comments/new/"
        assert client.post(path, form, REMOTE_ADDR=HERE, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403

    assert send(client, review, address=HERE).status_code == 303


def test_reading_and_stored_comments_are_not_counted(client: Client, review: Review) -> None:
    for _ in range(ADDRESS_LIMIT + 1):
        assert client.get("/reviews/the-review/comments/new/", REMOTE_ADDR=HERE).status_code == 200

    assert send(client, review, address=HERE).status_code == 303


def test_the_memory_is_bounded_and_forgets() -> None:
    attempts = Attempts()
    for number in range(12_000):
        attempts.note([(ADDRESS_LIMIT, str(number))], 0.0)
    assert len(attempts._counts) == 10_000

    sender: Any = [(ADDRESS_LIMIT, "here")]
    for _ in range(ADDRESS_LIMIT):
        assert attempts.wait(sender, 0.0) == 0
        attempts.note(sender, 0.0)

    assert attempts.wait(sender, 100.0) == 501
    assert attempts.wait(sender, 600.0) == 0
