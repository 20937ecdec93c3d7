"""Making a backup: copy, store, restore into a scratch place, compare, and only then give it its name."""

import contextlib
import gzip
import hashlib
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from reviewsite.configuration import env
from reviewsite.operations import erasures
from reviewsite.operations.backup import BackupError, postgresql, rotation, sqlite
from reviewsite.operations.backup.archive import Reader, Writer
from reviewsite.operations.locks import LockedError, file_lock
from reviewsite.operations.models import Backup

#: Names in the archive.
SQLITE, POSTGRESQL = "database.sqlite3.gz", "database.dump"
MEDIA, THEME = "media/", "theme/"
KEY, SETTINGS = "secret_key", "settings.env"

Say = Callable[[str], None]


def make(target: Path, say: Say, *, checked: bool = True) -> Path:
    """Back the site up into the file `target`, or into the folder of that name, where old ones then go.

    Nothing that is there is touched before the new one is whole. Raises BackupError.
    """
    now = timezone.now()
    rotates = target.is_dir()
    path = target / rotation.name_for(now) if rotates else target
    if path.exists():
        raise BackupError(f"{path} is there already.")
    if not path.parent.is_dir():
        raise BackupError(f"There is no folder {path.parent}.")
    try:
        with file_lock(path.parent / ".reviewsite-backup.lock", patience=0):
            _make(path, say, checked)
            if rotates:
                _rotate(path, say)
    except LockedError:
        raise BackupError(f"Another backup is being made in {path.parent}.") from None
    except OSError as error:
        raise BackupError(f"The backup cannot be written: {error}") from error
    Backup.objects.create(
        made_at=now,
        name=str(path),
        machine=socket.gethostname()[:100],
        size=path.stat().st_size,
        checked=checked,
    )
    return path


def _make(path: Path, say: Say, checked: bool) -> None:
    # What a backup that was killed left behind; the lock says that none is under way.
    for left in path.parent.glob(".reviewsite-backup-*"):
        shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=".reviewsite-backup-", dir=path.parent))
    try:
        unnamed = work / "backup.tar"
        _write(unnamed, work, say)
        if checked:
            check(unnamed, work, say)
        # A link, not a rename: it never replaces a file.
        os.link(unnamed, path)
        unnamed.unlink()
        _sync(path.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write(unnamed: Path, work: Path, say: Say) -> None:
    writer = Writer(unnamed)
    try:
        tables = _add_database(writer, work, say)
        _add_media(writer, say)
        _add_belongings(writer)
        writer.close(
            made_at=timezone.now().isoformat(),
            site=settings.SITE_URL,
            database=connection.vendor,
            migrations=sorted(map(list, MigrationRecorder(connection).applied_migrations())),
            tables=tables,
            key=key_fingerprint(settings.SECRET_KEY),
        )
    except BaseException:
        writer.abandon()
        raise


def _add_database(writer: Writer, work: Path, say: Say) -> dict[str, dict[str, Any]]:
    if connection.vendor == "postgresql":
        tables = postgresql.dump(work / "dump")
        writer.add_path(POSTGRESQL, work / "dump")
        (work / "dump").unlink()
    else:
        copy, packed = work / "copy.sqlite3", work / "copy.gz"
        tables = sqlite.copy(Path(connection.settings_dict["NAME"]), copy)
        with copy.open("rb") as source, gzip.open(packed, "wb", compresslevel=1) as target:
            shutil.copyfileobj(source, target, 1024 * 1024)
        writer.add_path(SQLITE, packed)
        copy.unlink()
        packed.unlink()
    rows = sum(table["rows"] for table in tables.values())
    say(f"Database: {len(tables)} tables, {rows:,} rows")
    return tables


def _add_media(writer: Writer, say: Say) -> None:
    """After the database, whose pictures are all there: a file is never changed, and deleted only after its row."""
    names = list(stored_files())
    for done, name in enumerate(names, 1):
        # Between the list and now it may have been deleted.
        with contextlib.suppress(FileNotFoundError), default_storage.open(name) as file:
            writer.add(MEDIA + name, file, file.size)
        if done % 500 == 0 or done == len(names):
            say(f"Pictures: {done} of {len(names)}")


def stored_files(folder: str = "") -> Iterator[str]:
    """The name of each file in the store of pictures."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files) if name)
    for name in sorted(folders):
        yield from stored_files(prefix + name)


def _add_belongings(writer: Writer) -> None:
    erasures.mirror()
    writer.add_bytes(
        erasures.FILE, "".join(f"{line}\n" for line in erasures.lines(erasures.log_file())).encode()
    )
    writer.add_bytes(KEY, settings.SECRET_KEY.encode())
    writer.add_bytes(SETTINGS, "".join(f"{name}={value}\n" for name, value in env.given().items()).encode())
    theme = settings.DATA_DIR / "theme"
    for path in sorted(theme.rglob("*")):
        if path.is_file():
            writer.add_path(THEME + path.relative_to(theme).as_posix(), path)


def check(archive: Path, work: Path, say: Say) -> None:
    """Restore the archive into a scratch place; raise BackupError unless it is what the site was."""
    with Reader(archive) as reader:
        for name in reader.names(""):
            reader.open(name)
        if reader.has(SQLITE):
            restored = work / "restored.sqlite3"
            unpack(reader, restored)
            sqlite.check(restored)
            found = sqlite.digests(restored)
            restored.unlink()
        else:
            reader.extract(POSTGRESQL, work / "dump")
            with postgresql.scratch_database() as (name, connect):
                postgresql.restore(work / "dump", name)
                with connect() as scratch, scratch.cursor() as cursor:
                    found = postgresql.digests(cursor)
        compare(found, reader.manifest["tables"])
    say("Checked: restored into a scratch place, every table and file is as it was")


def unpack(reader: Reader, to: Path) -> None:
    """The SQLite database of an archive, as a file."""
    with reader.open(SQLITE) as packed, gzip.open(packed) as source, to.open("wb") as target:
        to.chmod(0o600)
        shutil.copyfileobj(source, target, 1024 * 1024)


def compare(found: dict[str, Any], expected: dict[str, Any]) -> None:
    for table in sorted(expected.keys() | found.keys()):
        if found.get(table) != expected.get(table):
            before, now = expected.get(table, {}).get("rows", 0), found.get(table, {}).get("rows", 0)
            raise BackupError(f"The backup is not whole: {table} had {before} rows, and has {now}.")


def key_fingerprint(key: str) -> str:
    return hashlib.sha256(b"fingerprint " + key.encode()).hexdigest()[:16]


def _rotate(newest: Path, say: Say) -> None:
    for path in rotation.superfluous(newest.parent.iterdir()):
        path.unlink()
        say(f"Deleted {path.name}: there are newer ones")


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
