"""The content version in this process: immediately after its own changes, half a second after others'."""

import datetime as dt
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from django.db import Error, connection
from django.utils import timezone

from reviewsite.pagecache import scheduled_changes
from reviewsite.pagecache.models import ContentChange

logger = logging.getLogger(__name__)

#: Seconds between two looks at the database.
POLL = 0.5
#: Seconds after a change of its own in which a process looks at every request. Outside of a transaction a change is
#: announced a moment before SQLite has committed it.
UNSETTLED = 0.05
#: Seconds after a look was due in which nobody waits for it; a change elsewhere is known that much later.
LOOKING = 0.2


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds that never go back, and the time of day."""

    seconds: Callable[[], float] = time.monotonic
    now: Callable[[], dt.datetime] = timezone.now


@dataclass(frozen=True)
class Generation:
    """The content between two changes: its version, and the scheduled change that ends it."""

    version: str
    until: dt.datetime | None

    @cached_property
    def name(self) -> str:
        """The same in every process that knows this version, before the same moment."""
        return f"{self.version}@{self.until.timestamp() if self.until else ''}"


@contextmanager
def borrowed_connection() -> Iterator[None]:
    """A thread that answers outside of Django's requests must not keep a connection of the pool."""
    was_closed = connection.connection is None
    try:
        yield
    finally:
        if was_closed:
            connection.close()


def read_version() -> str:
    """From the database. Marks are committed in any order, so their number tells as much as the latest of them."""
    table = connection.ops.quote_name(ContentChange._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT token, (SELECT COUNT(*) FROM {table}) FROM {table} ORDER BY id DESC LIMIT 1"  # noqa: S608
        )
        row = cursor.fetchone()
    return "{}.{}".format(*row) if row else ""


class Versions:
    """Holds the current generation. Ask `refresh` whenever `clock.seconds() >= check_at`."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        read: Callable[[], str] = read_version,
    ) -> None:
        self.clock = clock or Clock()
        self.check_at = 0.0
        self.generation = Generation(_unknown(), None)
        self._read = read
        self._lock = threading.Lock()
        self._written = self._seen = 0
        self._settled_at = 0.0
        self._is_away = False
        self._grace = 0.0

    def written(self) -> None:
        """This process has committed a change: whoever asks next must see it."""
        self._written += 1
        self._settled_at = self.clock.seconds() + UNSETTLED
        self.check_at = 0.0

    def is_fresh(self, now: float) -> bool:
        """For an event loop, which must not wait: whoever hears False has to `refresh`.

        While somebody else looks, however long that takes, pages are answered as they are. After a change of this
        process everybody hears False until it has been looked at.
        """
        if now < self.check_at + self._grace:
            return True
        return self._written == self._seen and now >= self._settled_at and self._lock.locked()

    def keep_looking(self, is_over: Callable[[float], bool]) -> None:
        """Look whenever it is due, for a thread of its own: no reader then has to.

        `is_over` waits for so many seconds, and says whether it is over.
        """
        self._grace = LOOKING
        while not is_over(min(POLL, max(0.01, self.check_at - self.clock.seconds()))):
            if self.clock.seconds() >= self.check_at:
                self._look(must=False)

    def refresh(self) -> None:
        """Look at the database, unless somebody just does. While it is away, nobody waits for it."""
        must = self._written != self._seen or self.clock.seconds() < self._settled_at
        if self._is_away and not must:
            self.check_at = self.clock.seconds() + POLL
            threading.Thread(target=self._look, args=[False], name="content version", daemon=True).start()
        else:
            self._look(must)

    def is_still(self, generation: Generation) -> bool:
        """Whether the database has the content of this generation now."""
        try:
            with borrowed_connection():
                return self._read() == generation.version
        except Error:
            return False

    def _look(self, must: bool) -> None:
        if not self._lock.acquire(blocking=must):
            return
        try:
            written = self._written
            if written == self._seen and self.clock.seconds() < self.check_at:
                return
            try:
                with borrowed_connection():
                    self._update(self._read())
                self._is_away = False
            except Error as error:
                if not self._is_away:
                    logger.warning("The content version cannot be read: %s", error)
                self._is_away = True
                if written != self._seen:  # its own change is known, though not under which number
                    self._begin(_unknown(), None)
            self._seen = written
            self._plan(written)
        finally:
            self._lock.release()

    def _update(self, version: str) -> None:
        now = self.clock.now()
        current = self.generation
        if version != current.version or (current.until is not None and now >= current.until):
            self._begin(version, scheduled_changes.next_after(now))

    def _begin(self, version: str, until: dt.datetime | None) -> None:
        self.generation = Generation(version, until)

    def _plan(self, written: int) -> None:
        """When to look again: soon, or when the generation ends; immediately if something was written meanwhile."""
        wait = POLL
        if until := self.generation.until:
            wait = min(wait, max(0.0, (until - self.clock.now()).total_seconds()))
        self.check_at = self.clock.seconds() + wait
        if self._written != written or self.clock.seconds() < self._settled_at:
            self.check_at = 0.0


def _unknown() -> str:
    return f"?{secrets.token_hex(8)}"
