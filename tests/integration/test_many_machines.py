"""Two machines that share nothing but a PostgreSQL, a Redis and an object store, and nginx before them."""

import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import boto3
import pytest
from redis import Redis

from tests import template_static
from tests.integration.test_serve import ask, environment, manage, served, until
from tests.nginx import HOST, configured, listens
from tests.ports import free_port
from tests.postgresql import temporary_postgresql

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("machines")]


@dataclass
class Machines:
    """The environments and ports of both, nginx's port, and what they share."""

    sites: tuple[dict[str, str], dict[str, str]]
    processes: tuple[subprocess.Popen[str], subprocess.Popen[str]]
    ports: tuple[int, int]
    nginx: int
    redis: Redis
    redis_process: subprocess.Popen[bytes]


@contextmanager
def running(*command: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server that listens, until the end of the block."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: listens(port) or process.poll() is not None)
        assert process.poll() is None, command
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    folder = tmp_path_factory.mktemp("machines")
    redis_port, store_port, nginx_port = free_port(), free_port(), free_port()
    redis_server = shutil.which("redis-server") or shutil.which("valkey-server") or "redis-server"
    with ExitStack() as stack:
        enter = stack.enter_context
        database = enter(temporary_postgresql(in_memory=True))
        no_files = ("--save", "", "--appendonly", "no", "--dir", str(folder))
        redis_process = enter(running(redis_server, "--port", str(redis_port), *no_files, port=redis_port))
        store = (sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(store_port))
        enter(running(*store, port=store_port))
        make_bucket(store_port)
        shared = {
            "DATABASE_URL": database,
            "CACHE_URL": f"redis://127.0.0.1:{redis_port}/0",
            "MEDIA_STORE_URL": f"s3+http://key:secret@127.0.0.1:{store_port}/pictures?region=eu-central-1",
            "SECRET_KEY": "the same on all machines, and as long as a secret has to be",
            "SITE_URL": f"https://{HOST}",
            "ALLOWED_HOSTS": HOST,
            "BEHIND_PROXY": "1",
        }
        sites = tuple(environment(folder / name, **shared) for name in ("one", "other"))
        done = manage(sites[0], "migrate", "--verbosity=0")
        assert done.returncode == 0, done.stderr
        for site in sites:
            template_static.copy_into(Path(site["DATA_DIR"]))
        ask(sites[0], REVIEW)
        (one, first), (other, second) = (enter(served(site)) for site in sites)
        conf = folder / "nginx.conf"
        conf.write_text(for_two(configured(folder, first, nginx_port, folder), first, second))
        enter(running("nginx", "-e", str(folder / "errors"), "-c", str(conf), port=nginx_port))
        yield Machines(
            (sites[0], sites[1]),
            (one, other),
            (first, second),
            nginx_port,
            Redis(port=redis_port),
            redis_process,
        )


REVIEW = """
drama = Drama.objects.create(title="The Lighthouse", slug="the-lighthouse", state="public", year=2020, episodes=16)
Review.objects.create(drama=drama, headline="Two lamps", slug="two-lamps", state="draft")
"""


def make_bucket(port: int) -> None:
    boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="eu-central-1",
    ).create_bucket(Bucket="pictures", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})


def for_two(conf: str, first: int, second: int) -> str:
    """The shipped file as its own words say: a line for each further process, and no pictures on this disk."""
    line = f"    server 127.0.0.1:{first} max_fails=1 fail_timeout=5s;\n"
    assert line in conf
    conf = conf.replace("rate=50r/s", "rate=5000r/s").replace(
        line, line + line.replace(str(first), str(second))
    )
    return re.sub(r"    location /media/ \{.*?\n    \}\n", "", conf, flags=re.DOTALL)


def get(port: int, path: str) -> tuple[int, bytes]:
    asked = Request(f"http://127.0.0.1:{port}{path}", headers={"Host": HOST, "X-Forwarded-Proto": "https"})
    try:
        with urlopen(asked, timeout=30) as answer:  # noqa: S310  to ourselves
            return answer.status, answer.read()
    except OSError as error:
        return getattr(error, "code", 0), b""


def test_what_one_publishes_both_show(machines: Machines) -> None:
    for port in machines.ports:
        assert b"Two lamps" not in get(port, "/reviews/")[1]

    ask(
        machines.sites[0],
        "Review.objects.update(state='published', published_at=timezone.now(), verdict='Go and see it.')",
    )

    for port in (*machines.ports, machines.nginx):
        until(lambda port=port: b"Two lamps" in get(port, "/reviews/")[1])
        assert get(port, "/reviews/two-lamps/")[0] == 200


def test_page_of_one_is_taken_by_the_other_from_redis(machines: Machines) -> None:
    first, second = machines.ports
    for port in machines.ports:  # both know the newest version
        get(port, "/about/")
    rendered = get(first, "/networks/")
    kept = machines.redis.dbsize()
    hits = machines.redis.info("stats")["keyspace_hits"]

    assert get(second, "/networks/") == rendered
    assert machines.redis.dbsize() == kept
    assert machines.redis.info("stats")["keyspace_hits"] > hits


def test_picture_is_stored_by_one_made_lighter_by_any_and_shown_by_both(machines: Machines) -> None:
    name = ask(
        machines.sites[0],
        "from django.core.files.base import ContentFile\n"
        "from reviewsite.images.ingest import ingest\n"
        "from tests.sample_pictures import encoded, picture\n"
        "image = Image(alt='A lamp')\n"
        "ingest(ContentFile(encoded(picture((640, 400))), name='lamp.jpg')).attach(image)\n"
        "image.save()\n"
        "print(image.file.name)",
    )
    until(lambda: "avif" in ask(machines.sites[1], "print(Image.objects.get().renditions)"))
    lighter = ask(
        machines.sites[1],
        "from reviewsite.images.renditions import sources_of\n"
        "print(sources_of(Image.objects.get())[0][1].split()[0])",
    )

    for port in (*machines.ports, machines.nginx):
        for path in (f"/media/{name}", lighter):
            status, body = get(port, path)
            assert status == 200
            assert len(body) > 200
    for site in machines.sites:
        assert not (Path(site["DATA_DIR"]) / "media").exists(), "nothing on a machine's own disk"


def test_readers_do_not_notice_that_a_machine_dies(machines: Machines) -> None:
    answers: list[int] = []
    over = threading.Event()

    def read(reader: int) -> None:
        number = 0
        while not over.is_set():
            number += 1
            # Most are kept by nginx, every fourth is rendered each time.
            path = (
                f"/search/?q={reader}-{number}" if number % 4 == 0 else f"/reviews/?year={2000 + number % 20}"
            )
            answers.append(get(machines.nginx, path)[0])

    readers = [threading.Thread(target=read, args=[reader]) for reader in range(4)]
    for reader in readers:
        reader.start()
    until(lambda: len(answers) > 100)
    machines.processes[1].send_signal(signal.SIGKILL)
    dead = len(answers)
    until(lambda: len(answers) > dead + 200)
    over.set()
    for reader in readers:
        reader.join()

    assert get(machines.ports[1], "/healthz")[0] == 0, "it is dead"
    assert set(answers) == {200}


LATE_NETWORK = "Drama.objects.first().networks.create(name='A late network', slug='late')"


def test_pages_are_there_without_redis(machines: Machines) -> None:
    machines.redis_process.kill()
    machines.redis_process.wait()
    ask(machines.sites[0], LATE_NETWORK)

    until(lambda: b"A late network" in get(machines.ports[0], "/networks/")[1])
