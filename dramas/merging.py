"""Merges two rows of the catalogue that are the same thing: rows that point to the duplicate move to the kept one.

The models say what moves: every row, of any app, with a foreign key to the duplicate. If the kept one already has
such a row, the two become one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models.fields.reverse_related import ManyToOneRel
from django.utils.translation import gettext as _

from dramas.merged_values import json_row, json_value
from dramas.models import (
    AlternativeTitle,
    Credit,
    Drama,
    DramaTag,
    Genre,
    Merge,
    Network,
    Person,
    PersonKey,
    PersonName,
    Song,
    Tag,
)
from dramas.models.publication import CatalogueModel
from dramas.title_search import folded
from reviewsite.search.index import indexing_at_the_end, reindex
from reviewsite.search.registry import of_model
from reviewsite.slugs import RetiredSlug, retire

_BLANK = (None, "", ())
#: Fields that are never taken from the duplicate, even if they are blank.
_NEVER_TAKEN = {"id", "slug", "created_by", "updated_at", "public_from"}
#: Models whose deleted double fills blank fields of its twin.
_TWINS_FILLED = (Credit, DramaTag, Song)
#: Fields that a twin never takes from its double: its key, what makes the two one, and its place in a list.
_NEVER_TAKEN_BY_TWINS = {"id", "drama", "person", "tag", "position"}


class CannotMergeError(Exception):
    """The message says why, for people."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """A row that points to the duplicate by this field.

    `twin` is the row of the kept one that it is one with, or the row itself if moved it would point from the kept
    one to itself. A row with a twin is deleted.
    """

    row: Any
    field: str
    twin: Any = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A value that the kept row, or a twin, takes over."""

    row: Any
    field: Any
    value: Any


@dataclass(frozen=True, slots=True)
class Plan:
    """What merging would do; the preview reads it, and merging carries it out."""

    kept: Any
    gone: Any
    moves: list[Pointing] = field(default_factory=list)
    doubles: list[Pointing] = field(default_factory=list)
    fills: list[Filled] = field(default_factory=list)
    #: The name of the duplicate, if the kept one gets it as another name.
    also_called: str = ""


def plan(kept: CatalogueModel, gone: CatalogueModel) -> Plan:
    """Work out what merging `gone` into `kept` does, without writing. Raises CannotMergeError."""
    if type(kept) is not type(gone) or kept.pk == gone.pk:
        raise CannotMergeError(_("Choose a different one of the same kind."))
    result = Plan(kept, gone, also_called=_other_name(kept, gone))
    for relation in _relations(type(gone)):
        for row in _rows(relation, kept, gone):
            (result.moves if row.twin is None else result.doubles).append(row)
    result.fills.extend(_fills(kept, gone, _own_fields(kept)))
    for double in result.doubles:
        if isinstance(double.row, _TWINS_FILLED):
            result.fills.extend(_fills(double.twin, double.row, _NEVER_TAKEN_BY_TWINS))
    moments = [row.public_from for row in (kept, gone) if isinstance(row, Drama) and row.public_from]
    if isinstance(kept, Drama) and moments and kept.public_from != min(moments):
        # If either was public, the kept one is, from the earlier moment.
        result.fills.append(Filled(kept, Drama._meta.get_field("public_from"), min(moments)))
    return result


@transaction.atomic
def merge(kept: CatalogueModel, gone: CatalogueModel, *, user: Any = None) -> Merge:
    """Put `gone` into `kept`. Raises CannotMergeError."""
    rows: Any = type(kept)._default_manager
    locked = {
        row.pk: row for row in rows.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    }
    if len(locked) < 2:
        raise CannotMergeError(_("One of the two no longer exists."))
    planned = plan(locked[kept.pk], locked[gone.pk])
    record = Merge(
        model=kept._meta.label_lower,
        kept_id=kept.pk,
        kept=str(planned.kept)[:250],
        gone_id=gone.pk,
        gone=str(planned.gone)[:250],
        by=user,
        changes=_record_of(planned),
    )
    with indexing_at_the_end():
        for double in planned.doubles:
            double.row.delete()
        for moved in planned.moves:
            _point(moved.row, moved.field, planned.kept.pk)
        record.changes["slugs"] = _lead_on(planned)
        touched = [*_to_reindex(planned.moves), *_to_reindex(planned.doubles)]
        planned.gone.delete()
        for fill in planned.fills:
            setattr(fill.row, fill.field.attname, fill.value)
        for row in {id(fill.row): fill.row for fill in planned.fills}.values():
            row.save()
        record.changes["added"] = _add_name(planned)
        if isinstance(planned.kept, Person):
            planned.kept.refresh_keys()
        touched += [planned.kept, rows.model(pk=record.gone_id)]
        Person.objects.filter(
            pk__in=[row.pk for row in touched if isinstance(row, Person)]
        ).refresh_public_from()
        reindex(touched)
    record.save()
    return record


