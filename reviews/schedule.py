"""When pages change by themselves: the next review appears, or the comments on one close."""

import datetime as dt

from django.conf import settings

from reviews.models import Review


def next_publication(after: dt.datetime) -> dt.datetime | None:
    """The first moment after `after` at which readers see a review that they do not see at `after`; one query."""
    coming = Review.objects.filter(
        state__in=[Review.State.SCHEDULED, Review.State.PUBLISHED], published_at__gt=after
    )
    return coming.order_by("published_at").values_list("published_at", flat=True).first()


def next_closing(after: dt.datetime) -> dt.datetime | None:
    """The first moment after `after` at which a review's time for comments is over; one query."""
    if not settings.COMMENTS_CLOSE_AFTER_DAYS:
        return None
    time = dt.timedelta(days=settings.COMMENTS_CLOSE_AFTER_DAYS)
    still_open = Review.objects.filter(comments_open=True, published_at__gt=after - time)
    first = still_open.order_by("published_at").values_list("published_at", flat=True).first()
    return first and first + time
