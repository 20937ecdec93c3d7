from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models.review import Review
from reviewsite.spoilers import SpoilsThroughField, validate_no_passage


class Section(models.Model):
    """A part of a review, open or closed as a whole."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    heading = models.CharField(_("heading"), max_length=250, blank=True, validators=[validate_no_passage])
    heading_is_safe = models.BooleanField(
        _("heading is safe"), default=False, help_text=_("Show the heading even while the section is closed.")
    )
    body = models.TextField(
        _("text"),
        blank=True,
        help_text=_(
            "Markdown. ||Hidden passage|| spoils the drama, ||7: passage|| spoils through episode 7."
        ),
    )
    spoils_through = SpoilsThroughField()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        indexes = [models.Index(fields=["review", "position"])]

    def __str__(self) -> str:
        return self.heading or _("section %(number)d") % {"number": self.position + 1}
