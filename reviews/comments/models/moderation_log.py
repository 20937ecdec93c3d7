"""What readers report and what moderators do."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.comments.models.comment import Comment
from reviewsite.spoilers import SpoilsThroughField


class ReportQuerySet(models.QuerySet["Report"]):
    def unhandled(self) -> Self:
        """Those of which no moderator has decided the comment since."""
        return self.filter(handled_at=None)


class Report(models.Model):
    """That a reader finds something wrong with a comment; one for each network (/24 or /64)."""

    on_pages = False

    class Kind(models.TextChoices):
        SPOILS = "spoils", _("spoils more than its spoiler level says")
        ABUSE = "abuse", _("insults or harasses somebody")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    #: Of the network; dropped after thirty days.
    address_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [
            models.Index(fields=["address_hash", "created_at"], name="report_by_network"),
            models.Index(fields=["comment"], condition=Q(handled_at=None), name="report_unhandled"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "address_hash"], condition=~Q(address_hash=""), name="report_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ModerationEvent(models.Model):
    """What was done to a comment, by whom and why. It is only ever added to."""

    on_pages = False

    comment = models.ForeignKey(Comment, null=True, on_delete=models.SET_NULL, related_name="events")
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    action = models.CharField(_("action"), max_length=30)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10, blank=True)
    from_scope = SpoilsThroughField(null=True, blank=True, default=None)
    to_scope = SpoilsThroughField(null=True, blank=True, default=None)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("moderation event")
        verbose_name_plural = _("moderation events")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.action

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A moderation event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("A moderation event is never deleted.")
