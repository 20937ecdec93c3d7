"""The `serve` command as a process of its own, against a database and static files of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from reviewsite.management.commands import serve
from tests import template_static
from tests.ports import free_port
from tests.project import tree
from tests.sample_pictures import encoded, picture
from tests.template_database import copy_into

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "manage.py", *arguments]


def environment(folder: Path, **more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), **more}


def manage(variables: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments),
        cwd=tree.ROOT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> dict[str, str]:
    """The environment of a site that is ready to be served."""
    variables = environment(tmp_path_factory.mktemp("site"))
    if connection.vendor == "postgresql":
        # The tests' own database, not the one that DATABASE_URL names.
        url = urlsplit(os.environ["DATABASE_URL"])
        variables["DATABASE_URL"] = url._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    else:
        copy_into(Path(variables["DATA_DIR"]))
    template_static.copy_into(Path(variables["DATA_DIR"]))
    return variables


def until(holds: Callable[[], bool]) -> None:
    """Wait for what should take a second at most."""
    for _ in range(1_500):
        if holds():
            return
        time.sleep(0.02)
    raise AssertionError("It did not come about.")


@contextmanager
def served(site: dict[str, str], *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = subprocess.Popen(
        command("serve", *options),
        cwd=tree.ROOT,
        env={**site, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        yield process, port
    finally:
        process.terminate()
        if process.stdout and not process.stdout.closed:
            sys.stderr.write(process.communicate(timeout=60)[1])


@pytest.fixture(scope="module")
def running(site: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server for the tests that leave it as it is; jobs are left to those of the other tests."""
    with served(site, "--no-worker") as (process, port):
        yield process, port


def test_serve_answers_with_pages_and_lasting_static_files(
    running: tuple[subprocess.Popen[str], int],
) -> None:
    _, port = running
    page = urlopen(f"http://127.0.0.1:{port}/admin/login/").read().decode()
    stylesheet = re.search(r"/static/admin/css/base\.[0-9a-f]+\.css", page)
    assert stylesheet
    headers = urlopen(f"http://127.0.0.1:{port}{stylesheet[0]}").headers

    assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_what_is_under_way_before_it_stops(
    site: dict[str, str], number: signal.Signals
) -> None:
    with served(site) as (process, port):
        request = socket.create_connection(("127.0.0.1", port), timeout=60)
        request.sendall(
            b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\n"
            b"Cookie: csrftoken=" + b"a" * 32 + b"\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\n"
        )
        # The application has begun to read the body.
        assert request.recv(100).startswith(b"HTTP/1.1 100")

        process.send_signal(number)
        request.sendall(b"a=b")

        assert request.recv(100).startswith(b"HTTP/1.1 403")
        _said, complaints = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "SIGKILL" not in complaints
        request.close()


def test_serve_answers_beside_stalled_uploads_and_slow_heads(
    running: tuple[subprocess.Popen[str], int],
) -> None:
    upload = (
        b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=" + b"a" * 32 + b"\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9999\r\n\r\na="
    )
    _, port = running
    with ExitStack() as connections:
        for data in [upload] * 100 + [b"GET / HTTP/1.1\r\nHost: loc"] * 100:
            connections.enter_context(socket.create_connection(("127.0.0.1", port))).sendall(data)

        for path in ["about/", "healthz", "admin/login/"] * 5:
            assert urlopen(f"http://127.0.0.1:{port}/{path}", timeout=30).status == 200


def test_serve_opens_as_many_connections_as_it_may(running: tuple[subprocess.Popen[str], int]) -> None:
    process, _ = running
    limits = Path(f"/proc/{process.pid}/limits").read_text()
    soft, hard = re.search(r"Max open files +(\w+) +(\w+)", limits).groups()  # type: ignore[union-attr]

    assert soft == hard


def test_serve_begins_a_fresh_worker_on_hup(site: dict[str, str]) -> None:
    def workers() -> set[str]:
        return set(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())

    with served(site) as (process, port):
        before = workers()
        process.send_signal(signal.SIGHUP)
        assert process.stdout is not None
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()  # said by the new worker

        assert urlopen(f"http://127.0.0.1:{port}/about/", timeout=30).status == 200
        until(lambda: not workers() & before)
        assert workers()
        assert urlopen(f"http://127.0.0.1:{port}/about/", timeout=30).status == 200


