"""What of the catalogue can be found: dramas, people, networks. A credit that spoils is in none of it."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dramas import korean_names
from dramas.models import (
    AlternativeTitle,
    Broadcast,
    Credit,
    Drama,
    Genre,
    Network,
    Person,
    PersonName,
)
from reviewsite import markdown
from reviewsite.search.registry import Document, Likeness, NearNames, Searchable, register, respell
from reviewsite.search.rows import fetch, places
from reviewsite.search.signals import watch
from reviewsite.spoilers import SAFE

#: How many dramas stand in the line that tells namesakes apart.
DRAMAS_NAMED = 3
#: "Nam Goong Min" has three, "Anna Maria de la Cruz" five.
MOST_PARTS_OF_A_NAME = 5
#: How many people whose keys are nearest to what was typed are compared with it.
PEOPLE_COMPARED = 16
#: A name that is less like what was typed is no suggestion.
LIKE_ENOUGH = 0.8


def register_catalogue() -> None:
    register(Searchable("drama", Drama, _("drama"), _("dramas"), drama_rows, drama_document))
    near = NearNames(people_sharing_keys, compare_names)
    register(Searchable("person", Person, _("person"), _("people"), person_rows, person_document, near))
    register(Searchable("network", Network, _("network"), _("networks"), network_rows, network_document))
    respell(in_hangul)

    watch(Drama, lambda drama: [drama, *_people_of(drama)])
    watch(AlternativeTitle, lambda title: [Drama(pk=title.drama_id)])
    watch(Person, lambda person: [person, *_dramas_of(person)])
    watch(PersonName, lambda name: [Person(pk=name.person_id)])
    watch(Credit, lambda credit: [Drama(pk=credit.drama_id), Person(pk=credit.person_id)])
    watch(Broadcast, lambda row: [Drama(pk=row.drama_id), Network(pk=row.network_id)])
    watch(Network, lambda network: [network, *network.dramas.all()])
    watch(Genre, lambda genre: genre.dramas.all())


def drama_rows() -> QuerySet[Drama]:
    credits = Credit.objects.visible(SAFE).select_related("person")
    broadcasts = Broadcast.objects.select_related("network")
    return Drama.objects.published().prefetch_related(
        "alternative_titles", "genres", Prefetch("credits", credits), Prefetch("broadcasts", broadcasts)
    )


def drama_document(drama: Drama) -> Document:
    others = [title.text for title in drama.alternative_titles.all()]
    networks = [each.network.name for each in drama.broadcasts.all()]
    kind = "" if drama.kind == Drama.Kind.SERIES else str(drama.get_kind_display())
    return Document(
        title=drama.title,
        hangul=drama.title_ko,
        url=drama.get_absolute_url(),
        names=_filled(drama.title, drama.title_ko, drama.romanized_title, *others),
        detail=" · ".join(_filled(str(drama.year or ""), *networks[:1], kind)),
        text="\n".join(_drama_lines(drama)),
        weight=len(drama.credits.all()),
        image_id=drama.poster_id,
    )


def person_rows() -> QuerySet[Person]:
    credits = (
        Credit.objects.visible(SAFE)
        .select_related("drama")
        .order_by("-drama__year", "drama__title", "position")
    )
    return Person.objects.prefetch_related("names", Prefetch("credits", credits))


def person_document(person: Person) -> Document:
    credits = list(person.credits.all())
    born = gettext("born %(year)d") % {"year": person.birth_year} if person.birth_year else ""
    works = list(dict.fromkeys(credit.drama.title for credit in credits))
    credited = [credit.credited_as for credit in credits]
    return Document(
        title=person.name,
        hangul=person.hangul,
        url=person.get_absolute_url(),
        names=_filled(*person.spellings(), *credited),
        detail=" · ".join(_filled(person.disambiguation or born, ", ".join(works[:DRAMAS_NAMED]))),
        text="\n".join(_filled(markdown.plain_text(person.bio), *map(_as_part_of, credits))),
        weight=len(works),
        image_id=person.photo_id,
    )


def network_rows() -> QuerySet[Network]:
    return Network.objects.annotate(drama_count=Count("broadcasts"))


def network_document(network: Network) -> Document:
    return Document(
        title=network.name,
        hangul=network.name_ko,
        url=network.get_absolute_url(),
        names=_filled(network.name, network.name_ko),
        detail=str(network.get_kind_display()),
        image_id=network.logo_id,
        weight=network.drama_count,  # type: ignore[attr-defined]
    )


def people_sharing_keys(text: str) -> list[int]:
    """Those who share the most keys with `text`: of whom it may be the name, begun, mistyped or spelled otherwise."""
    if korean_names.is_initial_consonants(text) or len(text.split()) > MOST_PARTS_OF_A_NAME:
        return []
    keys = korean_names.lookup_keys(text)
    sharing = f"FROM dramas_personkey WHERE key IN ({places(keys)}) GROUP BY person_id"
    nearest = f"SELECT person_id {sharing} ORDER BY COUNT(*) DESC, person_id LIMIT {PEOPLE_COMPARED:d}"
    return [pk for (pk,) in fetch(nearest, [*keys])] if keys else []


def compare_names(
    text: str, candidates: Iterable[tuple[int, Sequence[str]]]
) -> Iterator[tuple[int, Likeness]]:
    for ranked in korean_names.rank(text, candidates, at_least=LIKE_ENOUGH):
        yield ranked.id, Likeness.SAME if ranked.score >= korean_names.SAME_READING else Likeness.SIMILAR


def in_hangul(text: str) -> Iterator[str]:
    """A whole Korean name typed in Latin letters as texts may have it in Hangul."""
    key = korean_names.fold(text)
    if text.isascii() and not key.isascii() and len(key) > 2:
        yield key


def _drama_lines(drama: Drama) -> Iterator[str]:
    yield from _filled(drama.tagline, markdown.plain_text(drama.synopsis))
    networks = [each.network.name for each in drama.broadcasts.all()]
    yield ", ".join([*(genre.name for genre in drama.genres.all()), *networks])
    for credit in drama.credits.all():
        name = _with_hangul(credit.credited_as or credit.person.name, credit.person.hangul)
        yield f"{name}: {_part(credit)}"


def _as_part_of(credit: Credit) -> str:
    return f"{credit.drama}: {_part(credit)}"


def _part(credit: Credit) -> str:
    return _with_hangul(credit.character, credit.character_ko) or str(credit.get_job_display())


def _with_hangul(name: str, hangul: str) -> str:
    return f"{name} ({hangul})" if name and hangul else name or hangul


def _filled(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _people_of(drama: Drama) -> Iterator[Person]:
    return (Person(pk=pk) for pk in Credit.objects.filter(drama=drama.pk).values_list("person", flat=True))


def _dramas_of(person: Person) -> Iterator[Drama]:
    return (Drama(pk=pk) for pk in Credit.objects.filter(person=person.pk).values_list("drama", flat=True))
