"""Pictures, with what must be said about each: alternative text, caption, credit, and what it gives away."""

import secrets
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from reviewsite.jobs.queue import enqueue
from reviewsite.spoilers import SpoilsThroughField

#: The kind of job that makes the renditions of a file.
RENDER = "images.render"


def new_key() -> str:
    """A short name that stands for the picture in Markdown: `![](image:4f9c21ab07d3)`; nobody guesses another’s."""
    return secrets.token_hex(6)


class ImageQuerySet(models.QuerySet["Image"]):
    def present(self) -> "ImageQuerySet":
        """Without the deleted ones, which are kept for a while so that they can be brought back."""
        return self.filter(deleted_at=None)

    def waiting(self) -> "ImageQuerySet":
        """Slots whose caption is in a text, but whose file nobody has uploaded yet."""
        return self.present().filter(file="")

    def without_renditions(self) -> "ImageQuerySet":
        return self.exclude(file="").filter(renditions__isnull=True)


class Image(models.Model):
    """A re-encoded picture, or a slot that still has no file yet."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    file = models.FileField(_("file"), max_length=120, blank=True)
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    placeholder = models.CharField(
        max_length=7, blank=True, editable=False, help_text="#rrggbb, shown until the picture is there"
    )
    renditions = models.JSONField(
        null=True, editable=False, help_text='widths by format, {"avif": [160, 320]}; null: not made yet'
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for people who can’t see it."),
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(
        _("credit"), max_length=150, blank=True, help_text=_("Who made or owns it: “JTBC”.")
    )
    credit_url = models.URLField(_("credit link"), blank=True)
    spoils_through = SpoilsThroughField(help_text=_("How far the picture or its caption spoils."))
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, from the left (%)"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, from the top (%)"), default=50, validators=[MaxValueValidator(100)]
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    deleted_at = models.DateTimeField(
        _("deleted"), null=True, blank=True, editable=False, help_text="no page shows it; null: not deleted"
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("image")
        verbose_name_plural = _("images")
        indexes = [
            models.Index(
                fields=["deleted_at"], condition=models.Q(deleted_at__isnull=False), name="image_deleted"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file="", width__isnull=True, height__isnull=True)
                | (
                    ~models.Q(file="")
                    & models.Q(width__isnull=False, height__isnull=False, width__gt=0, height__gt=0)
                ),
                name="image_file_has_size",
            ),
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100), name="image_focal_point_inside"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and have the renditions of a new file made by a job."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self.file and self.renditions is None:
                enqueue(RENDER, {"file": self.file.name})

    @property
    def is_shown(self) -> bool:
        """Whether pages show it at all, to a reader who may see what it spoils."""
        return bool(self.file) and self.deleted_at is None

    @property
    def markdown(self) -> str:
        """How a text refers to this picture."""
        return f"![](image:{self.key})"
