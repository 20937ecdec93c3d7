"""The token in the link by which a comment can be changed for a while; only its hash is stored.

It is derived from the key of the form, so that a form that was sent twice is answered with the same link.
"""

import datetime as dt
import hashlib

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from reviews.comments.models import Comment

GOOD_FOR = dt.timedelta(minutes=15)


def token_of(idempotency_key: str) -> str:
    return salted_hmac("comments.edit", idempotency_key, algorithm="sha256").hexdigest()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def opens(token: str, comment: Comment) -> bool:
    return bool(comment.edit_token_hash) and constant_time_compare(hash_of(token), comment.edit_token_hash)


def is_in_time(comment: Comment) -> bool:
    return timezone.now() < comment.created_at + GOOD_FOR
