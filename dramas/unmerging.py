"""Undoes a merge: the duplicate comes back with its key and its address, and what moved points to it again.

What somebody has changed since stays as it is: only what is still as the merge left it is taken back.
"""

from itertools import groupby
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dramas.merged_values import json_value
from dramas.models import Merge, Person
from reviewsite.search.index import indexing_at_the_end, reindex
from reviewsite.slugs import RetiredSlug


class CannotUndoError(Exception):
    """The message says why, for people."""


def refusal(merge: Merge) -> str:
    """Why the merge cannot be undone, for people; "" if it can."""
    rows = apps.get_model(merge.model)._default_manager
    if merge.undone_at is not None:
        return _("It is already undone.")
    if not rows.filter(pk=merge.kept_id).exists():
        return _("“%(kept)s” no longer exists: undo its own merge or deletion first.") % {"kept": merge.kept}
    if rows.filter(slug=merge.changes["gone"]["fields"]["slug"]).exists():
        return _("Something else has its address now.")
    return ""


@transaction.atomic
def undo(merge: Merge) -> None:
    """Undo the merge. Raises CannotUndoError, and then changes nothing."""
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if why := refusal(merge):
        raise CannotUndoError(why)
    changes = merge.changes
    with indexing_at_the_end():
        # Values first: some, as a season's number, are unique, and the duplicate needs them back.
        touched = _take_back_values(changes["filled"])
        try:
            gone = _bring_back(changes["gone"])
        except IntegrityError as error:
            raise CannotUndoError(_("Something else has its name now.")) from error
        if changes["added"]:
            label, pk = changes["added"]
            apps.get_model(label).objects.filter(pk=pk).delete()
        touched += _move_back(changes["moved"], merge)
        touched += [row for each in changes["doubles"] if (row := _bring_back_double(each))]
        _lead_back(changes["slugs"], merge)
        for row in (gone, apps.get_model(merge.model)._default_manager.get(pk=merge.kept_id)):
            if isinstance(row, Person):
                row.refresh_keys()
            touched.append(row)
        touched += _pointed_to(touched)
        Person.objects.filter(
            pk__in=[row.pk for row in touched if isinstance(row, Person)]
        ).refresh_public_from()
        reindex(touched)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])


def _bring_back(row: dict[str, Any]) -> Any:
    [read] = serializers.deserialize("python", [row])
    with transaction.atomic():
        read.save()
    return read.object


def _bring_back_double(row: dict[str, Any]) -> Any:
    """The row, or None if another has its place: then somebody has mended it since."""
    try:
        return _bring_back(row)
    except IntegrityError:
        return None


def _take_back_values(filled: list[list[Any]]) -> list[models.Model]:
    """Give fields that the merge filled their earlier values. Returns the rows.

    Each of `filled` is the model and the key of a row, a field, and its values before and after the merge.
    """
    touched = []
    for (label, pk), values in groupby(filled, key=lambda each: (each[0], each[1])):
        row = apps.get_model(label)._default_manager.filter(pk=pk).first()
        if row is None:
            continue
        # All fields of a row, then one save: a season's number cannot be without its franchise.
        for *_row, name, before, after in values:
            field: Any = row._meta.get_field(name)
            if json_value(field, field.value_from_object(row)) == json_value(field, field.to_python(after)):
                setattr(row, field.attname, field.to_python(before))
        row.save()
        touched.append(row)
    return touched


def _move_back(moved: list[list[Any]], merge: Merge) -> list[models.Model]:
    """Point what moved to the duplicate again, unless somebody has pointed it elsewhere. Returns the rows."""
    touched = []
    for label, pk, name in moved:
        rows: Any = apps.get_model(label)._base_manager
        if rows.filter(pk=pk, **{name: merge.kept_id}).update(**{name: merge.gone_id}):
            touched.append(rows.get(pk=pk))
    return touched


def _lead_back(slugs: dict[str, Any], merge: Merge) -> None:
    """Let the addresses of the duplicate lead to it again."""
    retired = RetiredSlug.objects.filter(model=merge.model, object_id=merge.kept_id)
    retired.filter(slug__in=slugs["former"]).update(object_id=merge.gone_id)
    own = retired.filter(slug=slugs["own"])
    if slugs["own_led_to"] is None:
        own.delete()
    else:
        own.update(object_id=slugs["own_led_to"])


def _pointed_to(rows: list[models.Model]) -> list[models.Model]:
    """The rows of the catalogue that these rows point to: their documents in the search may name them."""
    found: list[models.Model] = []
    for row in rows:
        for field in row._meta.concrete_fields:
            model: Any = field.related_model if field.is_relation else None
            pk = field.value_from_object(row)
            if model and pk and model._meta.app_label == "dramas":
                found.append(model(pk=pk))
    return found
