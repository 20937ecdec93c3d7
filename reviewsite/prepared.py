"""Queries whose SQL is written once: most of what a small query costs is Django's writing of it, again and again.

    dramas_of = Prepared(lambda year: Drama.objects.filter(year=year).select_related("poster"), year=IntegerField())
    dramas = dramas_of(year=2020)

In a profile of a review's page (20 sections, 50 comments) half of the time went into building and writing seven
queries that never change but for a few values. What is written serves all threads.
"""

import copy
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import chain, islice
from typing import Any, Generic, Protocol, TypeVar

from django.db import connections, router
from django.db.models import DateTimeField, Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

M = TypeVar("M", bound=Model)

#: What the database answered, as its driver gives it.
Rows = Sequence[Sequence[Any]]


class Argument(Expression):
    """The place of a value that is known only when the query is run; never None."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class Now(DateTimeField):
    """The field of an argument that is the time of the call, unless the caller gives another."""


class Question(Protocol):
    """A prepared query, to whoever stands between it and the database."""

    def ask(self, **values: Any) -> Rows: ...


#: Answers prepared queries in the place of the database, while it is set.
_answering: ContextVar[Callable[[Question, dict[str, Any]], Rows] | None] = ContextVar(
    "answering", default=None
)


@contextmanager
def answered_by(answer: Callable[[Question, dict[str, Any]], Rows] | None) -> Iterator[None]:
    """In here `answer` is asked for the rows of prepared queries; None: they go to the database."""
    token = _answering.set(answer)
    try:
        yield
    finally:
        _answering.reset(token)


class _Written:
    """A query with its SQL; among `params` are Arguments."""

    def __init__(self, queryset: "QuerySet[Any]", using: str) -> None:
        self.using = using
        self.kind, self.model = type(queryset), queryset.model
        self.compiler: SQLCompiler = queryset.query.get_compiler(using)
        self.sql, self.params = self.compiler.as_sql()
        expressions = [column[0] for column in self.compiler.select]
        self._converters = self.compiler.get_converters(expressions)
        del self.compiler.connection  # which is of one thread

    def rows(self, values: dict[str, Any]) -> Rows:
        connection = connections[self.using]
        params = tuple(
            param.output_field.get_db_prep_value(values[param.name], connection)
            if isinstance(param, Argument)
            else param
            for param in self.params
        )
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return cursor.fetchall()

    def instances(self, rows: Rows) -> list[Any]:
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.using]
        compiler.get_converters = lambda expressions: self._converters  # type: ignore[method-assign]
        compiler.execute_sql = lambda *args, **kwargs: [rows]  # type: ignore[method-assign,assignment]
        return list(self.kind(self.model, _Answered(compiler)))  # type: ignore[arg-type]


class _Answered:
    """What stands in the place of a QuerySet's query whose rows are there already."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self._compiler = compiler

    def get_compiler(self, using: str) -> SQLCompiler:
        return self._compiler


class Prepared(Generic[M]):
    """Calls, with a value for each of `fields`, run one query and give its rows. Prefetching is the caller's affair.

    `build` gets an `Argument` for each of `fields` and returns a queryset of instances that depends on nothing else: a
    time of its own (`timezone.now()`) would be written into the SQL for good. That is a TypeError.
    """

    def __init__(self, build: Callable[..., "QuerySet[M]"], **fields: "Field[Any, Any]") -> None:
        self._build = build
        self._fields = fields
        self._now = [name for name, field in fields.items() if isinstance(field, Now)]
        self._kept: _Written | None = None

    def __call__(self, **values: Any) -> list[M]:
        answer = _answering.get()
        rows = answer(self, values) if answer else self.ask(**values)
        return self._written.instances(rows)

    def ask(self, **values: Any) -> Rows:
        """What the database answers now, not yet made into instances."""
        for name in self._now:
            values.setdefault(name, timezone.now())
        return self._written.rows(values)

    @property
    def _written(self) -> _Written:
        if self._kept is None:
            self._kept = self._write()
        return self._kept

    def _write(self) -> _Written:
        queryset = self._queryset()
        using = router.db_for_read(queryset.model)
        written, again = _Written(queryset, using), _Written(self._queryset(), using)
        for one, other in zip(written.params, again.params, strict=True):
            if one != other:
                raise TypeError(f"A prepared query would keep a value of the moment it was written: {one!r}")
        return written

    def _queryset(self) -> "QuerySet[M]":
        return self._build(**{name: Argument(name, field) for name, field in self._fields.items()})


class PreparedIn(Generic[M]):
    """As `Prepared`, for the rows that belong to any value of a list; their order is the caller's affair.

    `build` gets for each of `lists` a list of arguments, and by name the further `fields`:
    `PreparedIn(lambda keys: Image.objects.filter(key__in=keys), CharField())`. To an empty list nothing belongs:
    then nothing is asked.
    """

    def __init__(
        self, build: Callable[..., "QuerySet[M]"], *lists: "Field[Any, Any]", **fields: "Field[Any, Any]"
    ) -> None:
        self._build = build
        self._lists = lists
        self._fields = fields
        self._of_sizes: dict[tuple[int, ...], Prepared[M]] = {}

    def __call__(self, *lists: Sequence[Hashable], **values: Any) -> list[M]:
        if not all(lists):
            return []
        padded = [_padded(each) for each in lists]
        return self._prepared(tuple(map(len, padded)))(**_numbered(padded), **values)

    def _prepared(self, sizes: tuple[int, ...]) -> Prepared[M]:
        if sizes not in self._of_sizes:
            listed = _numbered([field] * size for field, size in zip(self._lists, sizes, strict=True))

            def build(**given: Any) -> "QuerySet[M]":
                arguments = iter([given.pop(name) for name in listed])
                return self._build(*(list(islice(arguments, size)) for size in sizes), **given)

            self._of_sizes[sizes] = Prepared(build, **listed, **self._fields)
        return self._of_sizes[sizes]


def _padded(values: Sequence[Any]) -> list[Any]:
    """Filled up with the last value to a power of two, so that there are few sizes."""
    size = 1 << (len(values) - 1).bit_length()
    return [*values, *[values[-1]] * (size - len(values))]


def _numbered(lists: Iterable[Sequence[Any]]) -> dict[str, Any]:
    return {f"at{number}": value for number, value in enumerate(chain.from_iterable(lists))}
