"""The two tokens of the comment form: one shows that the form was fetched, the other lets an author edit their comment.

The form token names nobody: it says when the form was fetched and for which review. Programs that post without ever
reading the form have none, and those that answer within a few seconds are too quick.

Of the edit token only the hash is stored. It is derived from the key of the form, so that a form that was sent twice
is answered with the same link.
"""

import datetime as dt
import hashlib
import math
import time

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from reviews.comments.models import Comment
from reviews.models import Review

#: The age of a form that may be sent, in seconds.
MIN_FORM_AGE, MAX_FORM_AGE = 3, 24 * 60 * 60
#: How long authors may edit a comment. Pages and the script take it from here.
EDITABLE_FOR = dt.timedelta(minutes=15)
_signer = Signer(salt="comments.page")


def form_token(review: Review, *, now: float | None = None) -> str:
    """A token for a form that is sent out now (seconds since 1970)."""
    return _signer.sign(f"{review.pk}.{int(time.time() if now is None else now)}")


def form_token_problem(token: str, review: Review, *, now: float | None = None) -> str | None:
    """What is wrong with a form's token at `now`, said to the person; None if it is good.

    With a new token in the form, which keeps its text, sending it again is enough.
    """
    try:
        about, _dot, moment = _signer.unsign(token).partition(".")
        age = (time.time() if now is None else now) - int(moment)
    except (BadSignature, ValueError):
        return str(_("This page is out of date. Please post again."))
    if about != str(review.pk):
        return str(_("This form belongs to another review. Please post again."))
    if age < MIN_FORM_AGE:
        return str(_("Please wait a few seconds, then post again."))
    if age > MAX_FORM_AGE:
        return str(_("This form has been open for more than a day. Please post again."))
    return None


def edit_token(idempotency_key: str) -> str:
    return salted_hmac("comments.edit", idempotency_key, algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def opens(token: str, comment: Comment) -> bool:
    return bool(comment.edit_token_hash) and constant_time_compare(hash_of(token), comment.edit_token_hash)


def seconds_to_edit(comment: Comment) -> int:
    """How long its author may still edit or delete it; 0 if no longer."""
    if comment.state == Comment.State.REMOVED:
        return 0
    left = comment.created_at + EDITABLE_FOR - timezone.now()
    return max(0, math.ceil(left.total_seconds()))
