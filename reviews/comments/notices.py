"""Who is told of a comment: moderators by one digest for many, and whoever asked for replies and confirmed it.

No mail spoils: what a comment says is quoted only if it is safe for everybody, and only its safe part.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from reviews.comments.mail_consent import (
    CONSENT,
    SILENCE,
    address_of,
    consent_of,
    link,
    unsubscribe_headers,
)
from reviews.comments.models import Comment, MailConsent
from reviewsite.jobs.queue import enqueue
from reviewsite.jobs.registry import handler
from reviewsite.mail.limits import address_hash, may_post
from reviewsite.mail.outbox import send
from reviewsite.markdown import COMMENTER, plain_text
from reviewsite.spoilers import SAFE, scope_label

DIGEST_EVERY = dt.timedelta(minutes=10)
#: So that a slip of a moderator, or of the author, can be taken back before anybody reads of it.
REPLY_MAIL_AFTER = dt.timedelta(minutes=2)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
REPLY_LIMITS = ((5, HOUR), (20, DAY))
CONFIRM_LIMITS = ((1, DAY), (3, 7 * DAY))
_LONGEST_QUOTE = 600


def announce(comment: Comment) -> None:
    """Have everybody told whom this comment's state concerns; to be called in the transaction that stores it."""
    now = timezone.now()
    if comment.state in Comment.WAITING_STATES:
        call_moderators()
    elif comment.state == Comment.State.VISIBLE:
        if comment.notify and comment.email:
            enqueue("comments.ask", {"comment": comment.pk}, run_at=now)
        if comment.parent_id:
            enqueue("comments.reply", {"comment": comment.pk}, run_at=now + REPLY_MAIL_AFTER)


def call_moderators() -> None:
    """Have moderators told, at the end of these ten minutes, that something waits for them."""
    seconds = int(DIGEST_EVERY.total_seconds())
    period = int(timezone.now().timestamp()) // seconds
    at = dt.datetime.fromtimestamp((period + 1) * seconds, dt.UTC)
    enqueue("comments.digest", {"since": at.timestamp() - seconds}, key=str(period), run_at=at)


@handler("comments.digest")
def send_digest(payload: dict[str, Any]) -> None:
    """Tell moderators how many comments came in these ten minutes and still wait; nothing of what they say."""
    since = dt.datetime.fromtimestamp(payload["since"], dt.UTC)
    waiting = Comment.objects.waiting()
    new = Q(created_at__gte=since) | Q(events__created_at__gte=since) | Q(reports__created_at__gte=since)
    if not waiting.filter(new).exists():
        return
    context = {
        "count": waiting.count(),
        "reviews": list(
            waiting.order_by("review")
            .values("review__headline")
            .annotate(count=Count("pk"))
            .order_by("-count")[:10]
        ),
        "link": settings.SITE_URL + reverse("admin:comments_comment_queue"),
    }
    for moderator in moderators():
        if may_post("digest", moderator.email, (1, DIGEST_EVERY - dt.timedelta(seconds=30))):
            send("digest", moderator.email, context, key=f"digest {payload['since']} {moderator.pk}")


def moderators() -> list[Any]:
    """Staff who may moderate and can be mailed."""
    staff = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
    return [user for user in staff.order_by("pk") if user.has_perm("comments.moderate_comment")]


@handler("comments.ask")
def ask_for_consent(payload: dict[str, Any]) -> None:
    """Ask the owner of an address whether replies may be mailed to it: nobody is mailed who did not say so."""
    comment = Comment.objects.public().filter(pk=payload["comment"], notify=True).exclude(email="").first()
    if comment is None:
        return
    consent = consent_of(comment.email)
    if consent.state == MailConsent.State.ASKED and may_post("confirm", comment.email, *CONFIRM_LIMITS):
        # Nothing that the commenter wrote is in it, or a stranger's mailbox could be written to through us.
        context = {"review": comment.review, "link": link(CONSENT, consent)}
        send("confirm_replies", comment.email, context, key=f"consent {comment.pk}")


@handler("comments.reply")
def tell_of_reply(payload: dict[str, Any]) -> None:
    """Mail the author of the comment that was answered, if they said that they want it."""
    comment = (
        Comment.objects.public().select_related("parent", "review").filter(pk=payload["comment"]).first()
    )
    parent = comment.parent if comment else None
    if comment is None or parent is None or not parent.notify or not parent.email:
        return
    given = MailConsent.objects.filter(
        address_hash=address_hash(parent.email), state=MailConsent.State.GIVEN
    ).first()
    if given is None or comment.email.lower() == parent.email.lower():
        return
    if not may_post("reply", parent.email, *REPLY_LIMITS):
        return
    context = {
        "comment": comment,
        "quote": quote(comment),
        "spoils": scope_label(comment.spoils_through) if comment.spoils_through else "",
        "link": address_of(comment),
        "off": link(SILENCE, given),
    }
    headers = unsubscribe_headers(given)
    send("reply", parent.email, context, key=f"reply {comment.pk}", headers=headers)


def quote(comment: Comment) -> list[str]:
    """The lines of a comment that spoil nothing, for a mail; none of one that spoils as a whole."""
    if comment.spoils_through > SAFE:
        return []
    text = plain_text(comment.body, seen=SAFE, profile=COMMENTER)
    return (
        text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    ).splitlines()
