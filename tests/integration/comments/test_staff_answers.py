"""A staff member answers a comment from the admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reviews.comments.models import Comment
from tests.factories import make_comment

pytestmark = pytest.mark.django_db
State = Comment.State


@pytest.fixture
def client(moderator: Any) -> Client:
    client = Client()
    client.force_login(moderator)
    return client


def test_staff_answer_is_published_with_what_it_answers(client: Client, moderator: Any) -> None:
    comment = make_comment(state=State.PENDING, spoils_through=3)
    page = reverse("admin:comments_comment_reply", args=[comment.pk])

    client.post(page, {"body": "Thank you!", "spoils_through": "3"})

    reply = Comment.objects.get(parent=comment)
    assert (reply.user, reply.author_name, reply.state) == (moderator, "Mo the Moderator", "visible")
    assert Comment.objects.get(pk=comment.pk).state == "visible"


def test_staff_answer_cannot_spoil_less_than_what_it_answers(client: Client) -> None:
    comment = make_comment(spoils_through=3)
    page = reverse("admin:comments_comment_reply", args=[comment.pk])

    answer = client.post(page, {"body": "Thank you!", "spoils_through": "0"})

    assert answer.status_code == 200
    assert not Comment.objects.filter(parent=comment).exists()


@pytest.mark.parametrize("key", ["0", "x", "9" * 40, "²"])
def test_answer_to_what_is_not_there_is_not_found(client: Client, key: str) -> None:
    assert client.get(f"/admin/comments/comment/{key}/reply/").status_code == 404
