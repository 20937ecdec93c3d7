"""Half an hour of everything at once on one server: `python -m tests.torture.soak [--minutes 30]`.

Kept pages, pages that nobody asked for before, searches, addresses that are nothing, and comments, about twenty
requests a second. Memory and descriptors are those of all of the server's processes; once warm, they stay as they are.
"""

import argparse
import os
import random
import re
import statistics
import threading
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from tests.postgresql import temporary_postgresql
from tests.torture.database_away import family
from tests.torture.report import Report
from tests.torture.site import REVIEW, Site
from tests.torture.visitors import Visitor, addresses, fill_in, together

READERS, WRITERS = 4, 1
#: Seconds between two requests of a reader, two comments of a writer, and two looks at the processes.
READ_EVERY, WRITE_EVERY, LOOK_EVERY = 0.2, 2.0, 5.0
GROWS_BY, WAL_MB = 1.10, 16.0


class Look(NamedTuple):
    memory_mb: float
    descriptors: int
    wal_mb: float


def look(site: Site) -> Look:
    assert site.process is not None
    memory, descriptors = 0, 0
    for process in family(site.process.pid):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        # What is shared with another process counts once.
        memory += int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0])
        descriptors += len(os.listdir(f"/proc/{process}/fd"))
    wal = sum(path.stat().st_size for path in site.folder.glob("db.sqlite3-wal"))
    return Look(memory / 1024, descriptors, wal / 1e6)


class Load:
    """Readers and writers until `over`; what they were answered."""

    def __init__(self, site: Site, over: threading.Event) -> None:
        self.site, self.over = site, over
        self.paths = addresses(site)
        self.read: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        #: What failed, with its status.
        self.failed: Counter[tuple[str, int]] = Counter()

    def note(self, kind: str, status: int) -> None:
        self.read[kind] += 1
        self.statuses[status] += 1
        if status >= 500 or status == 0:
            self.failed[kind, status] += 1

    def path(self, chance: random.Random) -> tuple[str, str]:
        """An address, and of which kind it is."""
        known = chance.choice(self.paths)
        kind = chance.choices(["kept", "progress", "search", "nothing", "review"], [8, 3, 2, 1, 6])[0]
        return kind, {
            "kept": known,
            "progress": f"/reviews/{REVIEW}/?seen={chance.randrange(17)}",
            "search": f"/search/?q=light+{chance.randrange(10**6)}",
            "nothing": f"{known}{chance.randrange(10**6)}/",
            "review": f"/reviews/{REVIEW}/",
        }[kind]

    def reader(self, seed: int) -> None:
        chance, visitor = random.Random(seed), Visitor(self.site)
        while not self.over.wait(READ_EVERY):
            kind, path = self.path(chance)
            self.note(kind, visitor.get(path).status)

    def writer(self, seed: int) -> None:
        visitor, number = Visitor(self.site), seed * 100_000
        token = visitor.token()
        while not self.over.wait(WRITE_EVERY):
            number += 1
            self.note("comment", visitor.send(fill_in(number, token, reader=number % 64)).status)


def run(name: str, site: Site, minutes: float, report: Report) -> None:
    site.manage("seed_demo", "--force")
    site.start()
    over = threading.Event()
    load = Load(site, over)
    looks: list[Look] = []

    def watch() -> None:
        while not over.wait(LOOK_EVERY):
            looks.append(look(site))

    threading.Timer(minutes * 60, over.set).start()
    together(
        [lambda seed=seed: load.reader(seed) for seed in range(READERS)]
        + [lambda seed=seed: load.writer(seed) for seed in range(WRITERS)]
        + [watch]
    )
    judge(name, site, minutes, load, looks, report)


def judge(name: str, site: Site, minutes: float, load: Load, looks: list[Look], report: Report) -> None:
    sixth = len(looks) // 6
    warm, end = looks[sixth : 2 * sixth], looks[-sixth:]
    memory = [statistics.median(each.memory_mb for each in part) for part in (warm, end)]
    descriptors = [max(each.descriptors for each in part) for part in (warm, end)]
    wal = max(each.wal_mb for each in looks)
    report.line(
        f"{minutes:.0f} minutes on {name}",
        f"{load.statuses.total()} requests ({load.statuses.total() / minutes / 60:.0f} a second) {dict(load.read)}, "
        f"answers {dict(load.statuses)}, failed {dict(load.failed)}; "
        f"memory {looks[0].memory_mb:.0f} MB at the start, {memory[0]:.0f} MB warm, "
        f"{memory[1]:.0f} MB at the end; descriptors {descriptors[0]}, {descriptors[1]}; WAL at most {wal:.1f} MB; "
        f"{site.log.read_text().count(chr(10))} lines in the log",
        memory_stays=memory[1] <= memory[0] * GROWS_BY,
        descriptors_flat=descriptors[1] <= descriptors[0] + 2,
        wal_bounded=wal <= WAL_MB,
        nothing_failed=not load.failed and load.statuses[303] > 0,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], action="append")
    options = parser.parse_args()
    report = Report()
    for name in options.database or ["SQLite"]:
        if name == "SQLite":
            keep(name, Site(), options.minutes, report)
        else:
            with temporary_postgresql() as url:
                keep(name, Site(database=url), options.minutes, report)
    report.exit()


def keep(name: str, site: Site, minutes: float, report: Report) -> None:
    try:
        run(name, site, minutes, report)
    finally:
        site.close()


if __name__ == "__main__":
    main()
