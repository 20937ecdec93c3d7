"""What moderators do, by the buttons they press."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reviews.comments.models import Comment, ModerationEvent, Report
from reviews.comments.moderation import Action, decide, set_scope, undo
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_comment, make_review, make_writer

pytestmark = pytest.mark.django_db
State = Comment.State


@pytest.fixture
def client(moderator: Any) -> Client:
    client = Client()
    client.force_login(moderator)
    return client


def queue(**query: Any) -> str:
    return reverse("admin:comments_comment_queue", query=query or None)


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


def press(client: Client, act: str, **more: Any) -> Any:
    return client.post(queue(), {"act": act, **more}, follow=True)


def test_queue_shows_what_waits_by_what_held_it_and_the_oldest_first(client: Client) -> None:
    for body, state in [
        ("Linking words", State.HELD),
        ("Early words", State.PENDING),
        ("Public words", State.VISIBLE),
        ("Late words", State.PENDING),
        ("Reported words", State.VISIBLE),
    ]:
        make_comment(body=body, state=state)
    Report.objects.create(comment=Comment.objects.get(body="Reported words"), kind="abuse", address_hash="a")

    page = client.get(queue()).content.decode()

    assert re.findall(r"(\w+) words", page) == ["Reported", "Early", "Late", "Linking"]
    assert "Public words" in client.get(queue(show="visible")).content.decode()


def test_queue_shows_why_and_what_was_answered_all_open(client: Client) -> None:
    parent = make_comment(
        author_name="Jun", body="What do you think of the ferry?", spoils_through=WHOLE_DRAMA
    )
    make_comment(
        parent=parent,
        body="||It sinks.||",
        state=State.HELD,
        held_reasons=["first", "links"],
    )

    page = client.get(queue()).content.decode()

    for said in (
        "It sinks.",
        "ferry",
        "In reply to Jun",
        "first comment",
        "many links",
        "whole drama",
    ):
        assert said in page


def test_queue_does_not_cost_more_with_more_comments(client: Client, django_assert_num_queries: Any) -> None:
    def cost() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(queue())
        return len(queries)

    review = make_review()
    make_comment(parent=make_comment(review), state=State.PENDING)
    few = cost()
    for _ in range(5):
        make_comment(parent=make_comment(review), state=State.PENDING)

    assert cost() == few


@pytest.mark.parametrize(
    ("act", "state"), [("approve", "visible"), ("spam", "spam"), ("remove", "removed"), ("hold", "held")]
)
def test_button_decides_one_comment_and_logs_it(client: Client, moderator: Any, act: str, state: str) -> None:
    comment, other = make_comment(state=State.PENDING), make_comment(state=State.PENDING)

    press(client, f"{act}:{comment.pk}", reason="because", pick=[other.pk])

    assert (state_of(comment), state_of(other)) == (state, "pending")
    event = ModerationEvent.objects.get()
    assert (event.comment, event.moderator, event.action) == (comment, moderator, act)
    assert (event.from_state, event.to_state, event.reason) == ("pending", state, "because")


def test_button_decides_all_that_are_ticked(client: Client) -> None:
    comments = [make_comment(state=State.PENDING) for _ in range(3)]

    page = press(client, "approve", pick=[comment.pk for comment in comments[:2]]).content.decode()

    assert [state_of(comment) for comment in comments] == ["visible", "visible", "pending"]
    assert "2 comments approved." in page


def test_undo_takes_back_a_whole_step(client: Client) -> None:
    comments = [make_comment(state=State.PENDING) for _ in range(3)]
    page = press(client, "spam", pick=[comment.pk for comment in comments]).content.decode()
    undoable = re.search(r'name="undo" value="([\d,]+)"', page)
    assert undoable

    client.post(queue(), {"undo": undoable[1]})

    assert [state_of(comment) for comment in comments] == ["pending"] * 3
    assert ModerationEvent.objects.filter(action="undo").count() == 3


def test_step_that_another_moderator_changed_since_is_not_undone(moderator: Any) -> None:
    comment = make_comment(state=State.PENDING)
    event = decide(comment.pk, Action.APPROVE, moderator=moderator)
    decide(comment.pk, Action.SPAM, moderator=make_writer())
    assert event

    assert undo(event, moderator=moderator) is None
    assert state_of(comment) == "spam"


def test_scope_is_raised_with_all_that_answers(client: Client) -> None:
    comment = make_comment()
    reply = make_comment(parent=comment)

    press(client, f"scope:{comment.pk}", **{f"scope-{comment.pk}": "7"})

    assert [Comment.objects.get(pk=each.pk).spoils_through for each in (comment, reply)] == [7, 7]
    event = ModerationEvent.objects.get()
    assert (event.from_scope, event.to_scope, event.to_state) == (0, 7, "")


def test_scope_is_never_below_what_is_answered(moderator: Any) -> None:
    parent = make_comment(spoils_through=5)
    reply = make_comment(parent=parent, spoils_through=9)

    set_scope(reply.pk, 0, moderator=moderator)

    assert Comment.objects.get(pk=reply.pk).spoils_through == 5


def test_raised_scope_is_undone_for_the_comment_itself(moderator: Any) -> None:
    comment = make_comment()
    reply = make_comment(parent=comment)
    event = set_scope(comment.pk, 7, moderator=moderator)
    assert event

    undo(event, moderator=moderator)

    assert [Comment.objects.get(pk=each.pk).spoils_through for each in (comment, reply)] == [0, 7]


def test_comment_without_text_cannot_be_published(client: Client) -> None:
    comment = make_comment(state=State.REMOVED, body="")

    press(client, f"approve:{comment.pk}")

    assert state_of(comment) == "removed"


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"act": "approve"},
        {"act": "approve:999999"},
        {"act": "approve:x"},
        {"act": "approve:" + "9" * 40},
        {"act": "explode:1"},
        {"act": "scope:1", "scope-1": "99999999"},
        {"act": "approve", "pick": ["-1", "²", ""]},
        {"undo": "1,2,x"},
    ],
)
def test_form_that_makes_no_sense_changes_nothing(client: Client, form: dict[str, Any]) -> None:
    make_comment(state=State.PENDING)

    page = client.post(queue(), form, follow=True)

    assert "Nothing was changed" in page.content.decode()
    assert not ModerationEvent.objects.exists()


def test_get_changes_nothing(client: Client) -> None:
    comment = make_comment(state=State.PENDING)

    client.get(queue(act=f"approve:{comment.pk}", undo="1"))

    assert state_of(comment) == "pending"


def test_post_needs_its_token(moderator: Any) -> None:
    comment = make_comment(state=State.PENDING)
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)

    assert client.post(queue(), {"act": f"approve:{comment.pk}"}).status_code == 403
    assert state_of(comment) == "pending"


@pytest.mark.parametrize("is_staff", [True, False])
def test_only_moderators_come_in(is_staff: bool) -> None:
    comment = make_comment(state=State.PENDING, body="CANARY", email="canary@example.org")
    user = make_writer(f"writer{is_staff}")
    user.is_staff = is_staff
    user.save()
    client = Client()
    client.force_login(user)
    pages = [
        queue(),
        reverse("admin:comments_comment_changelist"),
        reverse("admin:comments_comment_change", args=[comment.pk]),
        reverse("admin:comments_comment_reply", args=[comment.pk]),
        reverse("admin:comments_moderationevent_changelist"),
    ]

    for page in pages:
        for answer in (client.get(page), client.post(page, {"act": f"approve:{comment.pk}", "body": "x"})):
            assert answer.status_code in {302, 403}
            assert "CANARY" not in answer.content.decode()
            assert "canary" not in answer.content.decode()
    assert state_of(comment) == "pending"


def test_moderator_sees_comments_and_the_log_and_edits_neither(client: Client, moderator: Any) -> None:
    comment = make_comment(state=State.PENDING)
    event = decide(comment.pk, Action.APPROVE, moderator=moderator, reason="kind words")
    assert event
    page = reverse("admin:comments_comment_change", args=[comment.pk])

    assert "kind words" in client.get(page).content.decode()
    assert client.post(page, {"body": "changed"}).status_code == 403
    assert client.post(reverse("admin:comments_comment_delete", args=[comment.pk])).status_code == 403
    assert client.get(reverse("admin:comments_moderationevent_changelist")).status_code == 200
    assert client.post(reverse("admin:comments_moderationevent_change", args=[event.pk])).status_code == 403
