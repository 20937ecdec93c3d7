"""A template of the tests' own, and a mail server that is there when the test says so."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from reviewsite.jobs.models import Job
from reviewsite.jobs.worker import Worker
from tests.ports import free_port
from tests.smtp_server import Postman, smtp_server


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
def away(settings: Any, tmp_path: Path) -> int:
    """The port that mail goes to, where nobody listens."""
    port = free_port()
    settings.EMAIL_BACKEND = "reviewsite.mail.backend.PatientBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "hello.txt").write_text("Hello {{ name }}\n\nA line for {{ name }}.\n")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return port


@pytest.fixture
def server(away: int, postman: Postman) -> Iterator[Postman]:
    with smtp_server(postman, away):
        yield postman


@pytest.fixture
def back(away: int, postman: Postman) -> Any:
    """A function that brings the mail server back for the length of a `with`."""

    @contextlib.contextmanager
    def come_back() -> Iterator[Postman]:
        with smtp_server(postman, away):
            yield postman

    return come_back


class Later:
    """A worker's clock, some time after now."""

    def __init__(self) -> None:
        self.ahead = dt.timedelta()

    def __call__(self) -> dt.datetime:
        return timezone.now() + self.ahead


@pytest.fixture
def clock() -> Later:
    return Later()


@pytest.fixture
def work(clock: Later) -> Any:
    """A function that does all jobs that are due."""

    def until_idle() -> None:
        worker = Worker(clock=clock)
        while worker.run_next():
            assert Job.objects.count() < 1000

    return until_idle
