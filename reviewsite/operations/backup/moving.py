"""Moving the site from SQLite to PostgreSQL: every row as it is, compared on both sides before it counts."""

import hashlib
import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.utils import ConnectionHandler

from reviewsite.configuration import databases
from reviewsite.operations.backup import BackupError
from reviewsite.operations.backup.making import Say

TARGET = "moving_to"
_BATCH = 1000
#: Made from the rest by `rebuild_search`, and different on each database.
_DERIVED = {"search"}


def move(url: str, say: Say) -> None:
    """Fill the empty database at `url` with what the site's own has, in one transaction. Raises BackupError."""
    connections[TARGET] = ConnectionHandler({DEFAULT_DB_ALIAS: {}, TARGET: databases.postgresql(url)})[TARGET]
    target = connections[TARGET]
    if target.introspection.table_names():
        raise BackupError("The PostgreSQL database is not empty. Make a new one with createdb.")
    _migrate(url)
    moved = list(_models())
    with transaction.atomic(using=TARGET), transaction.atomic(), target.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        # What migrations put there is in the old database too, under its own numbers.
        names = ", ".join(target.ops.quote_name(model._meta.db_table) for model in moved)
        cursor.execute(f"TRUNCATE {names} CASCADE")
        for model in moved:
            rows = _copy(model, cursor, target)
            if rows:
                say(f"{model._meta.label}: {rows:,} rows")
        for statement in target.ops.sequence_reset_sql(no_style(), moved):
            cursor.execute(statement)
        for model in moved:
            _compare(model)
    say("Every table has the same rows on both sides")


def _migrate(url: str) -> None:
    """In a process of its own: a migration that changes rows does so in the site's database, whichever it is for."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "--verbosity=0"],
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(
            f"PostgreSQL could not be prepared: {done.stderr.strip()[-2000:]}. Nothing was moved."
        )


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in _DERIVED:
            yield model


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _rows(model: type[models.Model], alias: str) -> Iterator[tuple[Any, ...]]:
    names = [field.attname for field in _fields(model)]
    return model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(chunk_size=_BATCH)


def _copy(model: type[models.Model], cursor: Any, target: Any) -> int:
    """As SQL, so that no field thinks that this is a change: the days of changes stay what they are."""
    fields, quote = _fields(model), target.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    insert = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    count = 0
    rows = _rows(model, DEFAULT_DB_ALIAS)
    while batch := list(itertools.islice(rows, _BATCH)):
        cursor.executemany(
            insert,
            [
                [field.get_db_prep_save(value, target) for field, value in zip(fields, row, strict=True)]
                for row in batch
            ],
        )
        count += len(batch)
    return count


def _compare(model: type[models.Model]) -> None:
    before, now = (_digest(model, alias) for alias in (DEFAULT_DB_ALIAS, TARGET))
    if before != now:
        raise BackupError(
            f"{model._meta.label} would not be the same: {before[0]} rows, {now[0]} in PostgreSQL. Nothing was moved."
        )


def _digest(model: type[models.Model], alias: str) -> tuple[int, int]:
    """How many rows, and a digest of all their values, whatever their order."""
    rows = total = 0
    for row in _rows(model, alias):
        rows += 1
        total += int.from_bytes(hashlib.sha256(repr([_plain(value) for value in row]).encode()).digest())
    return rows, total


def _plain(value: Any) -> Any:
    """Both databases' values in one form: binary as bytes, and what JSON objects hold in one order."""
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, dict):
        return sorted((key, repr(_plain(each))) for key, each in value.items())
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
