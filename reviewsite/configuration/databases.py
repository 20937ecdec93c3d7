"""The two databases: SQLite to start with, PostgreSQL through DATABASE_URL; both durable."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reviewsite.configuration import env

#: What the site needs of PostgreSQL. Nothing here is worth waiting longer for; a stuck query must not hold a thread.
#: Compiling (JIT) a query that it thinks dear took PostgreSQL four seconds where running it took 30 ms.
IN_FORCE = {"statement_timeout": "5s", "lock_timeout": "3s", "synchronous_commit": "on", "jit": "off"}

#: The WAL-reset race can corrupt a database in SQLite 3.7.0 to 3.51.2; these releases have the fix.
_FIXED = ((3, 44, 6, 3, 45), (3, 50, 7, 3, 51))


def use_fixed_sqlite() -> None:
    """Put pysqlite3's newer SQLite in the place of the standard library's, where it is installed."""
    try:
        import pysqlite3
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    if version >= (3, 51, 3):
        return False
    return not any(
        (major, minor, patch) <= version < (next_major, next_minor, 0)
        for major, minor, patch, next_major, next_minor in _FIXED
    )


def configure(data_dir: Path) -> dict[str, Any]:
    raw = env.text("DATABASE_URL")
    return postgresql(raw) if raw else _sqlite(data_dir / "db.sqlite3")


def _sqlite(path: Path) -> dict[str, Any]:
    use_fixed_sqlite()
    import sqlite3

    # An affected SQLite keeps the durable rollback journal; it is slower and reads wait for writes.
    journal = "TRUNCATE" if has_wal_reset_bug(sqlite3.sqlite_version_info) else "WAL"
    _make_private(path)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Opening the file costs more than a page's queries; a file put in its place is found within a minute.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 20,
            # A transaction takes the write lock when it begins, so it never fails half-way with "locked".
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                f"PRAGMA journal_mode={journal};"
                "PRAGMA synchronous=FULL;"  # NORMAL loses acknowledged rows in a power cut
                "PRAGMA foreign_keys=ON;"
                "PRAGMA journal_size_limit=16777216"
            ),
        },
        # A file, not memory: the tests meet the same locking as the site.
        "TEST": {"NAME": path.with_name("test.sqlite3")},
    }


def _make_private(path: Path) -> None:
    """The file is for the site's own user alone, whatever the umask; SQLite makes those beside it like it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
    if path.stat().st_mode & 0o077 and path.stat().st_uid == os.geteuid():
        path.chmod(0o600)


def postgresql(raw: str) -> dict[str, Any]:
    database = env.postgresql("DATABASE_URL", raw)
    options = database["OPTIONS"]
    # One for each thread of `serve` and of its jobs, so none waits for another's. What a thread waits for is a server
    # that is away; readers wait less for it than commands do (`wait_less`). Nor does the pool try by itself for
    # minutes, at ever longer intervals: the next request after a second does.
    size = env.integer("DATABASE_POOL", 20, minimum=1)
    options.setdefault("pool", {"min_size": 1, "max_size": size, "timeout": 15, "reconnect_timeout": 1})
    # Seconds to connect, and milliseconds in which a network may swallow what is sent.
    options.setdefault("connect_timeout", 2)
    options.setdefault("tcp_user_timeout", 5000)
    # PgBouncer gives each transaction another connection: what is set when one begins is the role's affair then.
    is_pooled = env.choice("DATABASE_POOLER", "none", ["none", "transaction"]) == "transaction"
    if not is_pooled:
        options.setdefault("options", " ".join(f"-c {name}={value}" for name, value in IN_FORCE.items()))
    return {
        "ENGINE": "reviewsite.postgresql",
        **database,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": is_pooled,
    }


#: Seconds in which a request is told that the database is away.
READERS_WAIT = 0.8


def wait_less(databases: Mapping[str, Any]) -> None:
    """Make a process that answers requests wait little: its threads must not be held by a database that is away."""
    for database in databases.values():
        if pool := database.get("OPTIONS", {}).get("pool"):
            pool["timeout"] = READERS_WAIT
