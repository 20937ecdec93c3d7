"""Copying a SQLite database while it is written, and knowing whether a copy is whole."""

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reviewsite.configuration.databases import use_fixed_sqlite
from reviewsite.operations.backup import BackupError

#: Pages that are copied between two reports.
_PAGES = 5000
_MODULUS = 1 << 256

Progress = Callable[[int, int], None]


def _connect(path: Path) -> Any:
    use_fixed_sqlite()
    import sqlite3

    return sqlite3.connect(path, timeout=20, isolation_level=None)


def copy(
    source: Path, target: Path, progress: Progress = lambda _done, _all: None
) -> dict[str, dict[str, Any]]:
    """Copy the state of this moment; the digests of the tables as they were at that very moment.

    Whoever writes meanwhile neither waits nor makes it begin again.
    """
    with contextlib.closing(_connect(source)) as live:
        # A transaction that has read keeps its moment for as long as it is open.
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _copy(live, target, progress)
        return _digests(live)


def _copy(live: Any, target: Path, progress: Progress) -> None:
    with contextlib.closing(_connect(target)) as scratch:
        live.backup(scratch, pages=_PAGES, progress=lambda _status, left, all_: progress(all_ - left, all_))
        scratch.execute("PRAGMA journal_mode=DELETE")


def check(path: Path) -> None:
    """Raise BackupError unless the file is a whole database."""
    import sqlite3

    try:
        with contextlib.closing(_connect(path)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The copy of the database cannot be read: {error}") from error
    if said != "ok":
        raise BackupError(f"The copy of the database is damaged: {said}")
    if broken is not None:
        raise BackupError(f"A row of {broken[0]} refers to a row of {broken[2]} that is not there.")


def digests(path: Path) -> dict[str, dict[str, Any]]:
    """{table: {"rows": …, "sha256": …}} of the whole content, whatever the order of the rows."""
    with contextlib.closing(_connect(path)) as connection:
        return _digests(connection)


def _digests(connection: Any) -> dict[str, dict[str, Any]]:
    found = {}
    connection.text_factory = bytes
    tables = [row[1].decode() for row in connection.execute("PRAGMA table_list") if row[2] == b"table"]
    for table in sorted(name for name in tables if not name.startswith("sqlite_")):
        rows = total = 0
        for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  a name of its own
            rows += 1
            total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest())
        found[table] = {"rows": rows, "sha256": f"{total % _MODULUS:064x}"}
    return found


def is_empty(path: Path) -> bool:
    """Whether there is no table in it."""
    if not path.exists():
        return True
    with contextlib.closing(_connect(path)) as connection:
        return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def settle(path: Path) -> None:
    """Put all that was written into the one file, so that it can be moved."""
    with contextlib.closing(_connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
