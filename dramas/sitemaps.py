import datetime as dt

from django.db.models import QuerySet

from dramas.models import Drama, Genre, Network, Person
from reviewsite.sitemaps import SiteSitemap


class DramaSitemap(SiteSitemap):
    def items(self) -> "QuerySet[Drama]":
        return Drama.objects.published().order_by("pk")

    def lastmod(self, item: Drama) -> dt.datetime:
        return item.updated_at


class PersonSitemap(SiteSitemap):
    def items(self) -> "QuerySet[Person]":
        return Person.objects.order_by("pk")


class NetworkSitemap(SiteSitemap):
    def items(self) -> "QuerySet[Network]":
        return Network.objects.order_by("pk")


class GenreSitemap(SiteSitemap):
    def items(self) -> "QuerySet[Genre]":
        return Genre.objects.order_by("pk")
