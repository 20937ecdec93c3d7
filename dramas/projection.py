"""What a reader with a given progress may know of a drama: the only form in which pages get its credits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from dramas.cards import DramaCard, drama_card
from dramas.models import Broadcast, Credit, Drama, Genre, Network, Person, WatchLink
from dramas.models.person import namesake_columns
from dramas.models.publication import public
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
class DramaProjection:
    """A drama as it may be shown at `seen`. What spoils more is not in it, not even as a count."""

    drama: Drama
    seen: int
    poster: Picture | None
    synopsis: SafeString
    cast: tuple[Role, ...]
    directors: tuple[Role, ...]
    screenwriters: tuple[Role, ...]
    networks: tuple[Network, ...]
    streaming: tuple[Network, ...]
    genres: tuple[Genre, ...]

    @property
    def roles(self) -> tuple[Role, ...]:
        return (*self.cast, *self.directors, *self.screenwriters)

    @property
    def services(self) -> tuple[Network, ...]:
        """The streaming services among its networks, whether they made it or only carry it."""
        own = (network for network in self.networks if network.kind == Network.Kind.STREAMING)
        return (*own, *self.streaming)


def facts_of(drama: Drama, seen: int) -> DramaProjection:
    """Three queries whatever the size of the cast: the credits, the networks and the genres."""
    [facts] = facts_of_each([drama], seen)
    return facts


def facts_of_each(dramas: Sequence[Drama], seen: int) -> list[DramaProjection]:
    """In the given order, with three queries however many there are; none for none."""
    if not dramas:
        return []
    credits = Credit.objects.visible(seen).select_related("person__photo")
    credits_of = _by_drama(credits.annotate(**namesake_columns("person__")), dramas)
    broadcasts_of = _by_drama(Broadcast.objects.select_related("network"), dramas)
    labels = Drama.genres.through.objects.select_related("genre").order_by("genre__name", "genre")
    genres_of = _by_drama(labels, dramas)
    return [
        _facts(
            drama,
            seen,
            credits_of[drama.pk],
            broadcasts_of[drama.pk],
            [row.genre for row in genres_of[drama.pk]],
        )
        for drama in dramas
    ]


def _by_drama(rows: Any, dramas: Sequence[Drama]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(drama__in=[drama.pk for drama in dramas]):
        found[row.drama_id].append(row)
    return found


def _facts(
    drama: Drama, seen: int, credits: list[Credit], broadcasts: list[Broadcast], genres: list[Genre]
) -> DramaProjection:
    return DramaProjection(
        drama=drama,
        seen=seen,
        poster=picture_of(drama.poster, seen=seen),
        synopsis=markdown.render(drama.synopsis, seen=seen),
        cast=_roles(credits, Credit.Job.CAST, seen),
        directors=_roles(credits, Credit.Job.DIRECTOR, seen),
        screenwriters=_roles(credits, Credit.Job.SCREENWRITER, seen),
        networks=_networks(broadcasts, Broadcast.Role.ORIGINAL),
        streaming=_networks(broadcasts, Broadcast.Role.STREAMING),
        genres=tuple(genres),
    )


def watch_links(drama: Drama) -> list[WatchLink]:
    return list(drama.where_to_watch.select_related("network"))


def related_dramas(drama: Drama) -> list[DramaCard]:
    """Public sequels and other relatives, each with its relation as the card's note."""
    relations = (
        drama.relations.filter(public("related__"))
        .select_related("related__poster")
        .order_by("related__year")
    )
    return [drama_card(row.related, note=str(row.get_kind_display())) for row in relations]


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
