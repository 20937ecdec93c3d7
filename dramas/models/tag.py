import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dramas.models.drama import Drama
from dramas.models.names import validate_name
from dramas.models.publication import CatalogueModel, Shelves, public
from dramas.models.scoped import ScopedRows
from reviewsite.spoilers import SAFE, SpoilsThroughField


def listed(path: str = "", *, at: dt.datetime | None = None) -> Q:
    """The condition that everybody may know of a tag on a drama, for rows that reach these by `path`."""
    return public(f"{path}drama__", at=at) & Q(**{f"{path}spoils_through": SAFE})


class TagQuerySet(Shelves["Tag"]):
    """A tag that only spoils is public nowhere: its list would tell what happens in each of its dramas."""

    link, owner = "dramas.DramaTag", "tag"
    condition = Q(spoils_through=SAFE)

    def with_drama_counts(self) -> Any:
        counted = self.annotate(drama_count=Count("on_dramas", filter=listed("on_dramas__")))
        return counted.filter(drama_count__gt=0)


class Tag(CatalogueModel):
    """What dramas have in common besides a genre: a contract marriage, food, time travel.

    Dramas lead to it by `DramaTag` only, never by a many-to-many field: whoever asks must ask with a scope.
    """

    name = models.CharField(_("name"), max_length=60, unique=True, validators=[validate_name])
    description = models.CharField(_("description"), max_length=300, blank=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("dramas:tag", args=[self.slug])


class DramaTag(models.Model):
    """That a drama has a tag, and what that gives away: an amnesia may be known from episode 9 on."""

    drama = models.ForeignKey(Drama, on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="on_dramas")
    spoils_through = SpoilsThroughField(
        help_text=_("Readers see the tag from here on. Lists show it only where it spoils nothing.")
    )

    objects = ScopedRows["DramaTag"].as_manager()

    class Meta:
        ordering = ["tag__name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [models.UniqueConstraint(fields=["drama", "tag"], name="drama_tag_unique")]

    def __str__(self) -> str:
        return f"{self.drama}: {self.tag}"
