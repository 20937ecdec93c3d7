"""Two rows of the catalogue that are one thing become one row: what hangs on the one that goes moves to the one kept.

What moves is asked of the models: every row of any app that leads to the one. Where the kept one has such a row
already, the two become one.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core import serializers
from django.db import models, transaction
from django.db.models.fields.reverse_related import ManyToOneRel
from django.utils.translation import gettext as _

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
#: What of a row stays its own, also where the kept one has nothing there.
_OWN = {"id", "slug", "created_by", "updated_at", "public_from"}
#: Rows of a drama that, where two become one, know together what each of them knows.
_FILLED = (Credit, DramaTag, Song)


class CannotMergeError(Exception):
    """The message says why, for people."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A row that leads to the one that goes, by this field; `twin` is the row of the kept one that it is one with."""

    row: Any
    field: str
    twin: Any = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A blank value of the kept row, or of a twin, that the one that goes knows."""

    row: Any
    field: Any
    value: Any


@dataclass(frozen=True, slots=True)
class Plan:
    """What merging would do; the preview reads it, and merging carries it out."""

    kept: Any
    gone: Any
    moves: list[Moved] = field(default_factory=list)
    doubles: list[Moved] = field(default_factory=list)
    fills: list[Filled] = field(default_factory=list)
    #: The name of the one that goes, where the kept one gets it as another name.
    also_called: str = ""


def plan(kept: CatalogueModel, gone: CatalogueModel) -> Plan:
    """Raises CannotMergeError."""
    if type(kept) is not type(gone) or kept.pk == gone.pk:
        raise CannotMergeError(_("Choose a different one of the same kind."))
    made = Plan(kept, gone, also_called=_other_name(kept, gone))
    for relation in _relations(type(gone)):
        for moved in _rows(relation, kept, gone):
            (made.moves if moved.twin is None else made.doubles).append(moved)
    made.fills.extend(_fills(kept, gone, _own_fields(kept)))
    for double in made.doubles:
        if isinstance(double.row, _FILLED):
            made.fills.extend(_fills(double.twin, double.row, {"id", "drama", "person", "tag", "position"}))
    moments = [row.public_from for row in (kept, gone) if isinstance(row, Drama) and row.public_from]
    if isinstance(kept, Drama) and moments and kept.public_from != min(moments):
        # What readers know stays known.
        made.fills.append(Filled(kept, Drama._meta.get_field("public_from"), min(moments)))
    return made


@transaction.atomic
def merge(kept: CatalogueModel, gone: CatalogueModel, *, user: Any = None) -> Merge:
    """Put `gone` into `kept`. Raises CannotMergeError."""
    rows: Any = type(kept)._default_manager
    locked = {
        row.pk: row for row in rows.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    }
    if len(locked) < 2:
        raise CannotMergeError(_("One of the two no longer exists."))
    todo = plan(locked[kept.pk], locked[gone.pk])
    done = Merge(
        model=kept._meta.label_lower,
        kept_id=kept.pk,
        kept=str(todo.kept)[:250],
        gone_id=gone.pk,
        gone=str(todo.gone)[:250],
        by=user,
        changes=_written(todo),
    )
    with indexing_at_the_end():
        for double in todo.doubles:
            double.row.delete()
        for moved in todo.moves:
            _point(moved.row, moved.field, todo.kept.pk)
        done.changes["slugs"] = _lead_on(todo)
        touched = [*_leading_from(todo.moves), *_leading_from(todo.doubles)]
        todo.gone.delete()
        for fill in todo.fills:
            setattr(fill.row, fill.field.attname, fill.value)
        for row in {id(fill.row): fill.row for fill in todo.fills}.values():
            row.save()
        done.changes["added"] = _add_name(todo)
        if isinstance(todo.kept, Person):
            todo.kept.refresh_keys()
        touched += [todo.kept, rows.model(pk=done.gone_id)]
        Person.objects.filter(
            pk__in=[row.pk for row in touched if isinstance(row, Person)]
        ).refresh_public_from()
        reindex(touched)
    done.save()
    return done


def _relations(model: type[models.Model]) -> Iterator[ManyToOneRel]:
    """Everything that leads here, also what the model itself has no name for."""
    for relation in model._meta.get_fields(include_hidden=True):
        leads_here = isinstance(relation, ManyToOneRel) and relation.related_model is not PersonKey
        if leads_here:
            yield relation  # type: ignore[misc]


def _rows(relation: ManyToOneRel, kept: Any, gone: Any) -> Iterator[Moved]:
    model, name = relation.related_model, relation.field.name
    rows: Any = model._base_manager.order_by("pk")
    held = list(rows.filter(**{name: kept.pk}))
    for row in rows.filter(**{name: gone.pk}):
        twin = row if _would_lead_to_itself(row, name, kept) else _twin(row, name, held)
        yield Moved(row, name, twin)
        if twin is None:
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
    """One job of one person in one drama; two characters are two parts, but one that nobody named is no second."""
    if not _alike(one, other, ("drama", "person", "job"), name):
        return False
    characters = folded(one.character), folded(other.character)
    return characters[0] == characters[1] or not all(characters)


def _unique_sets(model: type[models.Model]) -> list[tuple[str, ...]]:
    named = [tuple(each.fields) for each in model._meta.total_unique_constraints]
    return [*named, *map(tuple, model._meta.unique_together)]


def _alike(one: Any, other: Any, names: Iterable[str], but: str) -> bool:
    fields = [one._meta.get_field(name) for name in names if name != but]
    return all(each.value_from_object(one) == each.value_from_object(other) is not None for each in fields)


def _fills(kept: models.Model, gone: models.Model, own: set[str]) -> Iterator[Filled]:
    for each in kept._meta.concrete_fields:
        here, there = each.value_from_object(kept), each.value_from_object(gone)
        if each.name == "spoils_through":
            # Of two scopes the wider: in doubt a surprise stays one.
            if there > here:
                yield Filled(kept, each, there)
        elif each.name not in own and here in _BLANK and there not in _BLANK:
            yield Filled(kept, each, there)


def _own_fields(row: Any) -> set[str]:
    # A first day of the one and a last day of the other may be no broadcast at all.
    dates = (
        {"aired_from", "aired_to"} if isinstance(row, Drama) and (row.aired_from or row.aired_to) else set()
    )
    season = {"season_number"} if isinstance(row, Drama) and row.franchise else set()
    return _OWN | {_name_field(row)} | dates | season


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


def _add_name(todo: Plan) -> list[Any]:
    if not todo.also_called:
        return []
    made: AlternativeTitle | PersonName
    if isinstance(todo.kept, Drama):
        made, is_new = AlternativeTitle.objects.get_or_create(drama=todo.kept, text=todo.also_called)
    else:
        made, is_new = PersonName.objects.get_or_create(person=todo.kept, spelling=todo.also_called)
    return [made._meta.label_lower, made.pk] if is_new else []


def _point(row: models.Model, name: str, pk: int) -> None:
    # Not by save(): a review that moves was not edited.
    setattr(row, row._meta.get_field(name).attname, pk)  # type: ignore[union-attr]
    type(row)._base_manager.filter(pk=row.pk).update(**{name: pk})


def _lead_on(todo: Plan) -> dict[str, Any]:
    """Let all addresses of the one that goes lead to the kept one. Gives what undoing needs to know."""
    former = RetiredSlug.objects.filter(model=todo.gone._meta.label_lower, object_id=todo.gone.pk)
    slugs = list(former.values_list("slug", flat=True))
    former.update(object_id=todo.kept.pk)
    own = RetiredSlug.objects.filter(model=todo.gone._meta.label_lower, slug=todo.gone.slug)
    before = own.values_list("object_id", flat=True).first()
    retire(todo.gone, todo.gone.slug, todo.kept)
    return {"former": slugs, "own": todo.gone.slug, "own_led_to": before}


def _leading_from(moved: Iterable[Moved]) -> list[models.Model]:
    """What else these rows lead to: its documents may name what has moved."""
    found: list[models.Model] = []
    for each in moved:
        found.append(type(each.row)(pk=each.row.pk))
        for relation in each.row._meta.concrete_fields:
            pk = relation.value_from_object(each.row)
            if relation.is_relation and pk is not None and of_model(relation.related_model):
                found.append(relation.related_model(pk=pk))
    return found


def _written(todo: Plan) -> dict[str, Any]:
    """The plan as `dramas.unmerging` reads it: rows as Django's serializers write them, others by model and key."""
    return {
        "gone": written_row(todo.gone),
        "moved": [[each.row._meta.label_lower, each.row.pk, each.field] for each in todo.moves],
        "doubles": [written_row(each.row) for each in todo.doubles],
        "filled": [
            [
                fill.row._meta.label_lower,
                fill.row.pk,
                fill.field.name,
                written(fill.field, fill.field.value_from_object(fill.row)),
                written(fill.field, fill.value),
            ]
            for fill in todo.fills
        ],
    }


def written(each: Any, value: Any) -> Any:
    """The value of a field as JSON can hold it; the field's `to_python` reads it."""
    return _exact(value if value is None else each.get_prep_value(value))


def written_row(row: models.Model) -> dict[str, Any]:
    names = [each.name for each in row._meta.concrete_fields]
    [read] = serializers.serialize("python", [row], fields=names)
    return {**read, "fields": {name: _exact(value) for name, value in read["fields"].items()}}


def _exact(value: Any) -> Any:
    """JSON's own encoder leaves out the microseconds."""
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value
