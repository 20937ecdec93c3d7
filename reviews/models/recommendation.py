from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dramas.models import Drama


class Recommendation(models.Model):
    """That a writer recommends another drama to those who liked this one, and why."""

    #: A longer list is no recommendation.
    MOST = 6

    drama = models.ForeignKey(Drama, on_delete=models.CASCADE, related_name="recommendations")
    other = models.ForeignKey(
        Drama,
        on_delete=models.CASCADE,
        related_name="recommended_by",
        verbose_name=_("recommended drama"),
    )
    reason = models.CharField(
        _("reason"),
        max_length=200,
        help_text=_("One sentence. Always shown, so no spoilers of either drama."),
    )
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("writer")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("if you liked this")
        constraints = [
            models.UniqueConstraint(fields=["drama", "other"], name="recommendation_unique"),
            models.CheckConstraint(condition=~Q(drama=F("other")), name="recommendation_of_another_drama"),
        ]

    def __str__(self) -> str:
        return str(self.other)

    def clean(self) -> None:
        # Rows of a form are not checked by constraints that name their parent.
        if self.drama_id is not None and self.drama_id == self.other_id:
            raise ValidationError({"other": _("Choose another drama than this one.")})
