"""What people may ask of what they wrote: to have all of it, and to have themselves forgotten.

An erasure is logged in the database and in a file beside it, so that a backup from before it, once restored, can be
made to forget the same people again: `manage.py replay_erasures`.
"""

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from reviews.comments.mail_consent import DATA, address_for, address_of, is_confirmed
from reviews.comments.models import Comment, Erasure, MailConsent, ModerationEvent, Report
from reviews.comments.visitor import forget_old_keys
from reviewsite.jobs.models import Job
from reviewsite.jobs.queue import enqueue
from reviewsite.jobs.registry import handler
from reviewsite.mail import limits
from reviewsite.mail.limits import address_hash, may_post
from reviewsite.mail.models import Mail
from reviewsite.mail.outbox import send

KEEP_ADDRESSES = dt.timedelta(days=30)
#: A day's mails to an address whose owner once confirmed it, and to one that anybody may have typed.
LINK_LIMITS = ((1, dt.timedelta(minutes=10)), (5, dt.timedelta(days=1)))
LINK_LIMITS_UNCONFIRMED = ((1, dt.timedelta(days=1)),)
LINK_JOB = "comments.data_link"
ERASURES_FILE = "erasures.jsonl"


def request_link(email: str) -> None:
    """Have a link to their data mailed to whoever owns this address.

    Whether there are any is looked up by the job, so that neither the answer nor its time tells.
    """
    enqueue(LINK_JOB, {"email": email})


@handler(LINK_JOB)
def mail_link(payload: dict[str, Any]) -> None:
    email = payload["email"]
    limits_now = LINK_LIMITS if is_confirmed(email) else LINK_LIMITS_UNCONFIRMED
    if own_comments(email).exists() and may_post("data", email, *limits_now):
        key = f"data {address_hash(email)} {timezone.now().isoformat()}"
        send("your_data", email, {"link": address_for(DATA, email.lower())}, key=key)


def own_comments(email: str) -> QuerySet[Comment]:
    return Comment.objects.by_email(email).exclude(email="").order_by("pk")


def export(email: str) -> dict[str, Any]:
    """All that is kept of one person's comments, whatever their state, as JSON can say it."""
    comments = own_comments(email).select_related("review__drama")
    return {
        "site": settings.SITE_URL,
        "exported_at": timezone.now().isoformat(),
        "email": email,
        "comments": [_exported(comment) for comment in comments],
    }


def erase(email: str, *, with_texts: bool) -> int:
    """Forget who wrote these comments, and what they said if they wish; the number of comments."""
    comments = sorted(own_comments(email).values_list("pk", flat=True))
    digest = address_hash(email)
    with transaction.atomic():
        _forget(comments, with_texts=with_texts)
        Mail.objects.filter(to__iexact=email).delete()
        Job.objects.filter(kind=LINK_JOB, payload__email__iexact=email).delete()
        MailConsent.objects.filter(address_hash=digest).exclude(state=MailConsent.State.REFUSED).delete()
        Erasure.objects.create(address_hash=digest, with_texts=with_texts, comments=comments)
        # Before the commit: a line too many does no harm, one too few would.
        _write_down(digest, comments, with_texts=with_texts)
    return len(comments)


def replay(lines: Iterable[str]) -> int:
    """Erase again what these lines of the log say; how many comments there were to be forgotten."""
    found = 0
    by_address: dict[str, list[int]] = {}
    for pk, email in Comment.objects.exclude(email="").values_list("pk", "email"):
        by_address.setdefault(address_hash(email), []).append(pk)
    for line in lines:
        erasure = json.loads(line)
        # Numbers may have been reused after the backup, so the address has to match too.
        comments = by_address.pop(erasure["address_hash"], [])
        comments = [pk for pk in comments if pk <= erasure["last"]]
        with transaction.atomic():
            _forget(comments, with_texts=erasure["with_texts"])
        found += len(comments)
    return found


@handler("comments.upkeep", every=dt.timedelta(days=1))
def forget_addresses(payload: dict[str, Any]) -> None:
    """Drop truncated addresses, their hashes and the hashes' keys after thirty days."""
    now = timezone.now()
    old = Comment.objects.filter(created_at__lt=now - KEEP_ADDRESSES)
    old.exclude(address_prefix="", address_hash="").update(address_prefix="", address_hash="")
    Report.objects.filter(created_at__lt=now - KEEP_ADDRESSES).exclude(address_hash="").update(
        address_hash=""
    )
    forget_old_keys(now)
    limits.forget_old(now)


def _exported(comment: Comment) -> dict[str, Any]:
    return {
        "address": address_of(comment),
        "review": comment.review.headline,
        "drama": comment.review.drama.title if comment.review.drama else None,
        "name": comment.author_name,
        "text": comment.body,
        "spoils_through": comment.spoils_through,
        "rating": None if comment.rating is None else str(comment.rating),
        "state": comment.state,
        "written": comment.created_at.isoformat(),
        "edited": comment.edited_at and comment.edited_at.isoformat(),
        "mail_replies": comment.notify,
        "truncated_address": comment.address_prefix,
    }


def _forget(comments: list[int], *, with_texts: bool) -> None:
    rows = Comment.objects.filter(pk__in=comments)
    rows.update(
        author_name="",
        email="",
        address_prefix="",
        address_hash="",
        rater_hash="",
        edit_token_hash="",
        notify=False,
    )
    if with_texts:
        rows.update(body="", body_hash="", rating=None, state=Comment.State.REMOVED)
        ModerationEvent.objects.bulk_create(
            ModerationEvent(comment_id=pk, action="erased", to_state=Comment.State.REMOVED) for pk in comments
        )


def _write_down(digest: str, comments: list[int], *, with_texts: bool) -> None:
    line = {
        "at": timezone.now().isoformat(),
        "address_hash": digest,
        "with_texts": with_texts,
        "last": max(comments, default=0),
    }
    with (settings.DATA_DIR / ERASURES_FILE).open("a", encoding="utf-8") as log:
        log.write(json.dumps(line) + "\n")
