"""Putting a backup in the place of an empty site."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from reviewsite.configuration import env
from reviewsite.operations import erasures
from reviewsite.operations.backup import BackupError, making, postgresql, rotation, sqlite
from reviewsite.operations.backup.archive import Reader
from reviewsite.operations.backup.making import Say

#: Where the settings of the backup are put for the owner to read; the environment stays what it is.
SETTINGS = "restored-settings.env"
_STAGE = ".restoring"


def restore(path: Path, say: Say, logs: Iterable[Path] = ()) -> None:
    """Restore the file into this site, whose database must be empty. Raises BackupError.

    People who had their data erased since are erased again, as far as this machine's log, the newer backups beside
    the file, and `logs` know of them: before the site can be served.
    """
    with Reader(path) as reader:
        _refuse_what_does_not_fit(reader)
        forgotten = _erasures(reader, path, logs)
        stage = settings.DATA_DIR / _STAGE
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(mode=0o700)
        try:
            _restore_media(reader, say)
            _restore_belongings(reader, stage, forgotten)
            if reader.has(making.SQLITE):
                _restore_sqlite(reader, stage, say)
            else:
                _restore_postgresql(reader, stage, say)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _refuse_what_does_not_fit(reader: Reader) -> None:
    made_with, here = reader.manifest["database"], connection.vendor
    if made_with != here:
        raise BackupError(
            f"This backup is of {made_with}, and this site is on {here}. Restore it there first; "
            "manage.py move_to_postgresql then moves it."
        )
    here_too = MigrationLoader(None).disk_migrations
    newer = [name for name in reader.manifest["migrations"] if tuple(name) not in here_too]
    if newer:
        raise BackupError(f"This backup was made by a newer release, which has {'.'.join(newer[0])}.")
    if env.text("SECRET_KEY") and making.key_fingerprint(settings.SECRET_KEY) != reader.manifest["key"]:
        raise BackupError(
            "SECRET_KEY is set, and is not the one of this backup. Without that, links in mails end, and people who "
            "had their data erased are not known again. Unset it, or set it to the backup's own."
        )
    database = Path(connection.settings_dict["NAME"])
    empty = postgresql.is_empty() if here == "postgresql" else sqlite.is_empty(database)
    if not empty:
        raise BackupError(
            "This site's database is not empty, and nothing of it is overwritten. Make an empty one: "
            + ("dropdb and createdb, " if here == "postgresql" else f"move {database} away, ")
            + "then try again."
        )


def _erasures(reader: Reader, path: Path, logs: Iterable[Path]) -> list[str]:
    """All that is known of erasures, each once."""
    found = dict.fromkeys(erasures.lines(erasures.log_file()))
    for log in logs:
        if not log.exists():
            raise BackupError(f"There is no {log}.")
        found |= dict.fromkeys(erasures.lines(log))
    for beside in sorted(path.parent.glob("*.tar")):
        if beside == path or rotation.made_at(beside):
            found |= dict.fromkeys(_log_of(beside))
    found |= dict.fromkeys(reader.open(erasures.FILE).read().decode().splitlines())
    return list(found)


def _log_of(path: Path) -> list[str]:
    try:
        with Reader(path) as reader:
            return reader.open(erasures.FILE).read().decode().splitlines()
    except (BackupError, KeyError):
        return []  # a damaged one must not keep a good one from being restored


def _restore_media(reader: Reader, say: Say) -> None:
    names = reader.names(making.MEDIA)
    for done, name in enumerate(names, 1):
        stored = name.removeprefix(making.MEDIA)
        with reader.open(name) as file:
            if not default_storage.exists(stored):
                default_storage.save(stored, File(file, name=stored))
        if done % 500 == 0 or done == len(names):
            say(f"Pictures: {done} of {len(names)}")


def _restore_belongings(reader: Reader, stage: Path, forgotten: list[str]) -> None:
    reader.extract(making.KEY, stage / "secret_key")
    (stage / erasures.FILE).write_text("".join(f"{line}\n" for line in forgotten), encoding="utf-8")
    reader.extract(making.SETTINGS, settings.DATA_DIR / SETTINGS)
    theme = (settings.DATA_DIR / "theme").resolve()
    for name in reader.names(making.THEME):
        path = (theme / name.removeprefix(making.THEME)).resolve()
        if not path.is_relative_to(theme):
            raise BackupError(f"The backup is damaged: it has a file {name}.")
        path.parent.mkdir(parents=True, exist_ok=True)
        reader.extract(name, path)


def _restore_sqlite(reader: Reader, stage: Path, say: Say) -> None:
    database, name = stage / "db.sqlite3", Path(connection.settings_dict["NAME"])
    making.unpack(reader, database)
    sqlite.check(database)
    making.compare(sqlite.digests(database), reader.manifest["tables"])
    _bring_up_to_date(stage, say)
    sqlite.settle(database)
    connection.close()
    for left in (name, name.with_name(f"{name.name}-wal"), name.with_name(f"{name.name}-shm")):
        left.unlink(missing_ok=True)
    _put_in_place(stage)
    database.rename(name)


def _restore_postgresql(reader: Reader, stage: Path, say: Say) -> None:
    reader.extract(making.POSTGRESQL, stage / "dump")
    postgresql.restore(stage / "dump")
    with transaction.atomic(), connection.cursor() as cursor:
        making.compare(postgresql.digests(cursor), reader.manifest["tables"])
    _bring_up_to_date(stage, say)
    _put_in_place(stage)


def _put_in_place(stage: Path) -> None:
    for name in ("secret_key", erasures.FILE):
        (stage / name).replace(settings.DATA_DIR / name)


def _bring_up_to_date(stage: Path, say: Say) -> None:
    """What depends on the release, in processes that have the backup's key."""
    for said, *command in (
        ("Migrations of this release", "migrate", "--verbosity=0"),
        ("Erasing again who had their data erased", "replay_erasures", str(stage / erasures.FILE)),
        ("Search index", "rebuild_search", "--verbosity=0"),
    ):
        say(said)
        done = subprocess.run(  # noqa: S603
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
            env={**os.environ, "DATA_DIR": str(stage)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise BackupError(f"manage.py {command[0]} failed: {done.stderr.strip()[-2000:]}")
