"""An answer of 500 has its cause in one log line, with the number that the answer carries."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from reviewsite.operations import failures
from reviewsite.urls import urlpatterns as ours


def breaks(request: HttpRequest, token: str) -> HttpResponse:
    raise RuntimeError("The roof leaks onto mina@example.org")


urlpatterns = [path("breaks/<str:token>/", breaks), *ours]
SECRET = "Zm9vYmFyMTIzNDU2Nzg5MDEyMzQ1"


@pytest.fixture(autouse=True)
def counted() -> Iterator[None]:
    failures.forget()
    yield
    failures.forget()


@pytest.fixture
def answer(settings: Any, caplog: pytest.LogCaptureFixture) -> HttpResponse:
    settings.ROOT_URLCONF = __name__
    settings.BEHIND_PROXY = True
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.ERROR, "reviewsite.requests"):
        return client.get(f"/breaks/{SECRET}/?q=mina", headers={"X-Request-ID": "cd" * 16})


@pytest.mark.django_db
def test_cause_is_in_one_line_with_the_number_of_the_answer(
    answer: HttpResponse, caplog: pytest.LogCaptureFixture
) -> None:
    (line,) = [record for record in caplog.get_records("setup") if record.name == "reviewsite.requests"]

    assert answer.status_code == 500
    assert answer["X-Request-ID"] == "cd" * 16
    assert line.getMessage() == "500 for GET /breaks/<str:token>/"
    assert str(line.exc_info[1]).startswith("The roof leaks")  # type: ignore[index]
    assert failures.recent() == 1


@pytest.mark.django_db
def test_no_other_logger_writes_the_path(answer: HttpResponse, caplog: pytest.LogCaptureFixture) -> None:
    assert [
        record for record in caplog.records if SECRET in record.getMessage() and _is_written(record)
    ] == []


def _is_written(record: logging.LogRecord) -> bool:
    return logging.getLogger(record.name).isEnabledFor(record.levelno)


@pytest.mark.django_db
@pytest.mark.parametrize("trusted", [True, False])
def test_number_comes_from_a_proxy_that_is_trusted_only(settings: Any, trusted: bool) -> None:
    settings.ROOT_URLCONF = __name__
    settings.BEHIND_PROXY = trusted
    given = Client(raise_request_exception=False).get("/breaks/x/", headers={"X-Request-ID": "ef" * 16})

    assert (given["X-Request-ID"] == "ef" * 16) is trusted


@pytest.mark.django_db
def test_answers_that_are_well_carry_none(client: Client) -> None:
    assert "X-Request-ID" not in client.get("/about/")