def _relations(model: type[models.Model]) -> Iterator[ManyToOneRel]:
    """The foreign keys that point to the model, also by `related_name="+"`.

    Not those of PersonKey: `refresh_keys` makes its rows of the names.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.related_model is not PersonKey:
            yield relation


def _rows(relation: ManyToOneRel, kept: Any, gone: Any) -> Iterator[Pointing]:
    model, name = relation.related_model, relation.field.name
    rows: Any = model._base_manager.order_by("pk")
    held = list(rows.filter(**{name: kept.pk}))
    for row in rows.filter(**{name: gone.pk}):
        twin = row if _would_lead_to_itself(row, name, kept) else _twin(row, name, held)
        yield Pointing(row, name, twin)
        if twin is None:
            # Two rows of the duplicate can also be twins.
            held.append(row)


def _would_lead_to_itself(row: models.Model, name: str, kept: models.Model) -> bool:
    return any(
        each.related_model is type(kept) and each.name != name and each.value_from_object(row) == kept.pk
        for each in row._meta.concrete_fields
    )


def _twin(row: Any, name: str, held: Iterable[Any]) -> Any:
    if isinstance(row, Credit):
        return next((other for other in held if _is_same_part(row, other, name)), None)
    sets = [each for each in _unique_sets(type(row)) if name in each]
    return next((other for other in held if any(_alike(row, other, each, name) for each in sets)), None)


def _is_same_part(one: Credit, other: Credit, name: str) -> bool:
    """Different characters are different parts; a part without a character is the same as any."""
    if not _alike(one, other, ("drama", "person", "job"), name):
        return False
    characters = folded(one.character), folded(other.character)
    return characters[0] == characters[1] or not all(characters)


def _unique_sets(model: type[models.Model]) -> list[tuple[str, ...]]:
    named = [tuple(each.fields) for each in model._meta.total_unique_constraints]
    return [*named, *map(tuple, model._meta.unique_together)]


def _alike(one: Any, other: Any, names: Iterable[str], but: str) -> bool:
    fields = [one._meta.get_field(name) for name in names if name != but]
    values = [(each.value_from_object(one), each.value_from_object(other)) for each in fields]
    return all(here is not None and here == there for here, there in values)


def _fills(kept: models.Model, gone: models.Model, own: set[str]) -> Iterator[Filled]:
    for each in kept._meta.concrete_fields:
        here, there = each.value_from_object(kept), each.value_from_object(gone)
        if each.name == "spoils_through":
            # The wider scope: what either row hides stays hidden.
            if there > here:
                yield Filled(kept, each, there)
        elif each.name not in own and here in _BLANK and there not in _BLANK:
            yield Filled(kept, each, there)


def _own_fields(row: Any) -> set[str]:
    # Dates are taken as a pair or not at all.
    dates = (
        {"aired_from", "aired_to"} if isinstance(row, Drama) and (row.aired_from or row.aired_to) else set()
    )
    season = {"season_number"} if isinstance(row, Drama) and row.franchise else set()
    return _NEVER_TAKEN | {_name_field(row)} | dates | season


def _name_field(row: models.Model) -> str:
    return "title" if isinstance(row, Drama) else "name"


def _other_name(kept: Any, gone: Any) -> str:
    if isinstance(kept, (Network, Genre, Tag)):
        return ""
    name: str = getattr(gone, _name_field(gone))
    if isinstance(kept, Drama):
        others = kept.alternative_titles.values_list("text", flat=True)
        known = {kept.title, kept.title_ko, kept.romanized_title, *others}
    else:
        known = {*kept.spellings()}
    return "" if name in known else name


def _add_name(plan: Plan) -> list[Any]:
    if not plan.also_called:
        return []
    added: AlternativeTitle | PersonName
    if isinstance(plan.kept, Drama):
        added, is_new = AlternativeTitle.objects.get_or_create(drama=plan.kept, text=plan.also_called)
    else:
        added, is_new = PersonName.objects.get_or_create(person=plan.kept, spelling=plan.also_called)
    return [added._meta.label_lower, added.pk] if is_new else []


def _point(row: models.Model, name: str, pk: int) -> None:
    # update(), not save(), which would set `updated_at`.
    setattr(row, row._meta.get_field(name).attname, pk)  # type: ignore[union-attr]
    type(row)._base_manager.filter(pk=row.pk).update(**{name: pk})


def _lead_on(plan: Plan) -> dict[str, Any]:
    """Let all addresses of the duplicate lead to the kept one. Returns what undoing needs to know."""
    former = RetiredSlug.objects.filter(model=plan.gone._meta.label_lower, object_id=plan.gone.pk)
    slugs = list(former.values_list("slug", flat=True))
    former.update(object_id=plan.kept.pk)
    own = RetiredSlug.objects.filter(model=plan.gone._meta.label_lower, slug=plan.gone.slug)
    before = own.values_list("object_id", flat=True).first()
    retire(plan.gone, plan.gone.slug, plan.kept)
    return {"former": slugs, "own": plan.gone.slug, "own_led_to": before}


def _to_reindex(rows: Iterable[Pointing]) -> list[models.Model]:
    """These rows, and what else they point to: its documents in the search may name what has moved."""
    found: list[models.Model] = []
    for each in rows:
        found.append(type(each.row)(pk=each.row.pk))
        for relation in each.row._meta.concrete_fields:
            pk = relation.value_from_object(each.row)
            if relation.is_relation and pk is not None and of_model(relation.related_model):
                found.append(relation.related_model(pk=pk))
    return found


def _record_of(plan: Plan) -> dict[str, Any]:
    """The plan as `dramas.unmerging` reads it: deleted rows as Django's serializers write them, others by key."""
    return {
        "gone": json_row(plan.gone),
        "moved": [[each.row._meta.label_lower, each.row.pk, each.field] for each in plan.moves],
        "doubles": [json_row(each.row) for each in plan.doubles],
        "filled": [
            [
                fill.row._meta.label_lower,
                fill.row.pk,
                fill.field.name,
                json_value(fill.field, fill.field.value_from_object(fill.row)),
                json_value(fill.field, fill.value),
            ]
            for fill in plan.fills
        ],
    }
