from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from dramas.models import Drama
from reviews.models.review import Review
from reviewsite import markdown
from reviewsite.spoilers import SAFE, SpoilsThroughField, validate_no_passage


def validate_markup(text: str) -> None:
    """Readers would see only a sentence that says so in the place of such a text."""
    if markdown.has_too_much_markup(text):
        raise ValidationError(_("This text has too much formatting."), code="markup")


class SectionQuerySet(models.QuerySet["Section"]):
    def in_articles(self) -> "SectionQuerySet":
        return self.filter(review__kind=Review.Kind.ARTICLE)

    def naming_openly(self) -> "SectionQuerySet":
        """Those of articles by which everybody may know that the article is about their drama."""
        return self.in_articles().filter(drama__isnull=False, spoils_through=SAFE)


class Section(models.Model):
    """A part of a review, open or closed as a whole. In an article it may be about a drama, in whose episodes its
    scopes count."""

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
    drama = models.ForeignKey(
        Drama,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sections",
        verbose_name=_("drama"),
        help_text=_(
            "Of an article: what this section is about. Its spoilers count in the episodes of this drama."
        ),
    )
    rating_line = models.CharField(
        _("rating line"),
        max_length=120,
        blank=True,
        validators=[validate_no_passage],
        help_text=_("Of an article: “9/10”, “Watch it with tissues”. Shown and hidden with the section."),
    )

    objects = SectionQuerySet.as_manager()

    #: The drama that the row had when it was loaded; None for a new one.
    stored_drama: int | None = None

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        indexes = [models.Index(fields=["review", "position"])]

    def __str__(self) -> str:
        return self.heading or _("section %(number)d") % {"number": self.position + 1}

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        instance = super().from_db(*args, **kwargs)
        instance.stored_drama = instance.__dict__.get("drama_id")
        return instance
