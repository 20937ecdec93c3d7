"""The admin's page that says how the site is, and the test mail."""

import socket
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from reviewsite.operations import watch
from reviewsite.operations.findings import Finding, Level
from reviewsite.operations.probes import Probe
from tests.factories import make_staff, make_writer

STATE = "/admin/state/"


@pytest.fixture
def owner(db: None, client: Client) -> Client:
    client.force_login(make_writer(is_superuser=True, email="owner@example.org"))
    return client


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """One thing wrong and one well, known immediately."""
    findings = [
        Finding("disk", Level.WELL, "There is space."),
        Finding(
            "mail", Level.WARNING, "Mail of %(who)s waits.", "Look at <EMAIL_URL>.", {"who": "Jae & Mina"}
        ),
    ]
    monkeypatch.setattr(watch, "PROBES", [Probe("all", lambda: findings)])
    monkeypatch.setattr(watch, "SLOW_PROBES", [])


def test_page_says_what_is_wrong_first_and_what_to_do(owner: Client) -> None:
    page = owner.get(STATE).content.decode()

    assert page.index("Mail of Jae &amp; Mina waits.") < page.index("There is space.")
    assert "Look at &lt;EMAIL_URL&gt;." in page
    assert 'href="/admin/state/"' in owner.get("/admin/").content.decode()
    assert "No backup has been made yet." in owner.get("/admin/").content.decode()


def test_page_is_the_administrators(db: None, client: Client) -> None:
    client.force_login(make_staff("Editor"))

    assert client.get(STATE).status_code == 403
    assert client.post(STATE).status_code == 403
    assert STATE not in client.get("/admin/").content.decode()


def test_test_mail_goes_straight_to_the_administrator(owner: Client, settings: Any) -> None:
    settings.MAIL_SERVER = {"EMAIL_HOST": "mail.example"}
    page = owner.post(STATE, follow=True).content.decode()

    assert [sent.to for sent in mail.outbox] == [["owner@example.org"]]
    assert "Sent to owner@example.org" in page


def test_what_the_mail_server_says_is_shown(owner: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "reviewsite.mail.backend.PatientBackend"
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False

    assert "The mail server refused it: " in owner.post(STATE, follow=True).content.decode()
