"""All that a site needs goes away, one thing after the other, and comes back: `python -m tests.torture.illness`.

Two processes that serve, a worker, PostgreSQL, Valkey, a mail server and a disk of their own, all real. `/readyz` names
what is ill and answers within a second, a kept page goes on, and the owner hears of each once, by whichever process.
The watch's minutes are seconds (`quick_watch`). Needs root, for the disk.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.nginx import listens
from tests.ports import free_port
from tests.postgresql import temporary_postgresql
from tests.project import tree
from tests.smtp_server import Postman, smtp_server
from tests.torture.database_away import signalled, start_again
from tests.torture.report import Report
from tests.torture.site import REVIEW, Site, until

DISK_MB, LEFT_MB = 700, 32
#: Seconds for an answer of /readyz; until it names what is ill (a worker is missed after nine).
ANSWER_WITHIN, NAMED_WITHIN, TOLD_WITHIN, QUIET = 1.0, 40.0, 40.0, 4.0
QUICK = (sys.executable, "-m", "tests.torture.quick_watch")


class Illness(NamedTuple):
    """`check` is what /readyz calls it, `subject` what mails of it say."""

    name: str
    check: str
    subject: str
    begin: Callable[[], object]
    end: Callable[[], object]
    mails: int = 1
    status: int = 200


class Drill:
    """A site with everything that it may need, of which each can be taken away."""

    def __init__(self, stack: ExitStack) -> None:
        self.stack = stack
        database = stack.enter_context(temporary_postgresql())
        self.database = Path(parse_qs(urlsplit(database).query)["host"][0])
        self.disk = stack.enter_context(small_disk())
        self.cache_port, mail_port = free_port(), free_port()
        self.postman = Postman()
        self.site = Site(
            database=database,
            folder=self.disk / "data",
            CACHE_URL=f"redis://127.0.0.1:{self.cache_port}/0",
            EMAIL_URL=f"smtp://127.0.0.1:{mail_port}",
            OWNER_EMAIL="owner@reviews.example",
        )
        stack.callback(self.site.log.unlink, missing_ok=True)
        self.mail_server = ExitStack()
        stack.callback(self.mail_server.close)
        self.start_mail = lambda: self.mail_server.enter_context(smtp_server(self.postman, mail_port))
        self.start_mail()
        self.start_cache()
        self.ports = [free_port(), free_port()]
        for port in self.ports:
            self.serve_on(port)
        self.start_worker()

    def under(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        log = self.site.log.open("ab")
        environment = {**self.site.environment, **more}
        process = subprocess.Popen(command, cwd=tree.ROOT, env=environment, stdout=log, stderr=log)
        self.stack.callback(process.wait)
        self.stack.callback(process.kill)
        return process

    def serve_on(self, port: int, **more: str) -> subprocess.Popen[bytes]:
        process = self.under(*QUICK, "serve", "--no-worker", f"--port={port}", **more)
        until(lambda: listens(port), within=120)
        return process

    def start_worker(self) -> None:
        self.worker = self.under(*QUICK, "work")

    def start_cache(self) -> None:
        server = shutil.which("valkey-server") or shutil.which("redis-server") or "valkey-server"
        nothing_kept = ("--save", "", "--appendonly", "no", "--dir", str(self.disk))
        self.cache = self.under(server, "--port", str(self.cache_port), *nothing_kept)
        until(lambda: listens(self.cache_port), within=30)

    def fill_disk(self) -> None:
        with (self.disk / "ballast").open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(self.disk).free - LEFT_MB * 2**20)

    def add_hasty_machine(self) -> None:
        """A third process, whose clock is five minutes ahead."""
        self.ports.insert(0, free_port())
        self.hasty = self.serve_on(self.ports[0], AHEAD="300")

    def remove_hasty_machine(self) -> None:
        self.hasty.terminate()
        del self.ports[0]

    def illnesses(self) -> list[Illness]:
        stop, go_on = signal.SIGSTOP, signal.SIGCONT
        return [
            Illness(
                "disk full", "disk", "disk space", self.fill_disk, (self.disk / "ballast").unlink, 1, 503
            ),
            Illness(
                "Valkey hangs",
                "cache",
                "cache",
                lambda: self.cache.send_signal(stop),
                lambda: self.cache.send_signal(go_on),
            ),
            Illness("Valkey killed within the hour", "cache", "cache", self.end_cache, self.start_cache, 0),
            Illness("worker killed", "worker", "worker", lambda: self.worker.kill(), self.start_worker),
            Illness("clock wrong", "clock", "clock", self.add_hasty_machine, self.remove_hasty_machine),
            # Last: while the database is away no worker can say that it lives.
            Illness(
                "PostgreSQL hangs",
                "database",
                "database",
                lambda: signalled(self.database, stop),
                lambda: signalled(self.database, go_on),
                1,
                503,
            ),
            Illness(
                "PostgreSQL killed within the hour",
                "database",
                "database",
                lambda: signalled(self.database, signal.SIGKILL),
                lambda: start_again(self.database),
                0,
                503,
            ),
            # Nobody can be told by mail that there is none.
            Illness("mail server away", "mail", "mail server", self.mail_server.close, self.start_mail, 0),
        ]

    def end_cache(self) -> None:
        self.cache.kill()
        self.cache.wait()

    def told(self, subject: str) -> int:
        return sum(subject in str(mail["Subject"]) for mail in list(self.postman.taken))


@contextmanager
def small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="reviewsite-torture-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def get(port: int, path: str) -> tuple[int, str, float]:
    began = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), time.monotonic() - began
    except (OSError, HTTPException):
        return 0, "", time.monotonic() - began
    finally:
        connection.close()


class Onlooker:
    """Asks /readyz of each process that is concerned."""

    def __init__(self) -> None:
        self.slowest = 0.0
        #: Of /healthz, which looks at nothing: what is the machine's, not the site's.
        self.alive = 0.0
        self.statuses: set[int] = set()
        self.said: set[str] = set()

    def ill(self, port: int) -> set[str]:
        status, body, seconds = get(port, "/readyz")
        self.slowest = max(self.slowest, seconds)
        self.alive = max(self.alive, get(port, "/healthz")[2])
        self.statuses.add(status)
        checks = json.loads(body)["checks"] if body.startswith("{") else {"no answer": "failing"}
        ill = {name for name, state in checks.items() if state != "ok"}
        self.said |= ill
        return ill


def run(drill: Drill, illness: Illness, report: Report) -> None:
    page = f"/reviews/{REVIEW}/"
    until(lambda: not any(Onlooker().ill(port) for port in drill.ports), within=120)
    before = drill.told(illness.subject)
    for port in drill.ports:
        get(port, page)  # now it is kept
    illness.begin()
    ports = drill.ports[:1] if illness.check == "clock" else drill.ports
    onlooker = Onlooker()
    try:
        named = until(lambda: all(illness.check in onlooker.ill(port) for port in ports), within=NAMED_WITHIN)
        onlooker.statuses.clear()
        onlooker.said.clear()
        pages = {get(port, page)[0] for port in drill.ports for _ in range(5)}
        if illness.mails:
            until(lambda: drill.told(illness.subject) > before, within=TOLD_WITHIN)
        began = time.monotonic()
        while time.monotonic() - began < QUIET:  # nobody tells again
            for port in ports:
                onlooker.ill(port)
    except TimeoutError:
        said = f"/readyz {sorted(onlooker.statuses)} names {sorted(onlooker.said)}"
        report.line(
            illness.name, f"{said}; mails {drill.told(illness.subject) - before}", named_and_told=False
        )
        return
    finally:
        illness.end()
    mails = drill.told(illness.subject) - before
    report.line(
        illness.name,
        f"/readyz {sorted(onlooker.statuses)} names {sorted(onlooker.said)} after {named:.1f} s, slowest answer "
        f"{onlooker.slowest:.2f} s (/healthz {onlooker.alive:.2f} s); kept page {sorted(pages)}; "
        f"{mails} mails to the owner",
        answered_in_time=onlooker.slowest <= ANSWER_WITHIN + onlooker.alive,
        status_as_it_should=onlooker.statuses == {illness.status},
        page_goes_on=pages == {200},
        told_once=mails == illness.mails,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", help="what /readyz calls it")
    only = parser.parse_args().only
    report = Report()
    with ExitStack() as stack:
        drill = Drill(stack)
        for illness in drill.illnesses():
            if only in {None, illness.check}:
                run(drill, illness, report)
    report.exit()


if __name__ == "__main__":
    main()
