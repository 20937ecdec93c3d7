"""What a reader with a given progress may know of a drama: the only form in which pages get its credits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.safestring import SafeString

from dramas.cards import DramaCard, drama_card
from dramas.models import Broadcast, Credit, Drama, DramaTag, Genre, Network, Person, Song, WatchLink
from dramas.models.person import namesake_columns
from dramas.models.publication import public
from dramas.models.tag import listed
from reviewsite import markdown
from reviewsite.images.pictures import picture_of
from reviewsite.markdown import Picture


@dataclass(frozen=True, slots=True)
class Role:
    """One visible credit. `name` is the spelling of the titles where it differs from the person's own."""

    person: Person
    name: str
    character: str
    character_ko: str
    billing: str
    photo: Picture | None
    spoils_through: int
    #: What tells the person from namesakes, or "".
    apart: str = ""

    def get_absolute_url(self) -> str:
        return self.person.get_absolute_url()


@dataclass(frozen=True, slots=True)
class ShownTag:
    """A tag that this reader may know of. Without an `url` it has no list: everywhere it spoils."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Season:
    number: int
    url: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class DramaProjection:
    """A drama as it may be shown at `seen`. What spoils more is not in it, not even as a count."""

    drama: Drama
    seen: int
    poster: Picture | None
    synopsis: SafeString
    content_warnings: SafeString
    cast: tuple[Role, ...]
    directors: tuple[Role, ...]
    screenwriters: tuple[Role, ...]
    networks: tuple[Network, ...]
    streaming: tuple[Network, ...]
    genres: tuple[Genre, ...]
    tags: tuple[ShownTag, ...]
    seasons: tuple[Season, ...]

    @property
    def roles(self) -> tuple[Role, ...]:
        return (*self.cast, *self.directors, *self.screenwriters)

    @property
    def services(self) -> tuple[Network, ...]:
        """The streaming services among its networks, whether they made it or only carry it."""
        own = (network for network in self.networks if network.kind == Network.Kind.STREAMING)
        return (*own, *self.streaming)


def facts_of(drama: Drama, seen: int) -> DramaProjection:
    """Four queries whatever the size of the cast: the credits, the networks, the genres and the tags.

    A fifth asks for the other seasons where it is one.
    """
    credits = list(
        drama.credits.visible(seen).select_related("person__photo").annotate(**namesake_columns("person__"))
    )
    broadcasts = list(drama.broadcasts.select_related("network"))
    return DramaProjection(
        drama=drama,
        seen=seen,
        poster=picture_of(drama.poster, seen=seen),
        synopsis=markdown.render(drama.synopsis, seen=seen),
        content_warnings=markdown.render(drama.content_warnings, seen=seen),
        cast=_roles(credits, Credit.Job.CAST, seen),
        directors=_roles(credits, Credit.Job.DIRECTOR, seen),
        screenwriters=_roles(credits, Credit.Job.SCREENWRITER, seen),
        networks=_networks(broadcasts, Broadcast.Role.ORIGINAL),
        streaming=_networks(broadcasts, Broadcast.Role.STREAMING),
        genres=tuple(drama.genres.all()),
        tags=tuple(_tags(drama, seen)),
        seasons=tuple(_seasons(drama)),
    )


def watch_links(drama: Drama) -> list[WatchLink]:
    return list(drama.where_to_watch.select_related("network"))


def songs_of(drama: Drama, seen: int) -> list[Song]:
    """Of the soundtrack what this reader may know."""
    return list(drama.songs.visible(seen))


def related_dramas(drama: Drama) -> tuple[list[DramaCard], list[str]]:
    """Public sequels and other relatives, each with its relation as the card's note, and in words those outside."""
    shown = drama.relations.filter(Q(related=None) | public("related__"))
    rows = list(shown.select_related("related__poster").order_by("related__year", "pk"))
    cards = [drama_card(row.related, note=str(row.get_kind_display())) for row in rows if row.related]
    return cards, [row.in_words for row in rows if not row.related]


def _tags(drama: Drama, seen: int) -> Iterator[ShownTag]:
    has_list = Exists(DramaTag.objects.filter(listed(), tag=OuterRef("tag")))
    for row in drama.tagged.visible(seen).select_related("tag").annotate(has_list=has_list):
        yield ShownTag(row.tag.name, row.tag.get_absolute_url() if row.has_list else "")


def _seasons(drama: Drama) -> Iterator[Season]:
    """All seasons that readers may see, this one among them."""
    if not drama.franchise or drama.season_number is None:
        return
    others = Drama.objects.filter(public() | Q(pk=drama.pk), franchise=drama.franchise)
    for row in others.exclude(season_number=None).order_by("season_number"):
        yield Season(row.season_number or 0, row.get_absolute_url(), is_this=row.pk == drama.pk)


def _roles(credits: Iterable[Credit], job: str, seen: int) -> tuple[Role, ...]:
    return tuple(
        Role(
            person=credit.person,
            name=credit.credited_as or credit.person.name,
            character=credit.character,
            character_ko=credit.character_ko,
            billing=credit.billing,
            photo=picture_of(credit.person.photo, seen=seen),
            spoils_through=credit.spoils_through,
            apart=_apart(credit),
        )
        for credit in credits
        if credit.job == job
    )


def _apart(credit: Any) -> str:
    credit.person.has_namesake, credit.person.known_for = credit.has_namesake, credit.known_for
    return str(credit.person.apart)


def _networks(broadcasts: Iterable[Broadcast], role: str) -> tuple[Network, ...]:
    return tuple(broadcast.network for broadcast in broadcasts if broadcast.role == role)
