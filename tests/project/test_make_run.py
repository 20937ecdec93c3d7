"""`make run` says in one sentence what it cannot do, before it does anything else."""

import socket
import subprocess
import sys
from pathlib import Path

from tests.project import tree


def test_port_that_is_taken_is_said_first() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
        done = subprocess.run(
            [sys.executable, ".ci/free-port", "127.0.0.1", port],
            cwd=tree.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr.startswith(f"Nothing can listen on 127.0.0.1, port {port}")
    assert done.stderr.count("\n") == 1


def test_second_make_waits_for_the_first(tmp_path: Path) -> None:
    lock, made = tmp_path / "lock", tmp_path / "made"
    first = subprocess.Popen(
        [sys.executable, ".ci/locked", str(lock), "sh", "-c", f"echo begun; read _; echo first >>{made}"],
        cwd=tree.ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "begun\n"
    second = subprocess.Popen(
        [sys.executable, ".ci/locked", str(lock), "sh", "-c", f"echo second >>{made}"],
        cwd=tree.ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert second.stdout is not None
    assert second.stdout.readline() == "Waiting for another make in this folder\n"

    first.communicate("go\n")
    second.communicate()

    assert made.read_text() == "first\nsecond\n"
    assert (first.returncode, second.returncode) == (0, 0)
