"""Lists of dramas as they can be found: networks, genres, tags and years. Each is public by a public drama."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dramas import genre_names
from dramas.models import Drama, Genre, Network, Tag
from dramas.models.publication import public
from dramas.models.tag import listed
from reviewsite.search.registry import Computed, Document, Searchable, register
from reviewsite.spoilers import SAFE


def register_lists() -> None:
    register(Searchable("network", Network, _("network"), _("networks"), network_rows, network_document))
    register(Searchable("genre", Genre, _("genre"), _("genres"), genre_rows, genre_document))
    register(Searchable("tag", Tag, _("tag"), _("tags"), tag_rows, tag_document))
    register(Computed("year", _("year"), _("years"), years_meant))


def network_rows() -> QuerySet[Network]:
    networks = Network.objects.annotate(
        drama_count=Count("broadcasts", filter=public("broadcasts__drama__")),
        first_public=Min("broadcasts__drama__public_from"),
    )
    return networks.exclude(first_public=None)


def network_document(network: Any) -> Document:
    return Document(
        title=network.name,
        hangul=network.name_ko,
        url=network.get_absolute_url(),
        names=[name for name in (network.name, network.name_ko) if name],
        detail=str(network.get_kind_display()),
        image_id=network.logo_id,
        weight=network.drama_count,
        visible_from=network.first_public,
    )


def genre_rows() -> QuerySet[Genre]:
    genres = Genre.objects.annotate(
        drama_count=Count("dramas", filter=public("dramas__")), first_public=Min("dramas__public_from")
    )
    return genres.exclude(first_public=None)


def genre_document(genre: Any) -> Document:
    return Document(
        title=genre.name,
        url=genre.get_absolute_url(),
        names=[genre.name, *genre_names.other_names([genre.name])],
        detail=genre.description,
        hints=genre_names.part_of(genre.name),
        weight=genre.drama_count,
        visible_from=genre.first_public,
    )


def tag_rows() -> QuerySet[Tag]:
    first = Min("on_dramas__drama__public_from", filter=Q(on_dramas__spoils_through=SAFE))
    counted = Tag.objects.annotate(
        first_public=first, drama_count=Count("on_dramas", filter=listed("on_dramas__"))
    )
    return counted.exclude(first_public=None)


def tag_document(tag: Any) -> Document:
    return Document(
        title=tag.name,
        url=tag.get_absolute_url(),
        names=[tag.name],
        detail=tag.description,
        weight=tag.drama_count,
        visible_from=tag.first_public,
    )


def years_meant(text: str) -> Iterator[Document]:
    """The year that the text is, if it has dramas."""
    year = text.strip()
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        return
    if count := Drama.objects.published().filter(year=int(year)).count():
        yield Document(
            title=year,
            url=reverse("dramas:year", args=[int(year)]),
            names=[year],
            detail=ngettext("%(count)d drama", "%(count)d dramas", count) % {"count": count},
            weight=count,
        )
