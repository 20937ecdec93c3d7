from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from reviewsite.jobs.models import Job
from reviewsite.jobs.worker import Worker
from tests.factories import make_writer
from tests.integration.jobs.conftest import START

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def staff(client: Client) -> Callable[..., Client]:
    def log_in(**fields: Any) -> Client:
        client.force_login(make_writer("kim", **fields))
        return client

    return log_in


def test_admin_tries_given_up_jobs_again(staff: Callable[..., Client], worker: Worker) -> None:
    client = staff(is_superuser=True)
    job = Job.objects.create(kind="note", payload={}, attempts=8, failed_at=START, last_error="OSError: away")
    address = "/admin/jobs/job/"

    assert "OSError: away" in client.get(address, {"state": "failed"}).content.decode()
    client.post(address, {"action": "try_again", "_selected_action": [job.pk]})

    job.refresh_from_db()
    assert (job.failed_at, job.attempts) == (None, 0)
    assert worker.run_next()


def test_admin_changes_no_job_by_hand(staff: Callable[..., Client]) -> None:
    client = staff(is_superuser=True)
    job = Job.objects.create(kind="note", payload={})

    assert client.get("/admin/jobs/job/add/").status_code == 403
    assert client.post(f"/admin/jobs/job/{job.pk}/delete/").status_code == 403
    assert client.post(f"/admin/jobs/job/{job.pk}/change/", {"kind": "other"}).status_code == 403


def test_writer_sees_no_jobs(staff: Callable[..., Client]) -> None:
    assert staff().get("/admin/jobs/job/").status_code == 403
