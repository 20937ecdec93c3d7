"""A backup while people write, the site lost, and restored: `python -m tests.torture.backup_under_load`.

On SQLite and on PostgreSQL. The control copies the SQLite file as it lies, and must be caught.
"""

import argparse
import difflib
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.postgresql import temporary_postgresql
from tests.project import tree
from tests.torture.kills import Writers
from tests.torture.report import Report
from tests.torture.site import REVIEW, Site
from tests.torture.visitors import Visitor

WRITERS = 8
SECONDS = 20.0
#: Where the copy is torn it is called damaged, where only the last rows are missing not whole.
NOT_CAUGHT = "not caught"
BODIES = "list(Comment.objects.order_by('pk').values_list('pk', 'body'))"
CONTROL = """
import shutil, sys
from pathlib import Path
from reviewsite.operations.backup import BackupError, sqlite
from reviewsite.operations.backup.making import make
sqlite._copy = lambda live, target, progress: shutil.copyfile(Path(sys.argv[-1]) / "db.sqlite3", target)
try:
    make(Path("%s"), lambda _text: None)
except BackupError as error:
    print(error)
"""


def run(name: str, site: Site, report: Report, empty: dict[str, str]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="reviewsite-torture-backup-"))
    site.start()
    writers, over = Writers(site, Visitor(site).token()), threading.Event()
    threads = [threading.Thread(target=writers.write, args=[over], daemon=True) for _ in range(WRITERS)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    until = began + SECONDS
    time.sleep(1)
    before = len(writers.acknowledged)
    said = site.manage("backup", str(folder / "all.tar"))
    took = time.monotonic() - began - 1
    written = len(writers.acknowledged) - before
    killed = _killed_in_the_middle(site, folder)
    time.sleep(max(0.0, until - time.monotonic()))
    caught = _control(site, folder) if name == "SQLite" else "no control"
    over.set()
    for thread in threads:
        thread.join()
    page, rows = Visitor(site).get(f"/reviews/{REVIEW}/"), site.ask(BODIES)
    site.stop()
    last = site.manage("backup", str(folder / "last.tar"))
    restored = _restored(site, empty, folder / "last.tar")
    other = Site.beside(site, restored)
    other.start()
    page_there = Visitor(other).get(f"/reviews/{REVIEW}/")
    differences = different(page.body.replace(site.url, other.url), page_there.body)
    same_rows = other.ask(BODIES) == rows
    other.stop()
    report.line(
        f"backup on {name}",
        f"{written} comments acknowledged in the {took:.1f} s that it took; {len(rows)} rows restored; "
        f"control: {caught}; pages {page.status} and {page_there.status} {differences}",
        whole="as it was" in said and "as it was" in last,
        same_rows=same_rows,
        same_page=not differences and page.status == page_there.status == 200,
        killed_leaves_the_last=killed,
        control_caught=caught != NOT_CAUGHT,
    )
    shutil.rmtree(folder)


def different(page: str, other: str) -> list[str]:
    """The first lines that are not the same."""
    lines = difflib.unified_diff(page.splitlines(), other.splitlines(), lineterm="", n=0)
    return [line[:200] for line in itertools.islice(lines, 12)]


def _killed_in_the_middle(site: Site, folder: Path) -> bool:
    """Ten backups that are killed at any time leave the one that is there, and the next is made."""
    content = (folder / "all.tar").read_bytes()
    for number in range(10):
        process = subprocess.Popen(
            [sys.executable, "manage.py", "backup", "--verbosity=0", str(folder / f"killed{number}.tar")],
            cwd=tree.ROOT,
            env=site.environment,
            start_new_session=True,
        )
        time.sleep(0.4 + 0.25 * number)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return (folder / "all.tar").read_bytes() == content


def _control(site: Site, folder: Path) -> str:
    code = CONTROL.replace("sys.argv[-1]", repr(str(site.folder))) % (folder / "control.tar")
    return site.manage("shell", "--verbosity=0", "-c", code).strip() or NOT_CAUGHT


def _restored(site: Site, empty: dict[str, str], backup: Path) -> dict[str, str]:
    environment = {**site.environment, **empty}
    done = subprocess.run(
        [sys.executable, "manage.py", "restore", str(backup)],
        cwd=tree.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return environment


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], help="only on this one")
    only = parser.parse_args().database
    report = Report()
    folder = Path(tempfile.mkdtemp(prefix="reviewsite-torture-restored-"))
    try:
        if only in {None, "SQLite"}:
            site = Site()
            run("SQLite", site, report, {"DATA_DIR": str(folder / "sqlite")})
            site.close()
        if only in {None, "PostgreSQL"}:
            on_postgresql(folder, report)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report.exit()


def on_postgresql(folder: Path, report: Report) -> None:
    with temporary_postgresql() as url:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute("CREATE DATABASE restored")
        site = Site(database=url)
        empty = urlsplit(url)._replace(path="/restored").geturl()
        run("PostgreSQL", site, report, {"DATA_DIR": str(folder / "pg"), "DATABASE_URL": empty})
        site.close()


if __name__ == "__main__":
    main()
