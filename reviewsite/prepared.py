"""Queries whose SQL is written once: most of what a small query costs is Django's writing of it, again and again.

    dramas_of = Prepared(lambda year: Drama.objects.filter(year=year).select_related("poster"), year=IntegerField())
    dramas = dramas_of(year=2020)

In a profile of a review's page (20 sections, 50 comments) half of the time went into building and writing seven
queries that never change but for a few values.
"""

import copy
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import router
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)


class Argument(Expression):
    """The place of a value that is known only when the query is run; never None."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class _Written:
    """A query with its SQL, in the place of a QuerySet's query; among `params` are Arguments."""

    def __init__(self, queryset: "QuerySet[Any]", using: str) -> None:
        self.compiler: SQLCompiler = queryset.query.get_compiler(using)
        self.sql, self.params = self.compiler.as_sql()

    def get_compiler(self, using: str) -> SQLCompiler:
        return self.compiler

    def with_values(self, values: dict[str, Any]) -> "_Written":
        asked = copy.copy(self)
        asked.params = tuple(self._value(param, values) for param in self.params)
        asked.compiler = copy.copy(self.compiler)
        asked.compiler.as_sql = lambda *args, **kwargs: (asked.sql, asked.params)  # type: ignore[method-assign]
        return asked

    def _value(self, param: Any, values: dict[str, Any]) -> Any:
        if not isinstance(param, Argument):
            return param
        return param.output_field.get_db_prep_value(values[param.name], self.compiler.connection)


class Prepared(Generic[M]):
    """Calls, with a value for each of `fields`, run one query and give its rows. Prefetching is the caller's affair.

    `build` gets an `Argument` for each of `fields` and returns a queryset of instances that depends on nothing else: a
    time of its own (`timezone.now()`) would be written into the SQL for good. That is a TypeError.
    """

    def __init__(self, build: Callable[..., "QuerySet[M]"], **fields: "Field[Any, Any]") -> None:
        self._build = build
        self._fields = fields
        self._here = threading.local()  # as are connections, which compilers hold

    def __call__(self, **values: Any) -> list[M]:
        if not hasattr(self._here, "query"):
            queryset = self._queryset()
            self._here.query = self._write(router.db_for_read(queryset.model))
            self._here.rows = type(queryset), queryset.model
        kind, model = self._here.rows
        return list(kind(model, self._here.query.with_values(values)))

    def _queryset(self) -> "QuerySet[M]":
        return self._build(**{name: Argument(name, field) for name, field in self._fields.items()})

    def _write(self, using: str) -> _Written:
        written, again = _Written(self._queryset(), using), _Written(self._queryset(), using)
        for one, other in zip(written.params, again.params, strict=True):
            if one != other:
                raise TypeError(f"A prepared query would keep a value of the moment it was written: {one!r}")
        return written
