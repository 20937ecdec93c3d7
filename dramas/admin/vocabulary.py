"""Networks, genres and tags: the short lists that dramas point to."""

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dramas.admin.merging import MergePages
from dramas.admin.rights import WritersChangeOwnDrafts
from dramas.models import Genre, Network, Tag
from reviewsite.images.choosing import ChoosesPictures
from reviewsite.spoilers import SAFE

ONLY_SPOILS = _(
    "“%(tag)s” spoils every drama that has it: it gets no list of its own and is not found in searches. "
    "Readers see it on the drama once they have watched that far."
)


@admin.register(Network)
class NetworkAdmin(MergePages, WritersChangeOwnDrafts, ChoosesPictures):
    list_display = ["name", "name_ko", "kind", "country", "drama_count"]
    list_filter = ["kind", "country"]
    search_fields = ["name", "name_ko"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["logo"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Network]:
        return super().get_queryset(request).annotate(drama_count=Count("dramas", distinct=True))

    @admin.display(description=_("dramas"), ordering="drama_count")
    def drama_count(self, network: Network) -> int:
        return network.drama_count  # type: ignore[attr-defined]


@admin.register(Genre)
class GenreAdmin(MergePages, WritersChangeOwnDrafts):
    list_display = ["name", "description", "drama_count"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Genre]:
        return super().get_queryset(request).annotate(drama_count=Count("dramas", distinct=True))

    @admin.display(description=_("dramas"), ordering="drama_count")
    def drama_count(self, genre: Genre) -> int:
        return genre.drama_count  # type: ignore[attr-defined]


@admin.register(Tag)
class TagAdmin(MergePages, WritersChangeOwnDrafts):
    list_display = ["name", "description", "drama_count", "safe_count"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["public_list"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        safe = Count("on_dramas", filter=Q(on_dramas__spoils_through=SAFE))
        return super().get_queryset(request).annotate(drama_count=Count("on_dramas"), safe_count=safe)

    @admin.display(description=_("dramas"), ordering="drama_count")
    def drama_count(self, tag: Tag) -> int:
        return tag.drama_count  # type: ignore[attr-defined]

    @admin.display(description=_("on its list"), ordering="safe_count")
    def safe_count(self, tag: Tag) -> int:
        return tag.safe_count  # type: ignore[attr-defined]

    @admin.display(description=_("public list"))
    def public_list(self, tag: Tag) -> str:
        """Why readers find the tag or do not."""
        if tag.pk is None or not self.drama_count(tag):
            return gettext("None yet: no drama has this tag.")
        if not self.safe_count(tag):
            return str(ONLY_SPOILS) % {"tag": tag}
        if not tag.is_public():
            return gettext("None yet: none of its dramas is public.")
        return gettext("Its list shows the dramas that it does not spoil.")
