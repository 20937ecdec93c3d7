"""The queue: each job once, in its turn. Time is told, never waited for."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from reviewsite.jobs.models import Job
from reviewsite.jobs.queue import enqueue
from reviewsite.jobs.registry import handler
from reviewsite.jobs.worker import FIRST_DELAY, LONGEST_DELAY, Worker, delay_after
from tests.integration.jobs.conftest import START, Clock

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MINUTE = dt.timedelta(minutes=1)


def only_job() -> Job:
    return Job.objects.get()


def test_job_is_done_once(worker: Worker, done: list[Any]) -> None:
    enqueue("note", {"word": "눈치"})

    assert [worker.run_next(), worker.run_next()] == [True, False]
    assert done == [{"word": "눈치"}]
    assert only_job().done_at == START


def test_jobs_are_done_in_their_order(worker: Worker, done: list[Any]) -> None:
    for number in range(3):
        enqueue("note", {"number": number}, run_at=START - number * MINUTE)

    while worker.run_next():
        pass

    assert [each["number"] for each in done] == [2, 1, 0]


@pytest.mark.django_db(transaction=True)
def test_job_goes_with_its_transaction(worker: Worker, done: list[Any]) -> None:
    with transaction.atomic():
        enqueue("note", {"kept": False})
        transaction.set_rollback(True)
    with transaction.atomic():
        enqueue("note", {"kept": True})

    while worker.run_next():
        pass

    assert done == [{"kept": True}]


def test_unknown_kind_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        enqueue("nobody.does.this", {})


def test_kind_that_this_program_lacks_is_left_to_another(worker: Worker) -> None:
    Job.objects.create(kind="from.a.newer.version", payload={})

    assert not worker.run_next()
    assert only_job().attempts == 0


def test_same_key_is_one_job_also_after_it_is_done(worker: Worker, done: list[Any]) -> None:
    with transaction.atomic():
        enqueue("note", {"copy": 1}, key="mail-7")
        enqueue("note", {"copy": 2}, key="mail-7")
        enqueue("note", {"other": 1}, key="mail-8")
    while worker.run_next():
        pass
    enqueue("note", {"copy": 3}, key="mail-7")

    assert not worker.run_next()
    assert done == [{"copy": 1}, {"other": 1}]


def test_job_waits_for_its_time(worker: Worker, clock: Clock) -> None:
    enqueue("note", {}, run_at=START + MINUTE)

    assert not worker.run_next()
    clock.now += MINUTE
    assert worker.run_next()


def test_failing_job_is_tried_later_and_later_and_then_given_up(worker: Worker, clock: Clock) -> None:
    @handler("flaky", attempts=4)
    def fail(payload: dict[str, Any]) -> None:
        raise OSError("the mail server is away")

    enqueue("flaky", {})
    waits = []
    while worker.run_next():
        job = only_job()
        waits.append(job.run_at - clock.now)
        clock.now = max(clock.now, job.run_at)

    assert waits[:3] == [FIRST_DELAY, 2 * FIRST_DELAY, 4 * FIRST_DELAY]
    job = only_job()
    assert (job.attempts, job.last_error) == (4, "OSError: the mail server is away")
    assert (job.failed_at, job.done_at, job.locked_by) == (clock.now, None, "")


def test_job_that_succeeds_at_last_is_done(worker: Worker, clock: Clock) -> None:
    answers = [OSError("away"), None]

    @handler("flaky")
    def fail_once(payload: dict[str, Any]) -> None:
        if error := answers.pop(0):
            raise error

    enqueue("flaky", {})
    worker.run_next()
    assert not worker.run_next()
    clock.now += FIRST_DELAY
    assert worker.run_next()

    job = only_job()
    assert (job.done_at, job.attempts, job.last_error) == (clock.now, 2, "")


def test_delay_grows_to_its_limit() -> None:
    delays = [delay_after(attempts) for attempts in range(1, 100)]

    assert delays == sorted(delays)
    assert delays[-1] == LONGEST_DELAY


def test_patient_jobs_come_after_all_others(worker: Worker, done: list[Any]) -> None:
    handler("picture", patient=True)(done.append)
    enqueue("picture", {"picture": 1})
    enqueue("note", {"mail": 1})

    worker.run_next()

    assert done == [{"mail": 1}]
