"""Locks between processes: a file's on one machine, the database's between machines."""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

#: Seconds between two tries.
PAUSE = 0.2
#: The number of the advisory lock round migrations: any that nobody else uses in this database.
MIGRATIONS = 0x5EC0_4D1E


class LockedError(Exception):
    """Somebody else still holds the lock."""


@contextlib.contextmanager
def file_lock(path: Path, *, patience: float, waits: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold the lock of a file, which is made for it; it ends with the process, however that ends.

    `waits` is called once if somebody else holds it. Raises LockedError if they do after `patience` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _wait(lambda: _take(descriptor), patience, waits)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextlib.contextmanager
def migration_lock(*, patience: float, waits: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold what only one process may hold that changes the database's tables, on whichever machine."""
    if connection.vendor != "postgresql":
        with file_lock(settings.DATA_DIR / "migrations.lock", patience=patience, waits=waits):
            yield
        return
    import psycopg

    try:
        # A transaction of its own holds it, which works through PgBouncer too, where a session is not kept.
        session = psycopg.connect(**connection.get_connection_params())
    except psycopg.Error as error:
        raise DatabaseError(str(error).strip()) from error
    with session:

        def take() -> bool:
            row = session.execute("SELECT pg_try_advisory_xact_lock(%s)", [MIGRATIONS]).fetchone()
            return bool(row and row[0])

        _wait(take, patience, waits)
        yield


def _wait(take: Callable[[], bool], patience: float, waits: Callable[[], None]) -> None:
    until, said = time.monotonic() + patience, False
    while not take():
        if not said:
            waits()
            said = True
        if time.monotonic() >= until:
            raise LockedError
        time.sleep(PAUSE)
