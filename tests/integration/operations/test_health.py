"""Whether the site says that it is ill, and of what, while everything that it depends on hangs."""

import datetime as dt
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from reviewsite.jobs.models import Job
from reviewsite.mail.models import Mail
from reviewsite.operations import database_state, health, machine_state
from reviewsite.operations.findings import Finding, Level
from reviewsite.operations.models import Backup, Heartbeat
from reviewsite.operations.probes import Probe, look

pytestmark = pytest.mark.both_databases


def levels(found: list[Finding]) -> dict[str, Level]:
    return {finding.name: finding.level for finding in found}


@pytest.fixture
def essentials(db: None) -> Any:
    return lambda: levels(database_state.essentials())


def test_site_that_is_well_says_so(essentials: Any) -> None:
    assert set(essentials().values()) == {Level.WELL}


def test_job_that_waits_is_told(essentials: Any) -> None:
    Job.objects.create(kind="mail.send", payload={}, run_at=timezone.now() - dt.timedelta(minutes=11))

    assert essentials()["jobs"] is Level.WARNING


def test_worker_that_is_gone_is_told(essentials: Any) -> None:
    Heartbeat.objects.create(role="worker", at=timezone.now() - dt.timedelta(minutes=4))

    assert essentials()["worker"] is Level.WARNING


def test_mail_that_is_held_is_told(essentials: Any) -> None:
    Mail.objects.create(
        message_id="<1@x>", to="a@b.example", created_at=timezone.now() - dt.timedelta(minutes=16)
    )

    assert essentials()["outbox"] is Level.WARNING


def test_clock_that_went_back_is_told(essentials: Any) -> None:
    Heartbeat.objects.create(role="worker", at=timezone.now() + dt.timedelta(days=1))

    assert essentials()["clock"] is Level.WARNING


def test_migration_that_is_missing_is_told(essentials: Any) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="operations").delete()

    assert essentials()["migrations"] is Level.FAILING


@pytest.mark.parametrize(("hours", "level"), [(25, Level.WELL), (27, Level.WARNING)])
@pytest.mark.django_db
def test_backup_that_is_old_is_told(hours: int, level: Level) -> None:
    made_at = timezone.now() - dt.timedelta(hours=hours)
    Backup.objects.create(made_at=made_at, name="x", machine="x", size=1, checked=True)
    Backup.objects.create(name="unchecked", machine="x", size=1, checked=False)

    assert levels(database_state.records())["backup"] is level


def test_mail_server_that_is_away_is_told(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()
        settings.MAIL_SERVER = {"EMAIL_HOST": settings.EMAIL_HOST}
        assert levels(machine_state.mail_server())["mail"] is Level.WELL

    assert levels(machine_state.mail_server())["mail"] is Level.WARNING


def test_cache_that_is_away_is_told(settings: Any) -> None:
    settings.CACHE_URL = "redis://127.0.0.1:1/0"

    assert levels(machine_state.page_store())["cache"] is Level.WARNING


@pytest.fixture
def hangs(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A database that never answers, until the test is over; the event says that it was asked."""
    asked, over = threading.Event(), threading.Event()

    def never() -> list[Finding]:
        asked.set()
        over.wait()
        return []

    monkeypatch.setattr(health, "PROBES", [Probe("database", never), Probe("disk", machine_state.disk)])
    yield asked
    over.set()


def test_database_that_hangs_is_named_within_a_second(hangs: threading.Event, client: Client) -> None:
    began = time.monotonic()
    answer = client.get("/readyz")
    took = time.monotonic() - began

    assert hangs.is_set()
    assert answer.status_code == 503
    assert answer.json() == {"status": "failing", "checks": {"database": "failing", "disk": "ok"}}
    assert took < 60, "it does not hang with what it looks at"
    assert client.get("/healthz").json() == {"status": "ok"}


def test_what_hangs_is_asked_once(hangs: threading.Event) -> None:
    before = threading.active_count()

    for _ in range(5):
        look(health.PROBES, within=0.01)

    assert threading.active_count() <= before + 2


def test_look_that_fails_is_a_finding() -> None:
    def fails() -> list[Finding]:
        raise ConnectionError("no route to mina@example.org")

    (found,) = look([Probe("mail", fails)], within=30)

    assert (found.name, found.level) == ("mail", Level.FAILING)
    assert "ConnectionError" in found.sentence
    assert "mina" not in found.sentence


def test_what_is_no_essential_degrades(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    def warned() -> list[Finding]:
        return [Finding("mail", Level.WARNING, "The mail server is away.")]

    monkeypatch.setattr(health, "PROBES", [Probe("mail", warned)])
    monkeypatch.setattr(health, "WITHIN", 30)

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"status": "degraded", "checks": {"mail": "warning"}}
