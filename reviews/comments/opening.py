"""Whether a review still takes comments."""

import datetime as dt

from django.conf import settings
from django.utils import timezone

from reviews.models import Review


def is_open(review: Review) -> bool:
    """It is published, its editors did not close it, and COMMENTS_CLOSE_AFTER_DAYS (0: never) are not over."""
    if not review.comments_open or not review.is_published() or review.published_at is None:
        return False
    days = settings.COMMENTS_CLOSE_AFTER_DAYS
    return not days or timezone.now() < review.published_at + dt.timedelta(days=days)
