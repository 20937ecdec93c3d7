import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.project import tree

_SAY_WHERE_AND_WAIT = "import os; print(os.environ['DATABASE_URL'], flush=True); input()"


def start() -> tuple[subprocess.Popen[str], Path]:
    """A command beside a temporary server, in a process group of its own; the server's folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.postgresql", "--", sys.executable, "-c", _SAY_WHERE_AND_WAIT],
        cwd=tree.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    query = parse_qs(urlsplit(process.stdout.readline().strip()).query)
    return process, Path(query["host"][0])


def test_server_is_gone_when_the_command_has_ended() -> None:
    process, folder = start()
    assert (folder / ".s.PGSQL.5432").is_socket()

    process.communicate("\n", timeout=60)

    assert process.returncode == 0
    assert not folder.exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_server_is_gone_after_an_interruption(number: signal.Signals) -> None:
    process, folder = start()

    os.killpg(process.pid, number)
    process.communicate(timeout=60)

    assert process.returncode != 0
    assert not folder.exists()


def test_exit_code_of_the_command_is_kept() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.postgresql", "--", sys.executable, "-c", "raise SystemExit(3)"],
        cwd=tree.ROOT,
        check=False,
    )

    assert done.returncode == 3
