"""Dumping a PostgreSQL database in one snapshot with its digests, and trying the dump in a database of its own."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from reviewsite.operations.backup import BackupError

#: Options of a connection that PostgreSQL's own programs take from the environment.
_OPTIONS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "service": "PGSERVICE",
    "passfile": "PGPASSFILE",
}


def environment(name: str = "") -> dict[str, str]:
    """What pg_dump and pg_restore need to reach the site's database, or the one called `name` beside it."""
    database = connection.settings_dict
    found = {
        "PGDATABASE": name or database["NAME"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGHOST": database["HOST"],
        "PGPORT": str(database["PORT"]),
    }
    found |= {_OPTIONS[key]: str(value) for key, value in database["OPTIONS"].items() if key in _OPTIONS}
    return {**os.environ, **{key: value for key, value in found.items() if value}}


def dump(to: Path) -> dict[str, dict[str, Any]]:
    """Write a dump; the digests of the tables as they were at that very moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run([*command, f"--file={to}"], environment())
        to.chmod(0o600)
        return digests(cursor)


def digests(cursor: Any) -> dict[str, dict[str, Any]]:
    """{table: {"rows": …, "sha256": …}} of the whole content, counted where it lies."""
    # The text of a row depends on it. Until the end of the transaction, in which all of this must be.
    cursor.execute(
        "SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true), "
        "set_config('statement_timeout', '0', true)"
    )
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
    found = {}
    for (table,) in cursor.fetchall():
        quoted = connection.ops.quote_name(table)
        cursor.execute(
            "SELECT count(*), encode(sha256(coalesce(string_agg(d, ''::bytea ORDER BY d), ''::bytea)), 'hex') "  # noqa: S608
            f"FROM (SELECT sha256(convert_to(r::text, 'UTF8')) AS d FROM {quoted} AS r) AS digests"
        )
        rows, digest = cursor.fetchone()
        found[table] = {"rows": rows, "sha256": digest}
    return found


def restore(dump: Path, name: str = "") -> None:
    """Put a dump into the site's database, or the one called `name`, whole or not at all."""
    command = ["pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
    target = environment(name)
    _run([*command, f"--dbname={target['PGDATABASE']}", str(dump)], target)


@contextlib.contextmanager
def scratch_database() -> Iterator[tuple[str, Any]]:
    """An empty database beside the site's, for as long as the block lasts: its name, and a function that opens it."""
    import psycopg

    name = f"{connection.settings_dict['NAME']}_backup_check"
    quoted = connection.ops.quote_name(name)
    # Without the site's own limits of time: making a database takes as long as it takes.
    parameters = {
        **connection.get_connection_params(),
        "options": "",
        "cursor_factory": psycopg.Cursor,
        "autocommit": True,
    }
    try:
        with psycopg.connect(**parameters) as server:
            server.execute(f"DROP DATABASE IF EXISTS {quoted}")
            server.execute(f"CREATE DATABASE {quoted} TEMPLATE template0")
    except psycopg.Error as error:
        raise BackupError(
            f"There is no scratch database to try the backup in: {str(error).strip()}. Let the site's role make one "
            "(ALTER ROLE … CREATEDB), or give --unchecked."
        ) from error
    try:
        yield name, lambda: psycopg.connect(**{**parameters, "dbname": name, "autocommit": False})
    finally:
        with psycopg.connect(**parameters) as server:
            server.execute(f"DROP DATABASE IF EXISTS {quoted}")


def is_empty() -> bool:
    return not connection.introspection.table_names()


def _run(command: list[str], variables: dict[str, str]) -> None:
    try:
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise BackupError(
            f"{command[0]} is not installed. On Debian: apt-get install postgresql-client"
        ) from None
    if done.returncode:
        raise BackupError(f"{command[0]} failed: {done.stderr.strip()}")