def test_serve_leaves_nobody_on_the_port_when_it_is_killed(site: dict[str, str]) -> None:
    with served(site) as (process, port):
        urlopen(f"http://127.0.0.1:{port}/admin/login/").read()

        process.kill()

        # The worker holds the other end of the pipe until it has ended.
        process.communicate(timeout=60)
        with socket.create_server(("127.0.0.1", port)):
            pass


@pytest.mark.django_db
def test_serve_refuses_a_taken_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(CommandError, match=f"Cannot listen on 127.0.0.1, port {port}"):
            call_command("serve", port=port)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place", [{"port": 99999}, {"address": "no-such-host.invalid"}, {"address": "192.0.2.1"}]
)
def test_serve_refuses_a_place_that_it_cannot_have(place: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match="Cannot listen on"):
        call_command("serve", **place)


@pytest.mark.django_db
def test_serve_refuses_a_database_without_its_migrations() -> None:
    MigrationRecorder(connection).record_unapplied("jobs", "0001_the_queue")
    with pytest.raises(CommandError, match=r"Run: manage\.py migrate"):
        call_command("serve")


@pytest.mark.django_db
def test_serve_refuses_static_files_that_were_not_collected(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(serve, "staticfiles_storage", ManifestStaticFilesStorage(location=tmp_path))
    with pytest.raises(CommandError, match=r"Run: manage\.py collectstatic"):
        call_command("serve")


def test_serve_says_when_the_database_does_not_answer(site: dict[str, str], tmp_path: Path) -> None:
    nobody = {"DATABASE_URL": f"postgresql:///reviews?host={tmp_path}"}

    done = manage({**site, **nobody}, "serve", "--port", str(free_port()))

    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


PICTURE = "images/ab/" + "ab" * 16 + ".jpg"


def ask(site: dict[str, str], code: str) -> str:
    """What `code` prints in the site's shell."""
    done = manage(site, "shell", "--verbosity=0", "-c", f"from django.utils import timezone\n{code}")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def slow_picture(site: dict[str, str]) -> Iterator[Path]:
    """The file of a picture that waits for its renditions: a pipe, so that the job lasts until it is written."""
    path = Path(site["DATA_DIR"]) / "media" / PICTURE
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    ask(site, f"Image.objects.create(file={PICTURE!r}, width=320, height=200)")
    yield path
    ask(site, "Image.objects.all().delete(), Job.objects.all().delete()")
    shutil.rmtree(path.parents[2])


def state(site: dict[str, str]) -> str:
    return ask(
        site,
        "from reviewsite.images.models import RENDER\n"
        "job, image = Job.objects.get(kind=RENDER), Image.objects.get()\n"
        "print(job.attempts, bool(job.done_at), sorted(image.renditions or {}))",
    )


def test_serve_does_jobs_and_ends_the_one_under_way_before_it_stops(
    site: dict[str, str], slow_picture: Path
) -> None:
    # Opening the pipe takes until the worker reads from it.
    with served(site) as (process, port), slow_picture.open("wb") as file:
        assert urlopen(f"http://127.0.0.1:{port}/healthz").status == 200

        process.send_signal(signal.SIGTERM)
        file.write(encoded(picture((320, 200)), quality=95))
        file.close()

        assert process.wait(timeout=60) == 0
    assert state(site) == "1 True ['avif', 'webp']"


def test_job_of_a_killed_worker_is_done_by_the_next(site: dict[str, str], slow_picture: Path) -> None:
    worker = subprocess.Popen(command("work"), cwd=tree.ROOT, env=site)
    with slow_picture.open("wb"):
        worker.kill()
        worker.wait(timeout=60)
    slow_picture.unlink()
    slow_picture.write_bytes(encoded(picture((320, 200)), quality=95))

    assert manage(site, "work", "--once").returncode == 0
    assert state(site) == "1 False []"
    ask(site, "Job.objects.update(locked_until=timezone.now())")
    assert manage(site, "work", "--once").returncode == 0
    assert state(site) == "2 True ['avif', 'webp']"
