import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reviews.models.review import Review, published
from reviews.models.section import validate_markup
from reviewsite.slugs import SluggedModel

if TYPE_CHECKING:
    from reviews.models.review import ReviewQuerySet


class SeriesQuerySet(models.QuerySet["Series"]):
    def published(self, at: dt.datetime | None = None) -> "SeriesQuerySet":
        """Those that have a published text: a series of drafts is nobody's business."""
        return self.filter(
            Exists(SeriesEntry.objects.filter(published("review__", at=at), series=OuterRef("pk")))
        )


class Series(SluggedModel):
    """Texts in an order that an editor gives them. The recaps of a drama need none: they are one by themselves."""

    title = models.CharField(_("title"), max_length=200, help_text=_("Always shown: it must spoil nothing."))
    introduction = models.TextField(
        _("introduction"),
        blank=True,
        validators=[validate_markup],
        help_text=_("Markdown. What is between ||bars|| stays hidden from everyone on this page."),
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])

    def texts(self) -> "ReviewQuerySet":
        """Its published texts in their order."""
        entries = Review.objects.published().filter(series_entries__series=self)
        return entries.order_by("series_entries__position", "series_entries__pk")


class SeriesEntry(models.Model):
    """That a text is part of a series, at this place."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="entries")
    review = models.ForeignKey(
        Review, on_delete=models.CASCADE, related_name="series_entries", verbose_name=_("text")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("text")
        verbose_name_plural = _("texts, in their order")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "review"],
                name="series_entry_unique",
                violation_error_message=_("This text is in the series already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.review)
