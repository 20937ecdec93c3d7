"""Whether a review still takes comments."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from reviews.models import Review


def is_open(review: Review) -> bool:
    """Whether a comment can be written now: the review is published, and invites to it."""
    return review.is_published() and invites(review)


def invites(review: Review) -> bool:
    """What its page says, published or not: it is not closed, and COMMENTS_CLOSE_AFTER_DAYS (0: never) are not over."""
    days = settings.COMMENTS_CLOSE_AFTER_DAYS
    if not review.comments_open or review.published_at is None:
        return False
    return not days or timezone.now() < review.published_at + dt.timedelta(days=days)
