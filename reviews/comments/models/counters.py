"""What is counted of comments, so that pages need not count: kept whenever a comment is saved or changes its state."""

from collections.abc import Iterable
from decimal import Decimal

from django.apps import apps
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from dramas.models import Drama
from reviews.models import Review

#: Below so many ratings their mean says more of the people than of the drama.
FEWEST_RATINGS = 5
_HALVES = 20


class Discussion(models.Model):
    """How many comments under a review are public, closed ones among them."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="discussion")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.count)


class ReaderScore(models.Model):
    """What readers give a drama: how many of them gave 0.5, 1.0 … 10.0, one rating for each person."""

    drama = models.OneToOneField(Drama, on_delete=models.CASCADE, related_name="reader_score")
    histogram = models.JSONField(default=list)

    class Meta:
        verbose_name = _("readers' score")
        verbose_name_plural = _("readers' scores")
        default_permissions = ()

    def __str__(self) -> str:
        return "–" if self.mean is None else f"{self.mean:.1f}"

    @property
    def count(self) -> int:
        return sum(self.histogram)

    @property
    def mean(self) -> Decimal | None:
        """Out of 10, one decimal; None while fewer than FEWEST_RATINGS people have rated."""
        if self.count < FEWEST_RATINGS:
            return None
        halves = sum(halves * people for halves, people in enumerate(self.histogram, start=1))
        return (Decimal(halves) / 2 / self.count).quantize(Decimal("0.1"))


def count_one_more(review: Review) -> None:
    """A comment without a rating was added where it is public: no need to count them all."""
    if not Discussion.objects.filter(review=review).update(count=F("count") + 1):
        recount({review.pk})


def recount(reviews: Iterable[int]) -> None:
    """Count again the comments of these reviews (by primary key), and what readers give their dramas."""
    with transaction.atomic():
        for review in sorted(reviews):
            _count_comments(review)
        rows = Review.objects.filter(pk__in=reviews, drama__isnull=False)
        for drama in sorted(set(rows.values_list("drama_id", flat=True))):
            _count_ratings(drama)


def _count_comments(review: int) -> None:
    Discussion.objects.get_or_create(review_id=review)
    # Locked before it is counted: a simultaneous caller waits, and then counts this one too.
    row = Discussion.objects.select_for_update().get(review_id=review)
    count = _public().filter(review=review).count()
    if row.count != count:
        Discussion.objects.filter(pk=row.pk).update(count=count)


def _count_ratings(drama: int) -> None:
    ReaderScore.objects.get_or_create(drama_id=drama)
    row = ReaderScore.objects.select_for_update().get(drama_id=drama)
    rated = _public().filter(review__drama=drama, rating__isnull=False).order_by("pk")
    # A person's latest rating counts, and each of those that nobody can tell apart any more.
    latest = {rater or pk: rating for pk, rater, rating in rated.values_list("pk", "rater_hash", "rating")}
    histogram = [0] * _HALVES
    for rating in latest.values():
        histogram[int(rating * 2) - 1] += 1
    if row.histogram != histogram:
        ReaderScore.objects.filter(pk=row.pk).update(histogram=histogram)


def _public() -> "models.QuerySet[models.Model]":
    return apps.get_model("comments", "Comment").objects.public()
