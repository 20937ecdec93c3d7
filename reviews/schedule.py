"""When the next review appears by itself."""

import datetime as dt

from reviews.models import Review


def next_publication(after: dt.datetime) -> dt.datetime | None:
    """The first moment after `after` at which readers see a review that they do not see at `after`; one query."""
    coming = Review.objects.filter(
        state__in=[Review.State.SCHEDULED, Review.State.PUBLISHED], published_at__gt=after
    )
    return coming.order_by("published_at").values_list("published_at", flat=True).first()
