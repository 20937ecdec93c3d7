from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dramas.models.names import validate_name
from dramas.models.publication import CatalogueModel, Shelves


class GenreQuerySet(Shelves["Genre"]):
    link, owner = "dramas.Drama_genres", "genre"


class Genre(CatalogueModel):
    name = models.CharField(_("name"), max_length=60, unique=True, validators=[validate_name])
    description = models.CharField(_("description"), max_length=300, blank=True)

    objects = GenreQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("genre")
        verbose_name_plural = _("genres")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dramas:genre", args=[self.slug])
