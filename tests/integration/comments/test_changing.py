"""Changing a comment, and taking it back."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from reviews.comments.models import Comment, ReaderScore
from reviews.models import Review
from tests.factories import make_comment, make_drama, make_review
from tests.integration.comments.visiting import SAME_ORIGIN, edit_address, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return make_review(slug="the-review", drama=make_drama("The drama", episodes=16))


@pytest.fixture
def address(client: Client, review: Review) -> str:
    """Where a comment that was just written can be changed."""
    return edit_address(
        send(client, review, body="As it was.", email="h@example.org", spoils_through="3", rating="9.0")
    )


def changed(client: Client, address: str, **changes: Any) -> Any:
    values = {"author_name": "Hana", "email": "h@example.org", "body": "As it is now.", "spoils_through": "3"}
    return client.post(address, {**values, **changes}, **SAME_ORIGIN)


def test_a_comment_can_be_changed(client: Client, address: str) -> None:
    assert "As it was." in text_of(client.get(address))

    assert changed(client, address, rating="7.5").status_code == 303

    comment = Comment.objects.get()
    assert (comment.body, comment.rating) == ("As it is now.", 7.5)
    assert comment.edited_at is not None


def test_a_change_never_lowers_the_scope(client: Client, address: str) -> None:
    response = changed(client, address, spoils_through="2")

    assert response.status_code == 422
    assert "Ask a moderator" in text_of(response)
    assert "As it is now." in text_of(response)
    assert Comment.objects.get().body == "As it was."


def test_a_change_may_raise_the_scope(client: Client, address: str) -> None:
    changed(client, address, spoils_through="8")

    assert Comment.objects.get().spoils_through == 8


def test_what_was_let_through_is_judged_again_when_it_changes(client: Client, address: str) -> None:
    Comment.objects.update(state="visible")

    changed(client, address)

    comment = Comment.objects.get()
    assert comment.state == Comment.State.PENDING
    assert "edited" in comment.held_reasons


@pytest.mark.parametrize("state", ["held", "spam"])
def test_what_was_put_away_stays_away(client: Client, review: Review, address: str, state: str) -> None:
    make_comment(review, author_name="Hana", email="h@example.org")  # a known author
    Comment.objects.filter(body="As it was.").update(state=state)

    changed(client, address)

    assert Comment.objects.get(body="As it is now.").state == state


def test_a_change_is_previewed_first(client: Client, address: str) -> None:
    page = text_of(changed(client, address, body="*New*", preview="1"))

    assert "<em>New</em>" in page
    assert Comment.objects.get().body == "As it was."


def test_a_comment_is_taken_back_with_all_that_was_given(
    client: Client, review: Review, address: str
) -> None:
    reply = make_comment(parent=Comment.objects.get(), body="An answer.")

    response = client.post(address, {"withdraw": "1"}, **SAME_ORIGIN)

    comment = Comment.objects.get(parent=None)
    assert comment.state == Comment.State.REMOVED
    assert (comment.body, comment.author_name, comment.email, comment.rating) == ("", "", "", None)
    assert "is deleted" in text_of(client.get(response["Location"]))
    assert Comment.objects.public().get() == reply
    assert client.get(address).status_code == 410


def test_after_a_quarter_of_an_hour_it_stays_as_it_is(client: Client, address: str) -> None:
    Comment.objects.update(created_at=timezone.now() - dt.timedelta(minutes=15))

    response = changed(client, address, body="Too late.")

    assert response.status_code == 410
    assert "Too late." in text_of(response)
    assert Comment.objects.get().body == "As it was."
    assert client.post(address, {"withdraw": "1"}, **SAME_ORIGIN).status_code == 410


@pytest.mark.parametrize("spoil", [lambda a: a[:-2] + "x/", lambda a: a.rsplit("/", 2)[0] + "/x/"])
def test_a_token_that_was_made_up_opens_nothing(client: Client, address: str, spoil: Any) -> None:
    for path in (spoil(address), spoil(address).replace("/edit/", "/thanks/")):
        assert client.get(path).status_code == 404
    assert changed(client, spoil(address)).status_code == 404


def test_the_token_of_one_comment_opens_no_other(client: Client, review: Review, address: str) -> None:
    other = make_comment(review, edit_token_hash="")
    own = Comment.objects.get(body="As it was.")

    assert client.get(address.replace(f"/{own.pk}/", f"/{other.pk}/")).status_code == 404


def test_a_change_from_elsewhere_is_refused(client: Client, address: str) -> None:
    assert client.post(address, {"withdraw": "1"}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert Comment.objects.get().body == "As it was."


def test_the_rating_of_who_took_it_back_does_not_count(client: Client, review: Review, address: str) -> None:
    Comment.objects.update(state="visible")
    assert ReaderScore.objects.get().count == 1

    client.post(address, {"withdraw": "1"}, **SAME_ORIGIN)

    assert ReaderScore.objects.get().count == 0
