"""What of the catalogue is public: dramas from their moment on, and whatever is on a public drama."""

import datetime as dt
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reviewsite.pagecache import present
from reviewsite.pagecache.on_pages import OnPages
from reviewsite.slugs import SluggedModel

M = TypeVar("M", bound=models.Model)

#: For whoever wants to know what is public now or has its moment already, however late that is.
ANY_TIME = dt.datetime.max.replace(tzinfo=dt.UTC)


def public(path: str = "", *, at: dt.datetime | None = None) -> Q:
    """The condition that a drama is public, for rows that reach theirs by `path` ("drama__")."""
    return Q(**{f"{path}public_from__lte": present.now() if at is None else at})


class StandsOnDramas(models.QuerySet[M]):
    """Rows without a state of their own: public as long as a public drama has them.

    `link` is the model that leads to the dramas, `owner` its field for these rows, and `condition` what a row of it
    must be.
    """

    link = owner = ""
    condition = Q()

    def published(self, at: dt.datetime | None = None) -> Any:
        return self.filter(self._stand_on_something_public(at))

    def unpublished(self, at: dt.datetime | None = None) -> Any:
        return self.exclude(self._stand_on_something_public(at))

    def _stand_on_something_public(self, at: dt.datetime | None) -> Exists:
        rows = apps.get_model(self.link).objects.filter(self.condition, **{self.owner: OuterRef("pk")})
        return Exists(rows.filter(public("drama__", at=at)))


class Shelves(StandsOnDramas[M]):
    """Rows that are shelves of dramas, which they reach as `dramas`."""

    def with_drama_counts(self) -> Any:
        """The public ones, each with the number of its public dramas as `drama_count`."""
        counted = self.annotate(drama_count=Count("dramas", filter=public("dramas__"), distinct=True))
        return counted.filter(drama_count__gt=0)


class CatalogueModel(SluggedModel):
    """What the pages of the catalogue are about. Its manager's queryset has `published()`."""

    on_pages = OnPages(without={"created_by"})

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("made by"),
    )

    class Meta:
        abstract = True

    def is_public(self) -> bool:
        """Whether readers can see it now; one query."""
        rows: Any = type(self)._default_manager.all()
        return bool(self.pk and rows.published().filter(pk=self.pk).exists())
