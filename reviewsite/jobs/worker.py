"""Doing the jobs: any number of workers, in any number of processes, on either database.

A job is claimed by one conditional UPDATE, done outside of any transaction, and marked done only by the worker
that still holds it. So each is done at least once, and once unless a worker died or overstayed its lease.
"""

import datetime as dt
import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import Error, connection
from django.db.models import F
from django.utils import timezone

from reviewsite.jobs.models import Job
from reviewsite.jobs.queue import enqueue_recurring
from reviewsite.jobs.registry import AwayError, HopelessError, handler_of, kinds, lanes

logger = logging.getLogger(__name__)

#: Seconds between two looks at an empty queue.
POLL = 1.0
FIRST_DELAY, LONGEST_DELAY = dt.timedelta(seconds=30), dt.timedelta(hours=6)
KEEP_DONE, KEEP_FAILED = dt.timedelta(days=7), dt.timedelta(days=90)
PRUNE_EVERY = dt.timedelta(hours=1)

_CANDIDATES = 20


def _in_line(now: dt.datetime, lane: str | None) -> Iterator[Job]:
    """The next few jobs, patient kinds after the others."""
    for patient in (False, True):
        due = Job.objects.due(now).filter(kind__in=kinds(patient=patient, lane=lane))
        yield from due.order_by("run_at", "pk")[:_CANDIDATES]


def delay_after(attempts: int) -> dt.timedelta:
    """How long to wait after so many failed attempts: 30 s, 1 min, 2 min … 6 h."""
    return min(FIRST_DELAY * 2 ** min(attempts - 1, 20), LONGEST_DELAY)


class Worker:
    """Does one job at a time, of one lane or of all. `clock` says what time it is."""

    #: Of all workers of the process: while the database is away, each fails at every step, and one says so.
    _database_is_away: ClassVar[bool] = False

    def __init__(self, *, clock: Callable[[], dt.datetime] = timezone.now, lane: str | None = None) -> None:
        self.clock = clock
        self.lane = lane
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._prune_at = clock()
        self._in_trouble = False

    def run(self, stopped: Callable[[float], bool]) -> None:
        """Work until `stopped`, which waits up to so many seconds and says whether to end, says so."""
        while not stopped(0 if self._step() else POLL):
            pass
        connection.close()

    def run_next(self) -> bool:
        """Do the job that is first in line; False if none was due. Raises what the database raises."""
        job = self.claim()
        if job is None:
            return False
        try:
            handler_of(job.kind).run(job.payload)
        except Exception as error:
            self._failed(job, error)
        else:
            self._release(job, done_at=self.clock(), last_error="")
        return True

    def claim(self) -> Job | None:
        """The first job in line, now held by this worker, with this attempt counted."""
        now = self.clock()
        for job in _in_line(now, self.lane):
            handler = handler_of(job.kind)
            # Whoever else saw the same row changes it first, or finds it changed.
            mine = Job.objects.due(now).filter(pk=job.pk, attempts=job.attempts)
            if job.attempts >= handler.attempts:
                mine.update(failed_at=now, last_error="Its worker ended in the middle of the last attempt.")
            elif mine.update(
                attempts=F("attempts") + 1, locked_until=now + handler.lease, locked_by=self.name
            ):
                job.attempts += 1
                return job
        return None

    def prune(self) -> None:
        """Forget jobs that were done or given up long ago."""
        now = self.clock()
        Job.objects.filter(done_at__lt=now - KEEP_DONE).delete()
        Job.objects.filter(failed_at__lt=now - KEEP_FAILED).delete()

    def _failed(self, job: Job, error: Exception) -> None:
        now = self.clock()
        said = f"{type(error).__name__}: {error}"[:500]
        if isinstance(error, AwayError):
            logger.warning("%s waits: %s", job, said)
            self._release(job, run_at=now + error.wait, attempts=job.attempts - 1, last_error=said)
        elif job.attempts < handler_of(job.kind).attempts and not isinstance(error, HopelessError):
            logger.warning("%s failed, attempt %d: %s", job, job.attempts, said)
            self._release(job, run_at=now + delay_after(job.attempts), last_error=said)
        else:
            logger.error("%s failed, and was given up", job, exc_info=error)
            self._release(job, failed_at=now, last_error=said)

    def _release(self, job: Job, **outcome: object) -> None:
        held = Job.objects.filter(pk=job.pk, locked_by=self.name, attempts=job.attempts)
        held.update(locked_until=None, locked_by="", **outcome)

    def _step(self) -> bool:
        """Whether there was something to do; whatever goes wrong, the worker goes on."""
        try:
            self._look_after()
            worked = self.run_next()
            if not worked and "pool" in connection.settings_dict["OPTIONS"]:
                connection.close()  # back into the pool; SQLite's file stays open, which is cheaper
            self._in_trouble = Worker._database_is_away = False
        except Exception as error:
            # Once for each worker, whatever it is and however well the others do.
            if not self._in_trouble and not isinstance(error, Error):
                logger.exception("The worker stumbled")
            elif not self._in_trouble and not Worker._database_is_away:
                logger.error("The worker cannot reach its jobs")
            Worker._database_is_away |= isinstance(error, Error)
            self._in_trouble, worked = True, False
            connection.close()
        return worked

    def _look_after(self) -> None:
        if self.clock() >= self._prune_at:
            self._prune_at = self.clock() + PRUNE_EVERY
            self.prune()
            enqueue_recurring(self.clock())


def start_workers(stopped: Callable[[float], bool]) -> list[threading.Thread]:
    """A worker for each lane, in threads that end when `stopped` says so, see `Worker.run`."""
    threads = [
        threading.Thread(target=Worker(lane=lane).run, args=[stopped], name=f"jobs {lane}".strip())
        for lane in lanes()
    ]
    for thread in threads:
        thread.start()
    return threads
