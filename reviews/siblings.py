"""The published texts that belong with a text: its other verdict on the same drama."""

from dataclasses import dataclass

from reviews.models import Review
from reviews.models.review import ReviewQuerySet
from reviews.projection import safe_line
from reviewsite.spoilers import SAFE


@dataclass(frozen=True, slots=True)
class Sibling:
    """A text as a link to it: its always-safe headline only."""

    url: str
    headline: str


def sibling(review: Review) -> Sibling:
    return Sibling(review.get_absolute_url(), safe_line(review.headline, SAFE))


def other_verdict(review: Review) -> Sibling | None:
    """The first impressions before a review, or the review after first impressions: the nearest in time; one query."""
    if (found := _other_verdicts(review).first()) is None:
        return None
    return sibling(found)


def _other_verdicts(review: Review) -> ReviewQuerySet:
    texts = Review.objects.published().filter(drama=review.drama_id).only("slug", "headline")
    if review.kind == Review.Kind.REVIEW:
        before = texts.filter(kind=Review.Kind.FIRST_IMPRESSIONS, published_at__lt=review.published_at)
        return before.latest_first()
    if review.kind == Review.Kind.FIRST_IMPRESSIONS:
        after = texts.filter(kind=Review.Kind.REVIEW, published_at__gt=review.published_at)
        return after.order_by("published_at", "pk")
    return texts.none()
