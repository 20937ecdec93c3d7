"""Each job once, whatever happens to whoever does it."""

import datetime as dt
import logging
import threading
from collections import Counter
from typing import Any

import pytest
from django.db import OperationalError, connection

from reviewsite.jobs.models import Job
from reviewsite.jobs.queue import enqueue
from reviewsite.jobs.registry import handler
from reviewsite.jobs.worker import KEEP_DONE, Worker, start_workers
from tests.integration.jobs.conftest import Clock

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MINUTE = dt.timedelta(minutes=1)


def test_held_job_is_nobody_elses(worker: Worker, clock: Clock) -> None:
    enqueue("note", {})

    assert worker.claim() == Job.objects.get()
    assert Worker(clock=clock).claim() is None


def test_job_of_a_worker_that_died_is_taken_up_when_its_lease_ends(
    worker: Worker, clock: Clock, done: list[Any]
) -> None:
    enqueue("note", {})
    worker.claim()
    other = Worker(clock=clock)

    clock.now += MINUTE - dt.timedelta(seconds=1)
    assert not other.run_next()
    clock.now += dt.timedelta(seconds=1)
    assert other.run_next()

    assert done == [{}]
    assert Job.objects.get().attempts == 2


def test_job_that_ends_its_workers_is_given_up(worker: Worker, clock: Clock) -> None:
    handler("deadly", attempts=3)(lambda payload: None)
    enqueue("deadly", {})

    claims = []
    for _ in range(5):
        claims.append(worker.claim())
        clock.now += MINUTE

    assert [claim is not None for claim in claims] == [True, True, True, False, False]
    assert Job.objects.get().failed_at is not None


def test_result_of_an_overtaken_worker_does_not_count(worker: Worker, clock: Clock) -> None:
    other = Worker(clock=clock)
    runs = []

    @handler("slow")
    def overstay(payload: dict[str, Any]) -> None:
        runs.append(payload)
        if len(runs) == 1:
            clock.now += 2 * MINUTE
            other.run_next()
        else:
            raise OSError("the second one failed")

    enqueue("slow", {})
    worker.run_next()

    job = Job.objects.get()
    assert len(runs) == 2
    assert (job.done_at, job.last_error) == (None, "OSError: the second one failed")


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_do_each_job_once(done: list[Any]) -> None:
    for number in range(40):
        enqueue("note", {"number": number})
    ready = threading.Barrier(4)

    def work() -> None:
        worker = Worker()
        ready.wait()
        try:
            # A worker that lost a race for all it saw looks again.
            while worker.run_next() or Job.objects.filter(attempts=0).exists():
                pass
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(each["number"] for each in done) == Counter(range(40))
    assert not Job.objects.filter(done_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_lane_that_is_held_up_keeps_no_other_waiting(done: list[Any]) -> None:
    held_up, all_else_done = threading.Event(), threading.Event()

    @handler("mail", lane="mail")
    def wait_for_the_server(payload: dict[str, Any]) -> None:
        held_up.set()
        # A mail server that answers only when everything else is done would keep one worker for ever.
        assert all_else_done.wait(timeout=60)

    handler("picture", patient=True)(lambda payload: all_else_done.set())
    enqueue("mail", {})
    enqueue("picture", {})

    def stopped(seconds: float) -> bool:
        return held_up.is_set() and all_else_done.is_set()

    for thread in start_workers(stopped):
        thread.join()

    assert all_else_done.is_set()
    assert not Job.objects.exclude(last_error="").exists()


def test_old_jobs_are_forgotten(worker: Worker, clock: Clock) -> None:
    enqueue("note", {}, key="old")
    worker.run_next()
    clock.now += KEEP_DONE
    enqueue("note", {}, key="new")
    worker.run_next()
    enqueue("note", {}, key="waiting")

    worker.prune()
    assert Job.objects.count() == 3
    clock.now += dt.timedelta(seconds=1)
    worker.prune()
    assert set(Job.objects.values_list("key", flat=True)) == {"new", "waiting"}


@pytest.mark.django_db(transaction=True)
def test_worker_outlives_a_database_that_is_away(done: list[Any], caplog: pytest.LogCaptureFixture) -> None:
    enqueue("note", {})
    rename("jobs_job", "jobs_away")
    looks = []

    def stopped(seconds: float) -> bool:
        looks.append(seconds)
        if len(looks) == 3:
            rename("jobs_away", "jobs_job")
        return bool(done)

    with caplog.at_level(logging.ERROR, "reviewsite.jobs"):
        Worker().run(stopped)

    assert done == [{}]
    assert [record.message for record in caplog.records] == ["The worker cannot reach its jobs"]
    # It rests between looks in vain.
    assert looks == [1, 1, 1, 0]


def steps_of_two(monkeypatch: pytest.MonkeyPatch, failing: set[int], error: Exception) -> None:
    """Three steps of two workers side by side, of which the `failing` fail at each."""
    workers = [Worker(), Worker()]
    for number, worker in enumerate(workers):

        def run_next(number: int = number) -> bool:
            if number in failing:
                raise error
            return False

        monkeypatch.setattr(worker, "run_next", run_next)
    for _ in range(3):
        for worker in workers:
            stops = iter([False, True])
            worker.run(lambda _seconds, stops=stops: next(stops))  # type: ignore[misc]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("failing", [{0}, {0, 1}])
def test_trouble_with_the_database_is_said_once(
    failing: set[int], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where another worker of the process does well."""
    monkeypatch.setattr(Worker, "_database_is_away", False)
    with caplog.at_level(logging.ERROR, "reviewsite.jobs"):
        steps_of_two(monkeypatch, failing, OperationalError("away"))
    assert [record.message for record in caplog.records] == ["The worker cannot reach its jobs"]


@pytest.mark.django_db(transaction=True)
def test_each_worker_says_once_that_it_stumbled(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "reviewsite.jobs"):
        steps_of_two(monkeypatch, {0}, RuntimeError("a mistake"))
    assert [record.message for record in caplog.records] == ["The worker stumbled"]


def rename(name: str, other: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO {other}")
