"""Short lists that belong to a row, fetched in the row's own query as one column of JSON."""

from typing import Any, TypeVar

from django.db.models import Aggregate, JSONField, Model, QuerySet, Subquery
from django.db.models.functions import JSONObject

M = TypeVar("M", bound=Model)


class _JsonArray(Aggregate):
    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)


def as_column(rows: "QuerySet[Any]", owner: str, **fields: str) -> Subquery:
    """`rows`, which name the outer row with `owner=OuterRef("pk")`, as a list of dicts of these fields.

    The list is in no order, and None where there is nothing in it.
    """
    grouped = rows.order_by().values(owner)
    return Subquery(grouped.annotate(_rows=_JsonArray(JSONObject(**fields))).values("_rows"))


def fields_of(model: type[Model], path: str) -> dict[str, str]:
    """All of a model's own columns, reached by `path`, for `as_column`."""
    return {f"{path}.{each.attname}": f"{path}__{each.attname}" for each in model._meta.concrete_fields}


def instance_of(model: type[M], path: str, row: dict[str, Any]) -> M:
    """The object that `fields_of` took apart; only texts, numbers and truth values come back as they were."""
    names = [each.attname for each in model._meta.concrete_fields]
    instance: M = model.from_db("default", names, [row[f"{path}.{name}"] for name in names])
    return instance
