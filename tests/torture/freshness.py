"""What is changed in one process is seen in two: `python -m tests.torture.freshness [--operations 1000]`.

Two servers on one database: SQLite, PostgreSQL, and PostgreSQL with Redis. Random work is done inside one of them; the
next request there must show it, the other must within a second; scheduled reviews appear within a second.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.performance.large_site import ROOT, environment, make
from tests.ports import free_port
from tests.postgresql import temporary_postgresql
from tests.torture.report import Report
from tests.torture.site import until

WITHIN, GIVE_UP = 1.0, 10.0
DOOR = "/newsroom/"
STORES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "redis": "PostgreSQL with Redis"}
#: Every so manieth operation schedules a review, so many seconds ahead.
SCHEDULE_EACH, AHEAD = 25, 1.2


class Process:
    def __init__(self, folder: Path, seed: int, **more: str) -> None:
        self.seed, self.port = seed, free_port()
        # As `serve` runs it, with a door to the newsroom.
        command = [
            sys.executable,
            "-m",
            "tests.performance.under_serve",
            "tests.torture.newsroom:application",
        ]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(
                folder, PORT=str(self.port), SITE_URL="http://127.0.0.1:8000", PYTHONPATH=str(ROOT), **more
            ),
            stderr=(folder / f"log-{seed}").open("wb"),
        )
        until(lambda: self.get("/healthz")[0] == 200, within=60)

    def get(self, path: str) -> tuple[int, bytes]:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def work(self, deed: str, **more: float) -> dict[str, Any]:
        options = "".join(f"&{name}={value}" for name, value in more.items())
        status, body = self.get(f"{DOOR}?seed={self.seed}&deed={deed}{options}")
        if status != 200:
            raise RuntimeError(f"{deed}: {status}")
        return dict(json.loads(body))

    def shows(self, path: str, wanted: dict[str, Any]) -> bool:
        status, body = self.get(path)
        if "words" in wanted and wanted["public"] != (status == 200):
            return False
        words = wanted.get("words", [])
        same = status == wanted["status"] and sha256(body).hexdigest() == wanted["digest"]
        return same and all(word.encode() in body for word in words)


def work(processes: tuple[Process, Process], operations: int, report: Report, name: str) -> None:
    chance = random.Random(20261122)
    stale, late, slowest, scheduled = 0, [], 0.0, []
    for number in range(operations):
        here, elsewhere = chance.sample(processes, 2)
        if number % SCHEDULE_EACH == 0:
            scheduled.append(schedule(here, processes))
            continue
        pages = here.work("anything")["pages"]
        done = time.monotonic()
        stale += sum(not here.shows(path, wanted) for path, wanted in pages.items())
        for path, wanted in pages.items():
            while not elsewhere.shows(path, wanted) and time.monotonic() - done < GIVE_UP:
                time.sleep(0.02)
        seconds = time.monotonic() - done
        slowest = max(slowest, seconds)
        if seconds > WITHIN:
            late.append(seconds)
    report.line(
        f"{operations} operations in two processes on {name}",
        f"{stale} stale answers in the same process; in the other after {slowest:.2f} s at most, {len(late)} later "
        f"than {WITHIN:.0f} s; {len(scheduled)} scheduled reviews {max(scheduled):.2f} s late at most, "
        f"{sum(each < 0 for each in scheduled)} too early",
        none_stale=stale == 0,
        elsewhere_in_time=not late,
        scheduled_in_time=all(0 <= each <= WITHIN for each in scheduled),
    )


def schedule(here: Process, processes: tuple[Process, Process]) -> float:
    """Seconds after its time until both show a review; below 0 if one of them did before."""
    told = here.work("schedule", seconds=AHEAD)
    # The other may show what was published before for as long as any change may take.
    if here.get(told["page"])[0] == 200:
        return -AHEAD
    time.sleep(max(0.0, told["at"] - 0.15 - time.time()))
    early = [process.get(told["page"])[0] == 200 for process in processes]
    if any(early) and time.time() < told["at"]:
        return -0.15
    waiting = set(processes)
    while waiting and time.time() < told["at"] + GIVE_UP:
        waiting -= {process for process in waiting if process.get(told["page"])[0] == 200}
        time.sleep(0.01)
    return time.time() - told["at"]


@contextmanager
def two_processes(**more: str) -> Iterator[tuple[Process, Process]]:
    folder = Path(tempfile.mkdtemp(prefix="reviewsite-torture-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        make(folder, **more)
        found = []
        for seed in (1, 2):
            found.append(Process(folder, seed, **more))
            stack.callback(found[-1].process.wait)
            stack.callback(found[-1].process.terminate)
        yield found[0], found[1]


@contextmanager
def redis() -> Iterator[str]:
    """A store without a disk; its address."""
    port = free_port()
    server = shutil.which("redis-server") or shutil.which("valkey-server") or "redis-server"
    options = ["--port", str(port), "--save", "", "--appendonly", "no", "--dir", tempfile.gettempdir()]
    process = subprocess.Popen([server, *options], stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--operations", type=int, default=1000)
    parser.add_argument("--store", choices=["sqlite", "postgresql", "redis"], help="only this one")
    options = parser.parse_args()
    report = Report()
    with ExitStack() as stack:
        for store, name in STORES.items():
            if options.store in (None, store):
                with two_processes(**settings_of(store, stack)) as processes:
                    work(processes, options.operations, report, name)
    report.exit()


def settings_of(store: str, stack: ExitStack) -> dict[str, str]:
    """The environment of a site on fresh servers, which end with the stack."""
    found = {}
    if store != "sqlite":
        found["DATABASE_URL"] = stack.enter_context(temporary_postgresql())
    if store == "redis":
        found["CACHE_URL"] = stack.enter_context(redis())
    return found


if __name__ == "__main__":
    main()
