from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews.models.review import Review
from reviewsite import markdown
from reviewsite.spoilers import SpoilsThroughField, validate_no_passage


def validate_markup(text: str) -> None:
    """Readers would see only a sentence that says so in the place of such a text."""
    if markdown.has_too_much_markup(text):
        raise ValidationError(_("This text has too much formatting."), code="markup")


class Section(models.Model):
    """A part of a review, open or closed as a whole."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    heading = models.CharField(_("heading"), max_length=250, blank=True, validators=[validate_no_passage])
    heading_is_safe = models.BooleanField(
        _("heading is safe"), default=False, help_text=_("Show the heading even while the section is hidden.")
    )
    body = models.TextField(
        _("text"),
        blank=True,
        validators=[validate_markup],
        help_text=_(
            "Markdown. Hide a spoiler with ||text|| (whole drama) or ||7: text|| (through episode 7)."
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
