"""The owner is told of trouble, once an hour for each kind."""

import datetime as dt
import os
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.core import mail
from django.db import DatabaseError, connection
from django.utils import timezone

from reviewsite.operations import alerts, watch
from reviewsite.operations.findings import Finding, Level
from reviewsite.operations.models import Alert, Heartbeat
from reviewsite.operations.probes import Probe
from tests.factories import make_writer

pytestmark = pytest.mark.both_databases

FULL = Finding("disk", Level.FAILING, "Only %(mb)d MB are free.", "Delete old logs.", {"mb": 3})


def away(*_: object) -> NoReturn:
    raise DatabaseError


@pytest.fixture(autouse=True)
def sends(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.MAIL_SERVER = {"EMAIL_HOST": "mail.example"}
    settings.OWNER_EMAIL = "owner@example.org"
    monkeypatch.setattr(alerts, "_told", {})


@pytest.mark.django_db
def test_owner_is_told_what_and_what_to_do() -> None:
    alerts.tell(FULL)

    (told,) = mail.outbox
    assert told.to == ["owner@example.org"]
    assert told.subject.endswith("Only 3 MB are free.")
    assert "Delete old logs." in told.body
    assert "/admin/state/" in told.body


@pytest.mark.django_db
def test_owner_is_told_once_an_hour_by_all_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        alerts.tell(FULL)
        monkeypatch.setattr(alerts, "_told", {})  # another process
    assert len(mail.outbox) == 1

    alerts.tell(Finding("backup", Level.WARNING, "The last backup is old."))
    assert len(mail.outbox) == 2, "of another kind they are told"

    Alert.objects.update(told_at=timezone.now() - dt.timedelta(minutes=61))
    alerts.tell(FULL)
    assert len(mail.outbox) == 3


@pytest.mark.django_db
def test_owner_is_told_once_while_the_database_is_away(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.execute_wrapper(away):  # the site's name is in the database, too
        for _ in range(3):
            alerts.tell(FULL)
            alerts.tell(FULL)
            monkeypatch.setattr(alerts, "_told", {})  # another process of this machine
        assert len(mail.outbox) == 1

        hour_ago = time.time() - 3700
        os.utime(settings.DATA_DIR / "told-disk", (hour_ago, hour_ago))
        alerts.tell(FULL)
        assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_owner_is_told_where_nothing_can_be_written(settings: Any) -> None:
    settings.DATA_DIR = settings.DATA_DIR / "file"
    settings.DATA_DIR.touch()

    with connection.execute_wrapper(away):
        alerts.tell(FULL)

    assert len(mail.outbox) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("database", ["there", "away"])
def test_mail_that_was_not_taken_is_tried_again_soon(
    database: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "reviewsite.mail.backend.PatientBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    now = [timezone.now(), time.monotonic()]
    monkeypatch.setattr(alerts.timezone, "now", lambda: now[0])
    monkeypatch.setattr(alerts.time, "monotonic", lambda: now[1])
    monkeypatch.setattr(alerts.time, "time", lambda: now[0].timestamp())

    with connection.execute_wrapper(away) if database == "away" else nullcontext():
        alerts.tell(FULL)
        settings.EMAIL_BACKEND = there
        sent = []
        for minutes in (1, 5, 5, 70):
            now[0] += dt.timedelta(minutes=minutes)
            now[1] += minutes * 60
            alerts.tell(FULL)
            sent.append(len(mail.outbox))

    assert sent == [0, 1, 1, 2]


@pytest.mark.django_db
def test_administrators_are_told_where_no_owner_is_named(settings: Any) -> None:
    settings.OWNER_EMAIL = ""
    make_writer(is_superuser=True, email="boss@example.org")
    make_writer(email="writer@example.org")

    assert alerts.owners() == ["boss@example.org"]


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> list[list[Finding]]:
    """What the next looks will find, the last of them for ever."""
    found: list[list[Finding]] = []
    probe = Probe("all", lambda: found.pop(0) if len(found) > 1 else found[0], fresh=0)
    monkeypatch.setattr(watch, "PROBES", [probe])
    monkeypatch.setattr(watch, "SLOW_PROBES", [])
    monkeypatch.setattr(watch, "_mirror_and_beat", lambda _works: None)
    return found


def test_warning_is_told_when_it_lasts(watched: list[list[Finding]]) -> None:
    away = Finding("mail", Level.WARNING, "The mail server is away.")
    told: list[Finding] = []
    watching = watch.Watch(works=lambda: True, tell=told.append)
    watched += [[away], [], [away], [away]]

    said = []
    for _ in range(4):
        watching.step()
        said.append(len(told))

    assert said == [0, 0, 0, 1]


def test_what_fails_is_told_at_once(watched: list[list[Finding]]) -> None:
    told: list[Finding] = []
    watched += [[FULL]]

    watch.Watch(works=lambda: True, tell=told.append).step()

    assert told == [FULL]


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_copied_keeps_nobody_from_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistake() -> None:
        raise RuntimeError

    monkeypatch.setattr(watch.erasures, "mirror", mistake)
    watch._mirror_and_beat(True)

    assert Heartbeat.objects.filter(role="worker").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("works", [True, False])
def test_worker_that_lives_says_so(works: bool) -> None:
    watch._mirror_and_beat(works)

    assert Heartbeat.objects.filter(role="worker").exists() is works
