"""A copy of a SQLite database is whole, or is known not to be."""

import contextlib
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewsite.operations.backup import BackupError, making, sqlite


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Any]:
    """A database whose last rows are in its log only, as in any site that is written."""
    connection = sqlite._connect(tmp_path / "live.sqlite3")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute("CREATE TABLE comment (id INTEGER PRIMARY KEY, body TEXT, score, key BLOB)")
    connection.executemany(
        "INSERT INTO comment (body, score, key) VALUES (?, ?, ?)", [("또", 0.5, b"\0")] * 101
    )
    yield connection
    connection.close()


def test_copy_has_what_the_database_had(live: Any, tmp_path: Path) -> None:
    expected = sqlite.copy(tmp_path / "live.sqlite3", tmp_path / "copy.sqlite3")

    assert expected["comment"]["rows"] == 101
    making.compare(sqlite.digests(tmp_path / "copy.sqlite3"), expected)


def test_plain_copy_of_the_file_is_caught(live: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sqlite, "_copy", lambda _live, target, _say: shutil.copyfile(tmp_path / "live.sqlite3", target)
    )

    expected = sqlite.copy(tmp_path / "live.sqlite3", tmp_path / "copy.sqlite3")

    sqlite.check(tmp_path / "copy.sqlite3")  # whole, SQLite says
    with pytest.raises(BackupError, match="comment had 101 rows, and has 0"):
        making.compare(sqlite.digests(tmp_path / "copy.sqlite3"), expected)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE comment SET body = body || ' ' WHERE id = 7",
        "UPDATE comment SET score = '0.5' WHERE id = 7",
        "UPDATE comment SET key = NULL WHERE id = 7",
        "DELETE FROM comment WHERE id = 7",
        "CREATE TABLE more (id)",
    ],
)
def test_any_difference_is_seen(live: Any, tmp_path: Path, change: str) -> None:
    before = sqlite.digests(tmp_path / "live.sqlite3")

    live.execute(change)

    with pytest.raises(BackupError):
        making.compare(sqlite.digests(tmp_path / "live.sqlite3"), before)


def test_copy_ends_although_somebody_writes_all_the_time(live: Any, tmp_path: Path) -> None:
    path, over = tmp_path / "live.sqlite3", threading.Event()
    live.executemany("INSERT INTO comment (body) VALUES (?)", [("x" * 2000,)] * 5000)

    def write() -> None:
        with contextlib.closing(sqlite._connect(path)) as mine:
            while not over.is_set():
                mine.execute("INSERT INTO comment (body) VALUES ('meanwhile')")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        expected = sqlite.copy(path, tmp_path / "copy.sqlite3")
    finally:
        over.set()
        writer.join()

    making.compare(sqlite.digests(tmp_path / "copy.sqlite3"), expected)
    assert sqlite.digests(path)["comment"]["rows"] > expected["comment"]["rows"]
