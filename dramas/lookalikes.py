"""What of the catalogue may be the same thing twice, and what is new in it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from dramas.models import Drama, Genre, Network, Person
from dramas.title_search import folded

#: So many are offered.
MOST = 8
#: So many bytes of a name say something: four Latin letters, two syllables.
_LEAST = 4
_FAR = 1000
_TITLES = ["title", "title_ko", "romanized_title", "alternative_titles__text"]


def lookalikes(row: Any) -> list[Any]:
    """Others of its kind that may be the same, the likeliest first: a name spelled otherwise, or one in the other."""
    others = type(row).objects.exclude(pk=row.pk)
    if isinstance(row, Person):
        names = [row.name, row.hangul] if row.hangul else [row.name]
        alike = {
            pk for name in names for pk in Person.objects.sharing_key_with(name).values_list("pk", flat=True)
        }
        return list(others.filter(pk__in=alike).order_by("name", "pk")[:MOST])
    columns = _TITLES if isinstance(row, Drama) else ["name"]
    names = [folded(name) for column in columns[:3] if (name := getattr(row, column))]
    likeness: dict[int, int] = {}
    for pk, *spellings in others.values_list("pk", *columns):
        near = [_distance(one, folded(other)) for one in names for other in spellings if other]
        likeness[pk] = min([*near, likeness.get(pk, _FAR)])
    nearest = sorted((pk for pk in likeness if likeness[pk] < _FAR), key=lambda pk: likeness[pk])[:MOST]
    found = others.in_bulk(nearest)
    return [found[pk] for pk in nearest]


def _distance(one: str, other: str) -> int:
    """By how many letters the longer is longer, if it has the other in it."""
    shorter, longer = sorted((one, other), key=len)
    is_long_enough = len(shorter.encode()) >= _LEAST or one == other
    return len(longer) - len(shorter) if shorter and is_long_enough and shorter in longer else _FAR


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A drama that is not public, with what else is known of nothing but drafts."""

    drama: Drama
    others: list[Any]


def new_in_catalogue(limit: int) -> list[Newcomer]:
    """The newest drafts of dramas; four queries, none of which looks at the whole catalogue."""
    dramas = list(Drama.objects.drafts().select_related("created_by").order_by("-pk")[:limit])
    others: dict[int, list[Any]] = defaultdict(list)
    for model, leading in ((Genre, "dramas"), (Network, "dramas"), (Person, "credits__drama")):
        rows = model.objects.unpublished().filter(**{f"{leading}__in": dramas}).distinct()
        for row in rows.annotate(of_drama=F(leading)).order_by("name"):
            others[row.of_drama].append(row)
    return [Newcomer(drama, others[drama.pk]) for drama in dramas]
