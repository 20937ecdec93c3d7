"""What of the catalogue can be found: dramas, people, lists of dramas. A credit or a tag that spoils is in none of it.

What will be public is in the index with its moment, and nothing of it is in the documents of others before.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import Min, Prefetch, QuerySet
from django.db.models.signals import post_save
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dramas import genre_names, korean_names
from dramas.models import (
    AlternativeTitle,
    Broadcast,
    Credit,
    Drama,
    DramaTag,
    Genre,
    Network,
    Person,
    PersonName,
    Song,
    Tag,
)
from dramas.models.publication import ANY_TIME
from dramas.searchable_lists import register_lists
from dramas.title_initials import title_initials
from reviewsite import markdown
from reviewsite.jobs.queue import enqueue
from reviewsite.jobs.registry import handler
from reviewsite.search.index import reindex
from reviewsite.search.registry import Document, Likeness, NearNames, Searchable, register, respell
from reviewsite.search.rows import fetch, places
from reviewsite.search.signals import watch
from reviewsite.spoilers import SAFE

BECAME_PUBLIC = "dramas.became_public"
#: How many dramas are in the line that tells namesakes apart.
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
    register_lists()
    respell(in_hangul)

    watch(Drama, lambda drama: [drama, *_around(drama)])
    watch(AlternativeTitle, lambda title: [Drama(pk=title.drama_id)])
    watch(Person, lambda person: [person, *_dramas_of(person)])
    watch(PersonName, lambda name: [Person(pk=name.person_id)])
    watch(Credit, lambda credit: [Drama(pk=credit.drama_id), Person(pk=credit.person_id)])
    watch(Broadcast, lambda row: [Drama(pk=row.drama_id), Network(pk=row.network_id)])
    watch(Network, lambda network: [network, *network.dramas.all()])
    watch(Genre, lambda genre: [genre, *genre.dramas.all()])
    watch(Tag, lambda tag: [tag, *(Drama(pk=row.drama_id) for row in tag.on_dramas.all())])
    watch(Song, lambda song: [Drama(pk=song.drama_id)])
    watch(DramaTag, lambda row: [Drama(pk=row.drama_id), Tag(pk=row.tag_id)])
    post_save.connect(_index_again_in_time, sender=Drama)


def drama_rows() -> QuerySet[Drama]:
    credits = Credit.objects.visible(SAFE).select_related("person")
    broadcasts = Broadcast.objects.select_related("network")
    return Drama.objects.published(ANY_TIME).prefetch_related(
        "alternative_titles",
        "genres",
        Prefetch("credits", credits),
        Prefetch("broadcasts", broadcasts),
        Prefetch("songs", Song.objects.visible(SAFE)),
        Prefetch("tagged", DramaTag.objects.visible(SAFE).select_related("tag")),
    )


def drama_document(drama: Drama) -> Document:
    others = [title.text for title in drama.alternative_titles.all()]
    networks = [each.network.name for each in drama.broadcasts.all()]
    kind = "" if drama.kind == Drama.Kind.SERIES else str(drama.get_kind_display())
    titles = _filled(drama.title, drama.title_ko, drama.romanized_title, *others, drama.franchise)
    return Document(
        title=drama.title,
        hangul=drama.title_ko,
        url=drama.get_absolute_url(),
        names=[*titles, *title_initials(titles)],
        detail=" · ".join(_filled(str(drama.year or ""), *networks[:1], kind)),
        text="\n".join(_drama_lines(drama)),
        hints=list(_drama_hints(drama)),
        weight=len(drama.credits.all()),
        image_id=drama.poster_id,
        visible_from=drama.public_from,
    )


def person_rows() -> QuerySet[Person]:
    credits = (
        Credit.objects.visible(SAFE)
        .exclude(drama__public_from=None)
        .select_related("drama")
        .order_by("-drama__year", "drama__title", "position")
    )
    people = Person.objects.annotate(first_public=Min("credits__drama__public_from"))
    known = people.exclude(first_public=None)
    return known.prefetch_related("names", Prefetch("credits", credits))


def person_document(person: Any) -> Document:
    """At the moment from which it is seen, if that is still to come: later dramas are added when theirs is there."""
    at = max(timezone.now(), person.first_public)
    credits = [credit for credit in person.credits.all() if credit.drama.public_from <= at]
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
        visible_from=person.first_public,
    )


def _index_again_in_time(instance: Drama, **kwargs: Any) -> None:
    """A drama that becomes public by itself is then added to what the index has of its people."""
    at = instance.public_from
    if at is not None and at > timezone.now():
        enqueue(BECAME_PUBLIC, {"drama": instance.pk}, key=f"{instance.pk} {at.isoformat()}", run_at=at)


@handler(BECAME_PUBLIC)
def index_around(payload: dict[str, Any]) -> None:
    reindex(_around(Drama(pk=payload["drama"])))


def people_sharing_keys(text: str, *, public_only: bool = True) -> list[int]:
    """Those who share the most keys with `text`: of whom it may be the name, begun, mistyped or spelled otherwise.

    Readers are told of public people; writers must also find those who are not public yet.
    """
    if korean_names.is_initial_consonants(text) or len(text.split()) > MOST_PARTS_OF_A_NAME:
        return []
    keys = korean_names.lookup_keys(text)
    # Who cannot be found takes nobody's place among the nearest.
    found = "SELECT 1 FROM search_searchdoc WHERE kind = 'person' AND object_id = person_id AND visible_from <= %s"
    sharing = f"FROM dramas_personkey WHERE key IN ({places(keys)}) GROUP BY person_id"
    values: list[Any] = list(keys)
    if public_only:
        sharing += f" HAVING EXISTS ({found})"
        values.append(connection.ops.adapt_datetimefield_value(timezone.now()))
    nearest = f"SELECT person_id {sharing} ORDER BY COUNT(*) DESC, person_id LIMIT {PEOPLE_COMPARED:d}"
    return [pk for (pk,) in fetch(nearest, values)] if keys else []


def compare_names(
    text: str, candidates: Iterable[tuple[int, Sequence[str]]]
) -> Iterator[tuple[int, Likeness]]:
    for ranked in korean_names.rank(text, candidates, at_least=LIKE_ENOUGH):
        yield ranked.id, Likeness.SAME if ranked.score >= korean_names.SAME_READING else Likeness.SIMILAR


def in_hangul(text: str) -> Iterator[str]:
    """A whole Korean name typed in Latin letters as texts may have it in Hangul."""
    key = korean_names.normalise(text)
    if text.isascii() and not key.isascii() and len(key) > 2:
        yield key


def _drama_lines(drama: Drama) -> Iterator[str]:
    texts = map(markdown.plain_text, (drama.synopsis, drama.content_warnings))
    yield from _filled(drama.tagline, *texts, ", ".join(_filled(drama.based_on_title, drama.source_details)))
    networks = [each.network.name for each in drama.broadcasts.all()]
    tags = [row.tag.name for row in drama.tagged.all()]
    yield ", ".join([*(genre.name for genre in drama.genres.all()), *tags, *networks])
    for song in drama.songs.all():
        yield ", ".join(_filled(_with_hangul(song.title, song.title_ko), song.singer))
    for credit in drama.credits.all():
        name = credit.credited_as or credit.person.name
        yield f"{_with_hangul(name, credit.person.hangul)}: {_part(credit)}"


def _drama_hints(drama: Drama) -> Iterator[str]:
    yield from genre_names.other_names(genre.name for genre in drama.genres.all())
    for credit in drama.credits.all():  # as many type it: Song Joongki
        yield (credit.credited_as or credit.person.name).replace("-", "")


def _as_part_of(credit: Credit) -> str:
    return f"{credit.drama}: {_part(credit)}"


def _part(credit: Credit) -> str:
    return _with_hangul(credit.character, credit.character_ko) or str(credit.get_job_display())


def _with_hangul(name: str, hangul: str) -> str:
    return f"{name} ({hangul})" if name and hangul else name or hangul


def _filled(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _around(drama: Drama) -> Iterator[Person | Network | Genre | Tag]:
    """Whose documents name the drama, or are public by it."""
    for pk in Drama.genres.through.objects.filter(drama=drama.pk).values_list("genre", flat=True):
        yield Genre(pk=pk)
    for pk in Credit.objects.filter(drama=drama.pk).values_list("person", flat=True):
        yield Person(pk=pk)
    for pk in Broadcast.objects.filter(drama=drama.pk).values_list("network", flat=True):
        yield Network(pk=pk)
    for pk in DramaTag.objects.filter(drama=drama.pk).values_list("tag", flat=True):
        yield Tag(pk=pk)


def _dramas_of(person: Person) -> Iterator[Drama]:
    return (Drama(pk=pk) for pk in Credit.objects.filter(person=person.pk).values_list("drama", flat=True))
