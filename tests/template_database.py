"""One migrated SQLite database for all processes and runs of the tests: the first to need it makes it.

Migrating costs each process seconds of processor time, copying the result milliseconds. The file is made anew when a
migration changes. (PostgreSQL has templates of its own: see `tests.postgresql`.)
"""

import fcntl
import hashlib
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from reviewsite.management.commands import migrate

_FOLDER = Path(__file__).parents[1] / ".pytest_cache" / "databases"
_migrate = migrate.Command.execute


def copy_and_migrate(command: migrate.Command, *args: Any, **options: Any) -> Any:
    """In the place of `migrate` while a test database is made: then nothing, or little, is left to migrate."""
    if connection.vendor != "sqlite":
        return _migrate(command, *args, **options)
    connection.ensure_connection()
    _FOLDER.mkdir(parents=True, exist_ok=True)
    template = _template()
    with (_FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not template.exists():
            _migrate(command, *args, **options)
            for old in _FOLDER.glob("*.sqlite3*"):
                old.unlink()
            being_written = template.with_suffix(".new")
            _copy(connection.connection, type(connection.connection)(being_written))
            being_written.rename(template)
            return None
    _copy(type(connection.connection)(template), connection.connection)
    return _migrate(command, *args, **options)


def copy_into(folder: Path) -> None:
    """Put a migrated database into a site's folder of data, after the tests' own was made."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_template(), folder / "db.sqlite3")
    (folder / "db.sqlite3").chmod(0o600)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    source.backup(target)
    for each in {source, target} - {connection.connection}:
        each.close()


def _template() -> Path:
    """Its name has the state of all migrations, and of the pages that a new site begins with."""
    digest = hashlib.sha256()
    for app in apps.get_app_configs():
        folder = Path(app.path)
        for file in sorted([*folder.glob("migrations/*.py"), *folder.glob("first_pages/*")]):
            digest.update(file.read_bytes())
    return _FOLDER / f"{digest.hexdigest()[:16]}.sqlite3"
