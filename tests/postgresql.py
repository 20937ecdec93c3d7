"""A temporary PostgreSQL of the tests' own: `python -m tests.postgresql --template -- pytest …`.

It listens on a socket in its own folder only, so it meets no server that already runs. The command gets its
address as DATABASE_URL, and with `--template` the name of a migrated database as TEST_TEMPLATE. The server and its
files are gone when the command ends, however it ends. The files of this command's server are in memory; what tests
power cuts starts one on the disk by itself.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

_MEMORY = Path("/dev/shm")
_AS_POSTGRES = ["runuser", "-u", "postgres", "--"]


class PostgreSQLError(Exception):
    """No PostgreSQL to start, or it would not start."""


def programs() -> Path:
    """The folder of the newest installed PostgreSQL's programs."""
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(installed, key=lambda initdb: float(initdb.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    if found is None:
        raise PostgreSQLError("PostgreSQL is not installed. On Debian: apt-get install postgresql")
    return Path(found).resolve().parent


@contextlib.contextmanager
def temporary_postgresql(*, in_memory: bool = False) -> Iterator[str]:
    """Start a server with the settings of a durable one and yield its DATABASE_URL."""
    bin_folder = programs()
    # Not TMPDIR: the path of a socket may have 107 bytes at most.
    parent = _MEMORY if in_memory and _MEMORY.is_dir() else Path("/tmp")
    folder = Path(tempfile.mkdtemp(prefix="reviewsite-postgresql-", dir=parent))
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
    data = str(folder / "data")
    try:
        _run(
            [bin_folder / "initdb", "--pgdata", data, "--username=postgres", "--auth=trust", "--no-sync"],
            ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"],
        )
        options = (
            f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=on -c synchronous_commit=on"
        )
        _run(
            [bin_folder / "pg_ctl", "start", "--wait", "--silent", "--pgdata", data],
            ["--log", str(folder / "log"), "--options", options],
        )
        yield f"postgresql:///postgres?host={folder}&user=postgres"
    finally:
        with contextlib.suppress(PostgreSQLError):
            _run(
                [bin_folder / "pg_ctl", "stop", "--wait", "--silent", "--mode=immediate", "--pgdata", data],
                [],
            )
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str | Path], more: Sequence[str]) -> None:
    prefix = _AS_POSTGRES if os.geteuid() == 0 else []
    done = subprocess.run(
        [*prefix, *map(str, command), *more],
        cwd="/",  # the caller's folder may be closed to the user postgres
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        start_new_session=True,  # Ctrl-C is for the tests; the server stops after them
    )
    if done.returncode:
        raise PostgreSQLError(f"{Path(command[0]).name} failed: {done.stdout.strip()}")


def _template_database(url: str) -> str:
    """Migrate a database of which PostgreSQL makes the test databases; its name."""
    name = "template_of_tests"
    host, user = (url.partition("?")[2].replace("host=", "").replace("user=", "")).split("&")
    _run([programs() / "createdb", f"--host={host}", f"--username={user}", name], [])
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    environment = {**os.environ, "DATABASE_URL": url.replace("/postgres?", f"/{name}?")}
    subprocess.run(migrate, env={**environment, "DJANGO_SETTINGS_MODULE": "tests.settings"}, check=True)
    return name


def run(command: Sequence[str], *, with_template: bool) -> int:
    """Run `command` beside a temporary server; its exit code."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _frame: sys.exit(128 + received))
    with temporary_postgresql(in_memory=True) as url:
        # Ctrl-C reaches the command too, and what it does with that is its own affair. An exception here could
        # come just when the command's end is known, and lose its exit code.
        signal.signal(signal.SIGINT, lambda _received, _frame: None)
        environment = {**os.environ, "DATABASE_URL": url}
        if with_template:
            environment["TEST_TEMPLATE"] = _template_database(url)
        process = subprocess.Popen(command, env=environment)
        try:
            code = process.wait()
            return code if code >= 0 else 128 - code  # as a shell says which signal ended it
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    with_template = arguments[:1] == ["--template"]
    if with_template:
        del arguments[0]
    if arguments[:1] == ["--"]:
        del arguments[0]
    if not arguments:
        sys.exit("Usage: python -m tests.postgresql [--template] -- COMMAND [ARGUMENT…]")
    try:
        sys.exit(run(arguments, with_template=with_template))
    except PostgreSQLError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
