from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reviewsite.slugs import SluggedModel


class Genre(SluggedModel):
    name = models.CharField(_("name"), max_length=60, unique=True)
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("genre")
        verbose_name_plural = _("genres")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dramas:genre", args=[self.slug])
