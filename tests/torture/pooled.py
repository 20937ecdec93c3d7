"""The site on PostgreSQL through PgBouncer in transaction mode: `python -m tests.torture.pooled`.

As docs/settings.md says: the role has the settings, the site sends none. Four connections serve all, so two
transactions of one client seldom meet the same one. The controls leave out each half of that page. Needs pgbouncer.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.ports import free_port
from tests.postgresql import temporary_postgresql
from tests.project import tree
from tests.torture.kills import Writers
from tests.torture.report import Report
from tests.torture.site import Site, until
from tests.torture.visitors import Visitor, addresses, together

PAGE = tree.ROOT / "docs" / "settings.md"
CONNECTIONS, WRITERS, READERS, SECONDS = 4, 16, 4, 15.0
POOLED = {"DATABASE_POOLER": "transaction"}


def role_settings() -> list[str]:
    """The page's own statements."""
    return re.findall(
        r"^    (ALTER ROLE reviewsite SET .*;)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )


@contextlib.contextmanager
def pgbouncer(url: str) -> Iterator[str]:
    """A pooler before the server; yields its address. It refuses to run as root."""
    folder = Path(tempfile.mkdtemp(prefix="reviewsite-pgbouncer-", dir="/tmp"))
    port = free_port()
    settings = {
        "listen_addr": "127.0.0.1",
        "listen_port": port,
        "unix_socket_dir": "",
        "auth_type": "any",
        "pool_mode": "transaction",
        "default_pool_size": CONNECTIONS,
        "max_client_conn": 200,
        "logfile": folder / "log",
    }
    host = re.search(r"host=([^&]+)", url)
    assert host is not None
    lines = [f"* = host={host[1]} user=reviewsite", "[pgbouncer]"]
    lines += [f"{name} = {value}" for name, value in settings.items()]
    (folder / "ini").write_text("\n".join(["[databases]", *lines, ""]))
    user = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        user = ["--user", "postgres"]
    process = subprocess.Popen(["/usr/sbin/pgbouncer", "--quiet", *user, str(folder / "ini")])
    address = f"postgresql://reviewsite@127.0.0.1:{port}/"
    try:
        until(lambda: process.poll() is not None or answers(address + "postgres"), within=30)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(folder)


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def said_by(site: Site, *arguments: str, without: dict[str, str] | None = None) -> str:
    """All that a command says, also when it fails."""
    environment = {name: value for name, value in site.environment.items() if name not in (without or {})}
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=tree.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


def controls(site: Site, report: Report) -> None:
    """Without the role's settings `check` names them; without the site's, nothing works and it says so."""
    check = ("check", "--database=default", "--fail-level=WARNING")
    named = set(re.findall(r"PostgreSQL has (\w+) =", said_by(site, *check)))
    refused = said_by(site, *check, without=POOLED)
    report.line(
        "PgBouncer, half set up",
        f"the role has no settings: check names {sorted(named)}; the site sends its own: "
        f"{'refused' if 'startup parameter' in refused else refused[-300:]}",
        control_is_red={"statement_timeout", "lock_timeout", "jit"} <= named,
        refusal_is_told="startup parameter" in refused,
    )


def run(site: Site, report: Report) -> None:
    site.manage("seed_demo", "--force")
    check = said_by(site, "check", "--database=default", "--fail-level=WARNING")
    site.start()
    token = Visitor(site).token()
    writers, over = Writers(site, token), threading.Event()
    paths = addresses(site)
    read: Counter[int] = Counter()

    def look(first: int) -> None:
        visitor = Visitor(site)
        number = first
        while not over.is_set():
            number += 1
            path = paths[number % len(paths)] if number % 3 else f"/search/?q=light+{number}"
            read[visitor.get(path).status] += 1

    threading.Timer(SECONDS, over.set).start()
    together(
        [lambda: writers.write(over)] * WRITERS
        + [lambda first=first: look(first * 97) for first in range(READERS)]
    )
    stored = site.ask(
        "list(Comment.objects.filter(body__startswith='Comment ').values_list('body', flat=True))"
    )
    health = Visitor(site).get("/readyz")
    report.line(
        f"PgBouncer in transaction mode, {CONNECTIONS} connections",
        f"migrated, {len(paths)} addresses of the demo site; {len(writers.sent)} comments sent, "
        f"{len(writers.acknowledged)} acknowledged, {len(writers.acknowledged - set(stored))} lost, "
        f"{len(stored) - len(set(stored))} twice; {sum(read.values())} pages {dict(read)}; "
        f"readyz {health.status} {health.body}; log of {site.log.read_text().count(chr(10))} lines",
        settings_in_force="no issues" in check,
        all_acknowledged=len(writers.acknowledged) == len(writers.sent),
        all_stored_once=sorted(stored) == sorted(writers.acknowledged),
        all_read=set(read) == {200},
        ready='"database": "ok"' in health.body,
    )


def main() -> None:
    report = Report()
    with temporary_postgresql() as url, psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE ROLE reviewsite LOGIN CREATEDB")
        server.execute("CREATE DATABASE reviewsite OWNER reviewsite")
        with pgbouncer(url) as pooled:
            site = Site(database=pooled + "reviewsite", **POOLED)
            try:
                controls(site, report)
                for statement in role_settings():
                    server.execute(statement.encode())
                # What is pooled already was begun before.
                server.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reviewsite'"
                )
                run(site, report)
            finally:
                site.close()
    report.exit()


if __name__ == "__main__":
    main()
