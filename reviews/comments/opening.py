"""Whether a review still takes comments, and when the next one ceases to."""

import datetime as dt

from django.conf import settings

from reviews.models import Review
from reviewsite.pagecache import present


def is_open(review: Review) -> bool:
    """Whether a comment can be written now: the review is published, and invites to it."""
    return review.is_published() and invites(review)


def invites(review: Review) -> bool:
    """What its page says, published or not: it is not closed, and COMMENTS_CLOSE_AFTER_DAYS (0: never) are not over."""
    days = settings.COMMENTS_CLOSE_AFTER_DAYS
    if not review.comments_open or review.published_at is None:
        return False
    return not days or present.now() < review.published_at + dt.timedelta(days=days)


def next_closing(after: dt.datetime) -> dt.datetime | None:
    """The first moment after `after` at which some review's time for comments is over; one query."""
    if not settings.COMMENTS_CLOSE_AFTER_DAYS:
        return None
    life = dt.timedelta(days=settings.COMMENTS_CLOSE_AFTER_DAYS)
    open_ones = Review.objects.filter(comments_open=True, published_at__gt=after - life)
    first = open_ones.order_by("published_at").values_list("published_at", flat=True).first()
    return first and first + life
