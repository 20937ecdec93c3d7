"""Which statements change what readers see. Each leaves a mark in its own transaction.

Statements are looked at rather than signals, so that bulk updates, commands, jobs and raw SQL cannot be forgotten. A
table counts as content unless its model says otherwise (`on_pages`).
"""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model

from reviewsite.pagecache.models import ContentChange
from reviewsite.pagecache.on_pages import OFF_PAGES, OnPages

#: Marks that are kept; more than transactions can be open at a time.
KEEP = 200

_STATEMENT = re.compile(
    r"""\s*(?P<verb>INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?|
        TRUNCATE(?:\s+TABLE)?)\s+["`]?(?P<table>[\w.]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|TRUNCATE|REPLACE|MERGE|COPY)\b", re.IGNORECASE)
_INSERTED = re.compile(r'\((?P<columns>"[^)]*")\)\s*VALUES\s*\(%s', re.IGNORECASE)
_ASSIGNED = re.compile(r'[ ,]"(\w+)" = ')

_listeners: list[Callable[[], None]] = []
_migrating = False


def on_change(listener: Callable[[], None]) -> None:
    """Call `listener` in this process as soon as a change is committed."""
    _listeners.append(listener)


def forget(listener: Callable[[], None]) -> None:
    _listeners.remove(listener)


def mark() -> None:
    """Say in the current transaction that what readers see has changed."""
    change = ContentChange.objects.create()
    if change.pk % KEEP == 0:
        _forget_before(change.pk - KEEP)
    # Callbacks of a savepoint that is rolled back are dropped with its rows, so this one is there as long as the mark.
    transaction.on_commit(_announce)


def _forget_before(pk: int) -> None:
    # Not by the ORM, which would commit; SQLite cannot while the rows of an INSERT … RETURNING are still to be read.
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(ContentChange._meta.db_table)
        cursor.execute(f"DELETE FROM {table} WHERE id < %s", [pk])  # noqa: S608


def _announce() -> None:
    for listener in _listeners:
        listener()


def watch_connection(sender: Any, connection: Any, **kwargs: Any) -> None:
    if connection.alias == DEFAULT_DB_ALIAS and _look not in connection.execute_wrappers:
        # Before all others: whoever wraps statements for a while takes away the last one, and may have begun already.
        connection.execute_wrappers.insert(0, _look)


def _look(execute: Any, sql: Any, params: Any, many: bool, context: Mapping[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    text = sql if isinstance(sql, str) else str(sql)
    # Nearly all statements are queries; they cost this comparison.
    if text[:6] != "SELECT" and not _migrating and changes_content(text, params, many):
        connection = context["connection"]
        if not any(each[1] is _announce for each in connection.run_on_commit):
            mark()
    return result


def changes_content(sql: str, params: Any = None, many: bool = False) -> bool:
    """Whether a statement may change what a reader sees."""
    found = _STATEMENT.match(sql)
    if found is None:
        # What begins otherwise (WITH …, COPY …) is content if it writes at all.
        return sql.lstrip()[:4].upper() in {"WITH", "COPY", "MERG"} and bool(_WRITES.search(sql))
    unread = not_on_pages().get(found["table"], frozenset())
    if unread is None:
        return False
    if many:
        return True
    match found["verb"][:6].upper():
        case "INSERT" if shown := shown_when().get(found["table"]):
            return _adds_shown(sql, params, *shown)
        case "UPDATE" if unread:
            assigned = set(_ASSIGNED.findall(sql.partition(" WHERE ")[0]))
            return not assigned or not assigned <= unread
    return True


def _adds_shown(sql: str, params: Any, column: str, values: Collection[Any]) -> bool:
    found = _INSERTED.search(sql)
    if found is None or params is None:
        return True
    columns = [column.strip(' "') for column in found["columns"].split(",")]
    if column not in columns or len(params) % len(columns):
        return True
    return any(value in values for value in params[columns.index(column) :: len(columns)])


@cache
def shown_when() -> dict[str, tuple[str, Collection[Any]]]:
    """Tables of which only rows with certain values in one column are on pages."""
    found = {}
    for model in apps.get_models():
        if isinstance(said := getattr(model, "on_pages", True), OnPages):
            for name, values in said.only.items():
                found[model._meta.db_table] = (_column(model, name), values)
    return found


@cache
def not_on_pages() -> dict[str, frozenset[str] | None]:
    """Tables no row of which is on a page (None), and columns of others that are on none."""
    found: dict[str, frozenset[str] | None] = {"django_migrations": None}
    for model in apps.get_models(include_auto_created=True):
        # The table of a many-to-many relation goes with the model that has the field.
        owner: Any = model._meta.auto_created or model
        said = getattr(owner, "on_pages", owner._meta.app_label not in OFF_PAGES)
        if said is False:
            found[model._meta.db_table] = None
        elif isinstance(said, OnPages) and owner is model:
            found[model._meta.db_table] = frozenset(_column(model, name) for name in said.without)
    return found


def _column(model: type[Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


def migration_begins(**kwargs: Any) -> None:
    """Until the tables are there, nothing can be marked."""
    global _migrating
    _migrating = True


def migration_ended(using: str, **kwargs: Any) -> None:
    """A migration may have changed anything."""
    global _migrating
    _migrating = False
    if (
        using == DEFAULT_DB_ALIAS
        and ContentChange._meta.db_table in connections[using].introspection.table_names()
    ):
        mark()
