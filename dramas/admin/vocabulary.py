"""Networks and genres: the short lists that dramas point to."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dramas.admin.merging import MergePages
from dramas.admin.rights import WritersMend
from dramas.models import Genre, Network
from reviewsite.images.choosing import ChoosesPictures


@admin.register(Network)
class NetworkAdmin(MergePages, WritersMend, ChoosesPictures):
    list_display = ["name", "name_ko", "kind", "country", "drama_count"]
    list_filter = ["kind", "country"]
    search_fields = ["name", "name_ko"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["logo"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Network]:
        return super().get_queryset(request).annotate(drama_count=Count("dramas", distinct=True))

    @admin.display(description=_("dramas"), ordering="drama_count")
    def drama_count(self, network: Network) -> int:
        return network.drama_count  # type: ignore[attr-defined]


@admin.register(Genre)
class GenreAdmin(MergePages, WritersMend):
    list_display = ["name", "description", "drama_count"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Genre]:
        return super().get_queryset(request).annotate(drama_count=Count("dramas", distinct=True))

    @admin.display(description=_("dramas"), ordering="drama_count")
    def drama_count(self, genre: Genre) -> int:
        return genre.drama_count  # type: ignore[attr-defined]
