"""Reporting a comment: who may hide one, what the page says then, and what a moderator's decision does."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.comments.models import Comment, Discussion, MailConsent, ModerationEvent, Report
from reviews.comments.moderation import Action, decide, undo
from reviews.comments.notices import quote, send_digest
from reviews.comments.throttle import REPORT_LIMIT
from reviews.models import Review
from reviewsite.jobs.models import Job
from reviewsite.mail.limits import address_hash
from reviewsite.mail.models import Mail
from tests.factories import make_comment, make_drama, make_review, make_writer
from tests.integration.comments.visiting import SAME_ORIGIN, text_of, token

pytestmark = pytest.mark.django_db
LONG_AGO = dt.timedelta(days=8)


@pytest.fixture
def review() -> Review:
    return make_review(slug="the-review", drama=make_drama("The drama", episodes=16))


def report(client: Client, comment: Comment, address: str, kind: str = "spoils") -> Any:
    values = {"kind": kind, "token": token(comment.review)}
    path = f"{comment.get_absolute_url()}report/"
    return client.post(path, values, REMOTE_ADDR=address, **SAME_ORIGIN)


def report_from_three_networks(client: Client, comment: Comment) -> None:
    for network in (1, 2, 3):
        assert report(client, comment, f"203.0.{network}.9").status_code == 200


def hidden(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).hidden_by_reports


def test_three_networks_hide_a_comment(client: Client, review: Review) -> None:
    comment = make_comment(review)

    for address in ("203.0.1.1", "203.0.1.2", "203.0.1.200", "203.0.2.1", "203.0.1.1"):
        assert report(client, comment, address).status_code == 200
    assert not hidden(comment)
    report(client, comment, "203.0.3.1", "abuse")

    assert hidden(comment) == Comment.Hidden.AWAY
    assert Report.objects.count() == 3
    assert Discussion.objects.get().count == 0


def test_one_network_of_the_new_kind_is_one_voice(client: Client, review: Review) -> None:
    comment = make_comment(review)

    for host in range(1, 5):
        report(client, comment, f"2001:db8:1:2::{host}")

    assert Report.objects.count() == 1


def test_a_network_reports_a_few_comments_an_hour_and_keeps_what_it_chose(
    client: Client, review: Review
) -> None:
    comments = [make_comment(review) for _ in range(REPORT_LIMIT + 1)]

    answers = [
        report(client, comment, f"203.0.113.{host}", "abuse") for host, comment in enumerate(comments, 1)
    ]

    assert [answer.status_code for answer in answers] == [200] * REPORT_LIMIT + [429]
    assert int(answers[-1]["Retry-After"]) <= 3600
    assert "Please try again later" in text_of(answers[-1])
    assert 'value="abuse" ' in text_of(answers[-1])
    assert "checked" in text_of(answers[-1])
    assert Report.objects.count() == REPORT_LIMIT


def test_staff_comments_are_not_hidden_by_strangers(client: Client, review: Review) -> None:
    comment = make_comment(review, user=make_writer())

    report_from_three_networks(client, comment)

    assert not hidden(comment)
    assert Report.objects.unhandled().count() == 3


def test_comments_of_known_authors_are_not_hidden_by_strangers(client: Client, review: Review) -> None:
    MailConsent.objects.create(address_hash=address_hash("mina@example.org"), state="given")
    first, second = (make_comment(review, author_name="Mina", email="mina@example.org") for _ in range(2))

    report_from_three_networks(client, second)
    report_from_three_networks(client, first)

    assert not hidden(second)
    assert hidden(first), "nothing was approved before the first one"


def test_the_first_report_calls_the_moderators(client: Client, review: Review, moderator: Any) -> None:
    comment = make_comment(review, created_at=timezone.now() - LONG_AGO)
    moderator.email = "mo@example.org"
    moderator.save()

    report(client, comment, "203.0.1.9")

    [job] = Job.objects.filter(kind="comments.digest")
    send_digest(job.payload)
    [mail] = Mail.objects.all()
    assert mail.to == "mo@example.org"
    assert "1 comment to review" in mail.subject


def test_reported_comments_are_in_the_queue_until_a_moderator_decides(
    client: Client, review: Review, moderator: Any
) -> None:
    comment = make_comment(review, body="Reported words")
    report(client, comment, "203.0.1.9")
    client.force_login(moderator)
    queue = reverse("admin:comments_comment_queue")
    assert "Reported words" in text_of(client.get(queue))

    client.post(queue, {"act": f"approve:{comment.pk}"})

    assert "Reported words" not in text_of(client.get(queue))
    assert not Report.objects.unhandled().exists()
    assert ModerationEvent.objects.get().action == Action.APPROVE


def test_what_a_moderator_let_pass_needs_new_reports(client: Client, review: Review, moderator: Any) -> None:
    comment = make_comment(review)
    report_from_three_networks(client, comment)
    assert hidden(comment)

    decide(comment.pk, Action.APPROVE, moderator=moderator)
    assert not hidden(comment)
    assert Discussion.objects.get().count == 1
    report(client, comment, "203.0.4.9")

    assert not hidden(comment)


def test_approving_what_was_hidden_can_be_undone(client: Client, review: Review, moderator: Any) -> None:
    comment = make_comment(review)
    report_from_three_networks(client, comment)
    event = decide(comment.pk, Action.APPROVE, moderator=moderator)
    assert event

    assert undo(event, moderator=moderator)

    assert hidden(comment)
    [hide, approve, back] = ModerationEvent.objects.order_by("pk")
    assert (hide.from_state, hide.to_state) == ("visible", "hidden")
    assert (approve.from_state, approve.to_state) == ("hidden", "visible")
    assert (back.from_state, back.to_state) == ("visible", "hidden")


def test_a_hidden_comment_keeps_its_place_and_says_so(client: Client, review: Review) -> None:
    comment = make_comment(review, author_name="zqname", body="zqtext")
    make_comment(parent=comment, body="An answer")
    report_from_three_networks(client, comment)

    for path in ("/reviews/the-review/", "/reviews/the-review/comments/", comment.get_absolute_url()):
        page = text_of(client.get(path))
        assert "zq" not in page
        assert "Hidden after reports" in page
        assert "An answer" in page
        assert "Show it anyway" not in page


def test_what_was_public_for_long_stays_readable_at_a_click(client: Client, review: Review) -> None:
    comment = make_comment(review, body="zqtext", created_at=timezone.now() - LONG_AGO)
    report_from_three_networks(client, comment)
    assert hidden(comment) == Comment.Hidden.AT_A_CLICK

    page = text_of(client.get("/reviews/the-review/"))
    assert "zqtext" not in page
    assert f'href="{comment.get_absolute_url()}"' in page
    own = text_of(client.get(comment.get_absolute_url()))
    assert "zqtext" in own
    assert "Hidden after reports" in own


def test_what_is_hidden_spoils_nobody_at_a_click(client: Client, review: Review) -> None:
    comment = make_comment(review, body="zqtext", spoils_through=7, created_at=timezone.now() - LONG_AGO)
    report_from_three_networks(client, comment)
    own = comment.get_absolute_url()

    assert "zqtext" not in text_of(client.get(own))
    assert "zqtext" not in text_of(client.get(f"{own}?seen=6"))
    assert "zqtext" in text_of(client.get(f"{own}?seen=7"))
    assert f'href="{own}?seen=7"' in text_of(client.get("/reviews/the-review/?seen=7"))
    assert f'href="{own}"' in text_of(client.get("/reviews/the-review/?seen=6"))


def test_what_was_approved_lately_was_not_public_for_long(
    client: Client, review: Review, moderator: Any
) -> None:
    comment = make_comment(review, state="pending", created_at=timezone.now() - LONG_AGO)
    decide(comment.pk, Action.APPROVE, moderator=moderator)

    report_from_three_networks(client, comment)

    assert hidden(comment) == Comment.Hidden.AWAY


def test_a_hidden_comment_is_not_answered_reported_or_mailed(client: Client, review: Review) -> None:
    comment = make_comment(review, body="zqtext", created_at=timezone.now() - LONG_AGO)
    report_from_three_networks(client, comment)

    assert report(client, comment, "203.0.9.9").status_code == 404
    assert "zqtext" not in text_of(client.get(f"/reviews/the-review/comments/new/?reply={comment.pk}"))
    assert not Comment.objects.public().exists()
    assert quote(comment), "the control: by itself it could be quoted"


def test_a_report_says_of_what_kind_it_is(client: Client, review: Review) -> None:
    comment = make_comment(review)

    assert report(client, comment, "203.0.1.1", "dislike").status_code == 422
    assert not Report.objects.exists()


def test_what_is_not_public_cannot_be_reported(client: Client, review: Review) -> None:
    comment = make_comment(review, state="pending")

    assert client.get(f"{comment.get_absolute_url()}report/").status_code == 404
    assert report(client, comment, "203.0.1.1").status_code == 404


def test_the_page_for_reports_shows_no_text(client: Client, review: Review) -> None:
    comment = make_comment(review, body="zqbody", spoils_through=4)

    assert "zqbody" not in text_of(client.get(f"{comment.get_absolute_url()}report/"))
