"""What of the catalogue may be the same thing twice, and what is new in it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from dramas.models import Drama, Genre, Network, Person
from dramas.title_search import folded, ids_spelled

#: So many are offered.
MOST = 8


def lookalikes(row: Any) -> list[Any]:
    """Others of its kind that may be the same: by any spelling of a name, by part of a title."""
    others = type(row).objects.exclude(pk=row.pk)
    if isinstance(row, Person):
        names = [row.name, row.hangul] if row.hangul else [row.name]
        alike = {
            pk for name in names for pk in Person.objects.sharing_key_with(name).values_list("pk", flat=True)
        }
        return list(others.filter(pk__in=alike).order_by("name", "pk")[:MOST])
    if isinstance(row, Drama):
        titles = filter(None, [row.title, row.title_ko, row.romanized_title])
        alike = {pk for title in titles for pk in ids_spelled(title)}
        return list(others.filter(pk__in=alike).order_by("title", "pk")[:MOST])
    key = folded(row.name)
    return [other for other in others.order_by("name") if key and _are_near(key, folded(other.name))][:MOST]


def _are_near(one: str, other: str) -> bool:
    return bool(other) and (one in other or other in one)


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
        rows = model.objects.unpublished().filter(**{f"{leading}__in": dramas}).distinct()  # type: ignore[attr-defined]
        for row in rows.annotate(of_drama=F(leading)).order_by("name"):
            others[row.of_drama].append(row)
    return [Newcomer(drama, others[drama.pk]) for drama in dramas]
