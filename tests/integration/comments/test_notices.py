"""Who is mailed of a comment, and that no mail spoils. Links are followed as people follow them."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.utils import timezone

from reviews.comments import notices
from reviews.comments.models import Comment, MailConsent
from reviews.comments.moderation import Action, decide
from reviewsite.jobs.models import Job
from reviewsite.jobs.worker import Worker
from reviewsite.mail.limits import address_hash
from reviewsite.mail.models import Posted
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_comment, make_writer

pytestmark = pytest.mark.django_db


def work(*, ahead: dt.timedelta = dt.timedelta(minutes=11)) -> None:
    """Do what is due in a while."""
    worker = Worker(clock=lambda: timezone.now() + ahead)
    while worker.run_next():
        pass
    assert not Job.objects.exclude(last_error="").exists()


def moderator(name: str = "mo") -> Any:
    user = make_writer(name, email=f"{name}@site.example")
    user.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    return user


def mailed_to(address: str) -> list[Any]:
    return [message for message in mail.outbox if message.to == [address]]


def subscriber(**fields: Any) -> Comment:
    """A comment whose author said and confirmed that replies may be mailed."""
    MailConsent.objects.create(address_hash=address_hash("mina@example.org"), state=MailConsent.State.GIVEN)
    return make_comment(author_name="Mina", email="Mina@example.org", notify=True, **fields)


def reply_to(parent: Comment, **fields: Any) -> Comment:
    reply = make_comment(parent=parent, author_name="Jun", **fields)
    notices.announce(reply)
    return reply


def path_in(text: str, part: str) -> str:
    found = re.search(rf"http://127\.0\.0\.1:8000(/\S*{part}\S*)", text)
    assert found, text
    return found[1]


def test_moderators_get_one_digest_for_many_comments() -> None:
    moderator()
    make_writer("writer", email="writer@site.example")
    for _ in range(30):
        notices.announce(make_comment(state=Comment.State.PENDING, body="CANARY of a comment"))

    work()

    (message,) = mail.outbox
    assert message.to == ["mo@site.example"]
    assert "30 comments to review" in message.subject
    assert "CANARY" not in message.body
    assert "/admin/comments/comment/queue/" in message.body


def test_digest_of_what_was_decided_meanwhile_is_not_sent() -> None:
    user = moderator()
    comment = make_comment(state=Comment.State.PENDING)
    notices.announce(comment)
    decide(comment.pk, Action.APPROVE, moderator=user)

    work()

    assert mail.outbox == []


def test_no_moderator_is_mailed_twice_in_ten_minutes() -> None:
    moderator()
    notices.announce(make_comment(state=Comment.State.PENDING))
    work()
    Job.objects.all().delete()
    notices.announce(make_comment(state=Comment.State.HELD))
    work()

    assert len(mail.outbox) == 1


def test_nobody_is_mailed_replies_before_they_confirmed_it() -> None:
    parent = make_comment(email="mina@example.org", notify=True)
    notices.announce(parent)
    work()
    (question,) = mailed_to("mina@example.org")
    reply_to(parent)
    work()
    assert len(mail.outbox) == 1
    client, path = Client(), path_in(question.body, "replies")

    page = client.get(path).content.decode()
    assert 'method="post"' in page
    assert MailConsent.objects.get().state == "asked"
    client.post(path)
    assert MailConsent.objects.get().state == "given"

    reply_to(parent)
    work()
    assert len(mailed_to("mina@example.org")) == 2


def test_confirmation_says_nothing_that_the_commenter_wrote() -> None:
    notices.announce(
        make_comment(
            author_name="Buy https://pills.example", body="CANARY", email="victim@example.org", notify=True
        )
    )
    work()

    (message,) = mail.outbox
    assert "CANARY" not in message.body + message.subject
    assert "pills" not in message.body + message.subject


def test_nobody_can_have_the_site_pester_a_stranger() -> None:
    for _ in range(20):
        notices.announce(make_comment(email="victim@example.org", notify=True))
        work()
    assert len(mail.outbox) == 1

    Posted.objects.update(created_at=timezone.now() - dt.timedelta(days=1, minutes=1))
    notices.announce(make_comment(email="victim@example.org", notify=True))
    work()

    assert len(mail.outbox) == 2


def test_comment_that_waits_mails_nobody() -> None:
    parent = subscriber()
    reply_to(parent, state=Comment.State.PENDING, email="other@example.org", notify=True)
    work()

    assert mail.outbox == []


def test_reply_is_mailed_when_it_is_approved_and_once() -> None:
    user = make_writer()
    reply = reply_to(subscriber(), state=Comment.State.PENDING)
    for action in (Action.APPROVE, Action.HOLD, Action.APPROVE):
        decide(reply.pk, action, moderator=user)
        work()

    assert len(mailed_to("Mina@example.org")) == 1


def test_reply_that_was_taken_back_at_once_is_not_mailed() -> None:
    reply = reply_to(subscriber())
    decide(reply.pk, Action.SPAM, moderator=make_writer())

    work()

    assert mail.outbox == []


def test_reply_quotes_only_what_is_safe() -> None:
    reply_to(subscriber(), body="I agree. ||5: CANARYPASSAGE|| And you?")
    work()

    (message,) = mail.outbox
    assert "> I agree." in message.body
    assert "CANARY" not in message.body


@pytest.mark.parametrize("scope", [1, 7, WHOLE_DRAMA])
def test_reply_that_spoils_is_not_quoted_and_says_what_it_spoils(scope: int) -> None:
    reply = reply_to(subscriber(), body="CANARY dies", spoils_through=scope)
    work()

    (message,) = mail.outbox
    assert "CANARY" not in message.body
    assert reply.get_absolute_url() in message.body
    assert "The reply contains spoilers" in message.body


def test_reply_below_what_spoils_is_not_quoted() -> None:
    reply_to(subscriber(spoils_through=9), body="CANARY", spoils_through=0)
    work()

    assert "CANARY" not in mail.outbox[0].body


def test_own_reply_is_not_mailed() -> None:
    reply_to(subscriber(), email="mina@EXAMPLE.org")
    work()

    assert mail.outbox == []


def test_replies_to_one_address_are_limited() -> None:
    parent = subscriber()
    for _ in range(12):
        reply_to(parent)
    work()

    assert len(mail.outbox) == 5


def test_one_click_ends_the_mails() -> None:
    parent = subscriber()
    reply_to(parent)
    work()
    (message,) = mail.outbox
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = path_in(message.extra_headers["List-Unsubscribe"].strip("<>"), "no-replies")
    client = Client(enforce_csrf_checks=True)
    assert client.get(path).status_code == 200
    assert MailConsent.objects.get().state == "given"

    answer = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, MailConsent.objects.get().state) == (200, "refused")
    reply_to(parent)
    notices.announce(make_comment(email="mina@example.org", notify=True))
    work()
    assert len(mail.outbox) == 1
    client.post(path, {"again": "1"})
    assert MailConsent.objects.get().state == "given"


def test_links_are_good_for_their_purpose_only() -> None:
    reply_to(subscriber())
    work()
    path = path_in(mail.outbox[0].body, "no-replies")

    client = Client()
    assert client.get(path.replace("no-replies", "replies")).status_code == 410
    assert client.get(path[:-2] + "x/").status_code == 410
    assert client.post(path.replace("no-replies", "your-comments"), {"do": "export"}).status_code == 410


def test_links_lead_to_the_site_whatever_host_was_asked(settings: Any) -> None:
    settings.SITE_URL = "https://reviews.example"
    settings.MAIL_SERVER = {"EMAIL_HOST": "mail.reviews.example"}
    settings.ALLOWED_HOSTS = ["evil.example"]
    reply_to(subscriber())
    work()

    hosts = set(re.findall(r"https?://([^/\s]+)", mail.outbox[0].body))
    assert hosts == {"reviews.example"}
