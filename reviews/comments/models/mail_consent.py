"""Who wants mail, and whose data were erased: by hashes of addresses, never by addresses."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailConsent(models.Model):
    """Whether the owner of an address said that replies may be mailed to it."""

    on_pages = False

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        GIVEN = "given", _("given")
        REFUSED = "refused", _("refused")

    address_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_state_display()


class Erasure(models.Model):
    """That somebody had their data erased, so that a restored backup can be made to forget them again."""

    on_pages = False

    address_hash = models.CharField(max_length=64)
    with_texts = models.BooleanField(_("texts, too"))
    comments = models.JSONField(_("comments"))
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"
