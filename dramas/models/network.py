from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dramas.models.names import validate_name
from dramas.models.publication import CatalogueModel, Shelves
from reviewsite.images.models import Image


class NetworkQuerySet(Shelves["Network"]):
    link, owner = "dramas.Broadcast", "network"


class Network(CatalogueModel):
    """A broadcaster, cable channel or streaming service."""

    class Kind(models.TextChoices):
        BROADCASTER = "broadcaster", _("broadcaster")
        CABLE = "cable", _("cable channel")
        STREAMING = "streaming", _("streaming service")

    name = models.CharField(_("name"), max_length=80, unique=True, validators=[validate_name])
    name_ko = models.CharField(_("name in Hangul"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.BROADCASTER)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Two letters: KR, US."))
    url = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dramas:network", args=[self.slug])
