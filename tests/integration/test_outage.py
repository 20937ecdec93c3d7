"""While the database is away: 503 in words, nobody waits long, nothing is logged for each request."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.utils import ConnectionHandler
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import path
from django.utils.translation import override

from reviewsite.configuration import databases
from reviewsite.postgresql import base
from reviewsite.postgresql.base import CircuitBreaker
from reviewsite.serving.refusal import refusal
from reviewsite.urls import handler500 as handler500
from tests.ports import free_port

ERRORS = {"away": OperationalError, "cut": InterfaceError, "broken": DatabaseError}


def fails(request: HttpRequest, kind: str) -> HttpResponse:
    raise ERRORS[kind]("the reason")


urlpatterns = [path("<kind>/", fails)]


@pytest.fixture
def ask(settings: Any, client: Client) -> Callable[[str], HttpResponse]:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = []
    client.raise_request_exception = False
    return lambda kind: client.get(f"/{kind}/")


@pytest.mark.parametrize("kind", ["away", "cut"])
def test_database_that_is_away_is_said_in_words(ask: Callable[[str], HttpResponse], kind: str) -> None:
    answer = ask(kind)

    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "no-store" in answer["Cache-Control"]
    assert "Back in a moment" in answer.content.decode()


@pytest.mark.parametrize("status", [500, 503])
def test_page_of_a_failure_is_in_the_language_of_its_words(status: int) -> None:
    with override("ko"):
        assert '<html lang="ko">' in render_to_string(f"{status}.html")


def test_refusal_of_the_server_is_in_the_language_of_its_words() -> None:
    with override("ko"):
        _headers, page = refusal.__wrapped__(HTTPStatus.SERVICE_UNAVAILABLE)

    assert b'<html lang="ko">' in page
    assert b'<h1 lang="en">503 Service Unavailable</h1>' in page


def test_any_other_error_is_one(ask: Callable[[str], HttpResponse]) -> None:
    assert ask("broken").status_code == 500


@pytest.mark.django_db
@pytest.mark.parametrize(("waits", "says"), [(0.2, "refused"), (0.01, "couldn't get a connection")])
def test_command_is_told_why_the_database_does_not_answer(
    waits: float, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "READERS_WAIT", 0.1)
    monkeypatch.setattr(base, "_breakers", {})
    configured = databases.postgresql(f"postgresql://a@127.0.0.1:{free_port()}/a")
    configured["OPTIONS"]["pool"]["timeout"] = waits
    handler = ConnectionHandler({"default": configured})

    with pytest.raises(OperationalError, match=says):
        handler["default"].ensure_connection()
    handler["default"].close_pool()


class TestCircuitBreaker:
    def test_one_tries_after_each_rest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        now = [100.0]
        monkeypatch.setattr("time.monotonic", lambda: now[0])
        breaker = CircuitBreaker(rest=1.0)
        assert breaker.lets_through()
        breaker.failed()

        assert not breaker.lets_through()
        now[0] += 1.0
        assert [breaker.lets_through() for _ in range(3)] == [True, False, False]
        now[0] += 1.0
        assert breaker.lets_through()
        breaker.succeeded()
        assert [breaker.lets_through() for _ in range(3)] == [True] * 3
