"""Saving or deleting a watched row brings the index in step, in the same transaction."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from reviewsite.search.index import reindex

Affected = Callable[[Any], Iterable[models.Model]]

_watched: dict[type[models.Model], tuple[Affected, ...]] = {}
_unread: dict[type[models.Model], frozenset[str]] = {}


def watch(model: type[models.Model], affected: Affected, *, unread: Iterable[str] = ()) -> None:
    """Whenever a row of `model` is saved or deleted, index again what `affected` says of it.

    It gets the row as it is before and after, and gives objects of registered models, of which only the primary keys
    are read. Saving nothing but `unread` fields changes nothing that can be found.
    """
    if model not in _watched:
        pre_save.connect(_about_to_save, sender=model)
        post_save.connect(_saved, sender=model)
        pre_delete.connect(_about_to_delete, sender=model)
        post_delete.connect(_deleted, sender=model)
        for relation in model._meta.many_to_many:
            m2m_changed.connect(_relations_changed, sender=relation.remote_field.through)
    _watched[model] = (*_watched.get(model, ()), affected)
    _unread[model] = _unread.get(model, frozenset(unread)) & frozenset(unread)


def _affected_by(instance: models.Model) -> Iterator[models.Model]:
    for affected in _watched[type(instance)]:
        yield from affected(instance)


def _about_to_save(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A row that moves elsewhere leaves a place behind, which is known only before it is saved."""
    if instance.pk is None or _changes_nothing(sender, **kwargs):
        return
    stored = sender._default_manager.filter(pk=instance.pk).first()
    instance._left_behind = list(_affected_by(stored)) if stored else []  # type: ignore[attr-defined]


def _saved(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if not _changes_nothing(sender, **kwargs):
        _reindex([*_affected_by(instance), *instance.__dict__.pop("_left_behind", [])])


def _changes_nothing(
    sender: type[models.Model], raw: bool, update_fields: Iterable[str] | None, **kwargs: Any
) -> bool:
    # loaddata (raw) brings rows in any order; rebuild_search comes after it.
    return raw or (update_fields is not None and _unread[sender].issuperset(update_fields))


def _about_to_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    instance._left_behind = list(_affected_by(instance))  # type: ignore[attr-defined]


def _deleted(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    _reindex(instance.__dict__.pop("_left_behind", []))


def _relations_changed(
    instance: models.Model, action: str, reverse: bool, model: Any, pk_set: set[int] | None, **kwargs: Any
) -> None:
    others = [model(pk=pk) for pk in pk_set or ()]
    watched = others if reverse else [instance]
    if action == "pre_clear" and not reverse:  # only now it is known what is taken away
        instance._left_behind = list(_affected_by(instance))  # type: ignore[attr-defined]
    elif action in ("post_add", "post_remove", "post_clear"):
        left_behind = instance.__dict__.pop("_left_behind", [])
        affected = (each for row in watched for each in _affected_by(row))
        _reindex([instance, *others, *affected, *left_behind])


def _reindex(objects: Iterable[models.Model]) -> None:
    with transaction.atomic():
        reindex(objects)
