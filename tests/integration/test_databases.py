"""The databases as they answer, not as they are configured."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from reviewsite.configuration import databases

pytestmark = pytest.mark.both_databases

SQLITE = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 20_000,
    "journal_size_limit": 16_777_216,
}
POSTGRESQL = {
    "fsync": "on",
    "synchronous_commit": "on",
    "data_checksums": "on",
    "statement_timeout": "5s",
    "jit": "off",
    "lock_timeout": "3s",
    "client_encoding": "UTF8",
    "server_encoding": "UTF8",
}


def answers(db, question: str, names: dict[str, object]) -> dict[str, object]:
    found = {}
    with db.cursor() as cursor:
        for name in names:
            cursor.execute(f"{question} {name}")
            found[name] = cursor.fetchone()[0]
    return found


@pytest.fixture
def sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker):
    """A connection to a new SQLite file, configured as the site's."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    db = ConnectionHandler({"default": databases.configure(tmp_path)})["default"]
    with django_db_blocker.unblock():
        yield db
    db.close()


@pytest.mark.django_db
def test_connection_is_durable() -> None:
    if connection.vendor == "sqlite":
        assert answers(connection, "PRAGMA", SQLITE) == SQLITE
    else:
        assert answers(connection, "SHOW", POSTGRESQL) == POSTGRESQL


def test_sqlite_file_is_durable(sqlite) -> None:
    assert answers(sqlite, "PRAGMA", SQLITE) == SQLITE


def test_sqlite_has_no_wal_reset_bug(sqlite) -> None:
    version = answers(sqlite, "SELECT", {"sqlite_version()": ""})["sqlite_version()"]

    assert not databases.has_wal_reset_bug(tuple(map(int, version.split("."))))


def test_sqlite_transaction_takes_the_write_lock_at_once(sqlite, tmp_path: Path) -> None:
    with sqlite.cursor() as cursor:
        cursor.execute("CREATE TABLE note (text)")
    sqlite.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with sqlite.cursor() as cursor:
        cursor.execute("SELECT * FROM note")

    # The same library: the locks of two in one process do not see each other.
    other = sqlite.Database.connect(tmp_path / "db.sqlite3", timeout=0)
    with pytest.raises(sqlite.Database.OperationalError, match="locked"):
        other.execute("INSERT INTO note VALUES ('from elsewhere')")

    other.close()
    sqlite.rollback()


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2), (3, 7, 0)])
def test_wal_reset_bug_is_known_in(version: tuple[int, int, int]) -> None:
    assert databases.has_wal_reset_bug(version)


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_wal_reset_bug_is_fixed_in(version: tuple[int, int, int]) -> None:
    assert not databases.has_wal_reset_bug(version)
