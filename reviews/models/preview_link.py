import datetime as dt
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.review import Review

LIFE = dt.timedelta(hours=48)


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def alive(self, at: dt.datetime | None = None) -> "PreviewLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def make(self, review: Review, user: Any, note: str = "") -> tuple["PreviewLink", str]:
        """A new link and its token, which is stored nowhere and so can be shown only now."""
        token = secrets.token_urlsafe(16)
        expires_at = timezone.now() + LIFE
        link = self.create(
            review=review, created_by=user, note=note, token_hash=_digest(token), expires_at=expires_at
        )
        return link, token

    def named(self, token: str) -> "PreviewLink | None":
        return self.alive().select_related("created_by").filter(token_hash=_digest(token)).first()


class PreviewLink(models.Model):
    """A way for somebody outside to read one review before it is published, for two days."""

    on_pages = False

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="preview_links")
    token_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token, hexadecimal")
    note = models.CharField(_("for whom"), max_length=100, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        default_permissions = ()  # it is the review that one may see or change
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")

    def __str__(self) -> str:
        return self.note or f"{self.review_id} {self.created_at:%Y-%m-%d %H:%M}"

    @staticmethod
    def address(token: str) -> str:
        return reverse("preview", args=[token])

    def is_alive(self, at: dt.datetime | None = None) -> bool:
        return self.revoked_at is None and self.expires_at > (at or timezone.now())

    def revoke(self) -> None:
        self.revoked_at = self.revoked_at or timezone.now()
        self.save(update_fields=["revoked_at"])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
