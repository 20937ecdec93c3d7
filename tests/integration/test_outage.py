"""While the database is away: 503 in words, nobody waits long, nothing is logged for each request."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from reviewsite.postgresql.base import CircuitBreaker
from reviewsite.urls import handler500 as handler500

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


def test_any_other_error_is_one(ask: Callable[[str], HttpResponse]) -> None:
    assert ask("broken").status_code == 500


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
