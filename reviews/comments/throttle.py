"""How much one address may write. The comments themselves are the memory, so that nothing but their deletion resets it.

Ask `refuse` before anything is written: it only reads, so a flood meets no write lock. Then, in the transaction of
`turn`, ask once more: those who came at the same moment are counted there.
"""

import datetime as dt
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reviews.comments.models import Comment, Report
from reviews.comments.visitor import Visitor
from reviews.models import Review
from reviewsite.search.tokeniser import words

MIN_BETWEEN_COMMENTS = dt.timedelta(seconds=15)
SHORT_SPAN, SHORT_SPAN_LIMIT = dt.timedelta(minutes=10), 5
LONG_SPAN, LONG_SPAN_LIMIT = dt.timedelta(hours=1), 20
#: Reports of one network in an hour.
REPORT_LIMIT = 5
SAME_TEXT_SPAN = dt.timedelta(hours=24)
#: What several people may well say in the same words is no copy if it comes from elsewhere, about something else.
FEWEST_WORDS_OF_A_COPY = 12

_one_writer = threading.Lock()
#: Seconds; less than proxies wait for an answer.
_LOCK_TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a comment is not taken, said to the person, and after how many seconds it may be (0: not as it is)."""

    message: str
    retry_after: int = 0


def fingerprint(body: str) -> str:
    """The same for texts that differ in spaces, signs or case only."""
    letters = " ".join(words(body)) or body.strip()
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()


def refuse(visitor: Visitor, review: Review, body: str) -> Refusal | None:
    now = timezone.now()
    return _same_text(visitor, review, body, now) or _too_many(visitor, now)


def refuse_waiting(state: str) -> Refusal | None:
    """Whether there is room for one more comment of this state among those that wait for a moderator."""
    if state not in Comment.WAITING_STATES:
        return None
    waiting = Comment.objects.filter(
        state__in=Comment.WAITING_STATES, created_at__gt=timezone.now() - LONG_SPAN
    )
    if waiting.count() < settings.COMMENTS_HELD_PER_HOUR:
        return None
    return Refusal(
        str(_("We have a backlog of comments to review. Please try again in an hour.")),
        int(LONG_SPAN.total_seconds()),
    )


def too_many_reports(visitor: Visitor) -> int:
    """Seconds that this network has to wait before it may report one more comment; 0 if it may now."""
    now = timezone.now()
    mine = Report.objects.filter(address_hash=visitor.network_hash, created_at__gt=now - LONG_SPAN)
    latest = list(mine.order_by("-created_at").values_list("created_at", flat=True)[:REPORT_LIMIT])
    return int((latest[-1] + LONG_SPAN - now).total_seconds()) + 1 if len(latest) == REPORT_LIMIT else 0


@contextmanager
def turn(visitor: Visitor) -> Iterator[None]:
    """A transaction that stores a comment: nobody else with this address writes before it ends.

    SQLite has one writer at a time, and who waits for it is drawn by lot, some of them for too long; so within this
    process they queue. Raises OperationalError if it takes too long.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(visitor.address_hash[:15], 16)])
            yield
        return
    if not _one_writer.acquire(timeout=_LOCK_TIMEOUT):
        raise OperationalError("The queue of writers is too long.")
    try:
        with transaction.atomic():
            yield
    finally:
        _one_writer.release()


def _same_text(visitor: Visitor, review: Review, body: str, now: dt.datetime) -> Refusal | None:
    own_since = now - SAME_TEXT_SPAN
    others_since = now if len(words(body)) < FEWEST_WORDS_OF_A_COPY else own_since
    where = Q(review=review) | Q(created_at__gt=others_since)
    where |= Q(address_hash=visitor.address_hash, created_at__gt=own_since)
    said = Comment.objects.filter(where, body_hash=fingerprint(body)).exclude(state=Comment.State.REMOVED)
    if said.exists():
        return Refusal(str(_("This looks like a duplicate comment.")))
    return None


def _too_many(visitor: Visitor, now: dt.datetime) -> Refusal | None:
    written = Comment.objects.filter(address_prefix=visitor.address_prefix, created_at__gt=now - LONG_SPAN)
    latest = list(written.order_by("-created_at").only("created_at", "address_hash")[:LONG_SPAN_LIMIT])
    mine = [each.created_at for each in latest if each.address_hash == visitor.address_hash]
    own = [at for at in mine if at > now - SHORT_SPAN]
    if own and (free_at := own[0] + MIN_BETWEEN_COMMENTS) > now:
        return _slow_down(free_at - now)
    if len(own) >= SHORT_SPAN_LIMIT:
        return _slow_down(own[SHORT_SPAN_LIMIT - 1] + SHORT_SPAN - now)
    return _slow_down(latest[-1].created_at + LONG_SPAN - now) if len(latest) == LONG_SPAN_LIMIT else None


def _slow_down(wait: dt.timedelta) -> Refusal:
    seconds = int(wait.total_seconds()) + 1
    if seconds < 60:
        said = ngettext(
            "You can post again in %(n)d second.",
            "You can post again in %(n)d seconds.",
            seconds,
        )
        return Refusal(said % {"n": seconds}, seconds)
    minutes = -(-seconds // 60)
    said = ngettext(
        "That was a lot of comments. You can post again in %(n)d minute.",
        "That was a lot of comments. You can post again in %(n)d minutes.",
        minutes,
    )
    return Refusal(said % {"n": minutes}, seconds)
