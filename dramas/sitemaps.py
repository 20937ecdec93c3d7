import datetime as dt

from django.db.models import QuerySet

from dramas.models import Drama, Genre, Network, Person, Tag
from reviewsite.pages.sitemaps import SiteSitemap


class DramaSitemap(SiteSitemap):
    def items(self) -> "QuerySet[Drama]":
        return Drama.objects.published().order_by("pk")

    def lastmod(self, item: Drama) -> dt.datetime:
        """The later of its last change and the moment since which readers can see it."""
        return max(filter(None, [item.updated_at, item.public_from]))


class PersonSitemap(SiteSitemap):
    def items(self) -> "QuerySet[Person]":
        return Person.objects.published().order_by("pk")


class NetworkSitemap(SiteSitemap):
    def items(self) -> "QuerySet[Network]":
        return Network.objects.published().order_by("pk")


class GenreSitemap(SiteSitemap):
    def items(self) -> "QuerySet[Genre]":
        return Genre.objects.published().order_by("pk")


class TagSitemap(SiteSitemap):
    def items(self) -> "QuerySet[Tag]":
        return Tag.objects.published().order_by("pk")
