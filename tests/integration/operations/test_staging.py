"""A copy for trying things out, a site without a mail server, and the locks of the first start."""

import threading
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from reviewsite.jobs.models import Job
from reviewsite.jobs.worker import Worker
from reviewsite.mail.models import Mail
from reviewsite.mail.outbox import send
from reviewsite.operations.locks import LockedError, file_lock, migration_lock

pytestmark = pytest.mark.both_databases


@pytest.fixture
def public(settings: Any) -> Any:
    settings.SITE_URL = "https://reviews.example"
    settings.MAIL_SERVER = {}
    return settings


def write_a_mail() -> None:
    send("your_data", "mina@example.org", {"link": "https://reviews.example/x"}, key="one")


@pytest.mark.django_db
def test_worker_of_a_public_site_without_a_mail_server_takes_no_mail(public: Any) -> None:
    write_a_mail()
    Worker().run_next()

    job = Job.objects.get()
    assert (job.attempts, job.done_at, job.failed_at) == (0, None, None)
    assert "EMAIL_URL is not set" in job.last_error
    assert job.run_at > timezone.now()
    assert Mail.objects.count() == 1
    assert mail.outbox == []


@pytest.mark.django_db
def test_worker_of_a_copy_puts_mail_into_files(public: Any) -> None:
    public.STAGING = True
    write_a_mail()
    Worker().run_next()

    assert Mail.objects.count() == 0
    assert len(mail.outbox) == 1  # the tests' own box, in the place of the file


@pytest.mark.django_db
@pytest.mark.parametrize("staging", [True, False])
def test_copy_is_kept_out_of_search_engines(settings: Any, client: Client, staging: bool) -> None:
    settings.STAGING = staging

    assert client.get("/about/").headers.get("X-Robots-Tag") == ("noindex, nofollow" if staging else None)
    assert ("Disallow: /\n" in client.get("/robots.txt").content.decode()) is staging


def test_second_waits_for_the_first_and_says_so(tmp_path: Any) -> None:
    path, entered, leave, waited = tmp_path / "lock", threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with file_lock(path, patience=0):
            entered.set()
            leave.wait()

    thread = threading.Thread(target=first)
    thread.start()
    entered.wait()
    with pytest.raises(LockedError), file_lock(path, patience=0):
        pass

    def waits() -> None:
        waited.set()
        leave.set()

    with file_lock(path, patience=60, waits=waits):
        assert waited.is_set()
    thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_machines_do_not_migrate_at_once(settings: Any, tmp_path: Any) -> None:
    settings.DATA_DIR = tmp_path
    with migration_lock(patience=0), pytest.raises(LockedError), migration_lock(patience=0):
        pass
    with migration_lock(patience=0):
        pass
