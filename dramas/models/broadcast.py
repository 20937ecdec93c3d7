from django.db import models
from django.utils.translation import gettext_lazy as _

from dramas.models.drama import Drama
from dramas.models.network import Network


class Broadcast(models.Model):
    """That a network showed a drama: first (original), or alongside (streaming)."""

    class Role(models.TextChoices):
        ORIGINAL = "original", _("original network")
        STREAMING = "streaming", _("streaming")

    drama = models.ForeignKey(Drama, on_delete=models.CASCADE, related_name="broadcasts")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="broadcasts")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.ORIGINAL)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [models.UniqueConstraint(fields=["drama", "network"], name="broadcast_unique")]

    def __str__(self) -> str:
        return str(self.network)


class WatchLink(models.Model):
    """Where the drama can be watched now."""

    drama = models.ForeignKey(Drama, on_delete=models.CASCADE, related_name="where_to_watch")
    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(_("region"), max_length=40, blank=True, help_text=_("Empty: everywhere."))
    url = models.URLField(_("address"))

    class Meta:
        ordering = ["network__name", "region"]
        verbose_name = _("where to watch")
        verbose_name_plural = _("where to watch")
        constraints = [
            models.UniqueConstraint(fields=["drama", "network", "region"], name="watch_link_unique")
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.region}".strip()
