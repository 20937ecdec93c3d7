"""Rows and values as a merge keeps them in JSON, so that undoing it can bring them back."""

import datetime as dt
from typing import Any

from django.core import serializers
from django.db import models


def json_value(each: Any, value: Any) -> Any:
    """The value of a field as JSON can hold it; the field's `to_python` reads it."""
    return _exact(value if value is None else each.get_prep_value(value))


def json_row(row: models.Model) -> dict[str, Any]:
    """A row as Django's serializers write it; they read it, too."""
    names = [each.name for each in row._meta.concrete_fields]
    [read] = serializers.serialize("python", [row], fields=names)
    return {**read, "fields": {name: _exact(value) for name, value in read["fields"].items()}}


def _exact(value: Any) -> Any:
    """A time whole: `DjangoJSONEncoder` cuts times to milliseconds."""
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else value
