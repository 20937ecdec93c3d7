"""What a reader with a given progress may know of a drama: the only form in which pages get its credits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
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
    namesake_note: str = ""

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
    def synopsis(self) -> SafeString:
        return markdown.render(self.drama.synopsis, seen=self.seen)

    @property
    def roles(self) -> tuple[Role, ...]:
        return (*self.cast, *self.directors, *self.screenwriters)

    @property
    def services(self) -> tuple[Network, ...]:
        """The streaming services among its networks, whether they made it or only carry it."""
        own = (network for network in self.networks if network.kind == Network.Kind.STREAMING)
        return (*own, *self.streaming)


def facts_of(drama: Drama, seen: int) -> DramaProjection:
    """As `facts_of_each`."""
    [facts] = facts_of_each([drama], seen)
    return facts


def facts_of_each(dramas: Sequence[Drama], seen: int) -> list[DramaProjection]:
    """In the given order, with four queries however many there are; none for none.

    The queries ask for credits, networks, genres and tags; a fifth asks for the other seasons where one is a season.
    """
    if not dramas:
        return []
    credits = Credit.objects.visible(seen).select_related("person__photo").order_by()  # sorted in `_roles`
    has_list = Exists(DramaTag.objects.filter(listed(), tag=OuterRef("tag")))
    tags = DramaTag.objects.visible(seen).select_related("tag").annotate(has_list=has_list)
    labels = Drama.genres.through.objects.select_related("genre").order_by("genre__name", "genre")
    rows_of = [
        _by_drama(rows, dramas)
        for rows in (
            credits.annotate(**namesake_columns("person__")),
            Broadcast.objects.select_related("network"),
            labels,
            tags,
        )
    ]
    seasons = _seasons(dramas)
    return [_facts(drama, seen, seasons[drama.pk], *(rows[drama.pk] for rows in rows_of)) for drama in dramas]


def _by_drama(rows: Any, dramas: Sequence[Drama]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(drama__in=[drama.pk for drama in dramas]):
        found[row.drama_id].append(row)
    return found


def _facts(
    drama: Drama,
    seen: int,
    seasons: tuple[Season, ...],
    credits: list[Any],
    broadcasts: list[Any],
    labels: list[Any],
    tags: list[Any],
) -> DramaProjection:
    return DramaProjection(
        drama=drama,
        seen=seen,
        poster=picture_of(drama.poster, seen=seen),
        content_warnings=markdown.render(drama.content_warnings, seen=seen),
        cast=_roles(credits, Credit.Job.CAST, seen),
        directors=_roles(credits, Credit.Job.DIRECTOR, seen),
        screenwriters=_roles(credits, Credit.Job.SCREENWRITER, seen),
        networks=_networks(broadcasts, Broadcast.Role.ORIGINAL),
        streaming=_networks(broadcasts, Broadcast.Role.STREAMING),
        genres=tuple(label.genre for label in labels),
        tags=tuple(
            ShownTag(row.tag.name, row.tag.get_absolute_url() if row.has_list else "") for row in tags
        ),
        seasons=seasons,
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


def _seasons(dramas: Sequence[Drama]) -> dict[int, tuple[Season, ...]]:
    """Of each drama itself and the seasons that readers may see, by number; none if it is no season."""
    found: dict[int, tuple[Season, ...]] = defaultdict(tuple)
    numbered = [drama for drama in dramas if drama.franchise and drama.season_number is not None]
    if not numbered:
        return found
    others = Drama.objects.filter(public(), franchise__in={drama.franchise for drama in numbered})
    rows = list(others.exclude(season_number=None))
    for drama in numbered:
        own = {row.pk: row for row in rows if row.franchise == drama.franchise} | {drama.pk: drama}
        found[drama.pk] = tuple(
            Season(row.season_number or 0, row.get_absolute_url(), is_this=row.pk == drama.pk)
            for row in sorted(own.values(), key=lambda row: row.season_number or 0)
        )
    return found


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
            namesake_note=_namesake_note(credit),
        )
        for credit in sorted(credits, key=lambda credit: (credit.position, credit.pk))
        if credit.job == job
    )


def _namesake_note(credit: Any) -> str:
    credit.person.has_namesake, credit.person.known_for = credit.has_namesake, credit.known_for
    return str(credit.person.namesake_note)


def _networks(broadcasts: Iterable[Broadcast], role: str) -> tuple[Network, ...]:
    return tuple(broadcast.network for broadcast in broadcasts if broadcast.role == role)
