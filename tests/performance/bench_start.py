"""How soon the site is there and what it takes: `python -m tests.performance.bench_start [--times 5]`.

`manage.py serve` with its worker: seconds from the command to the first byte of the home page, and the memory of all of
its processes when it has answered and rests. Fails when it misses what the README promises.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.performance import large_site
from tests.performance.bench_pages import _say
from tests.performance.contest import _family
from tests.ports import free_port

SECONDS, MEBIBYTES = 2.0, 120


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory(prefix="reviewsite-bench-") as folder:
        large_site.make(Path(folder), ["seed_demo", "--if-empty"])
        found = [_start(Path(folder)) for _ in range(times)]
    seconds = statistics.median(each for each, _memory in found)
    memory = statistics.median(each for _seconds, each in found)
    kept = seconds <= SECONDS and memory <= MEBIBYTES
    _say(
        f"  {'ok    ' if kept else 'MISSED'} first byte after {seconds:.2f} s ({min(found)[0]:.2f} to"
        f" {max(found)[0]:.2f}; promised: {SECONDS:.0f}), {memory:.0f} MiB at rest (promised: {MEBIBYTES})"
    )
    return 0 if kept else 1


def _start(folder: Path) -> tuple[float, float]:
    """Seconds to the first byte, and mebibytes at rest: what is shared is counted once."""
    port = free_port()
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=large_site.ROOT,
        env=large_site.environment(folder, PORT=str(port)),
        stdout=subprocess.DEVNULL,
    )
    try:
        while not (seconds := _answers(port, began)):
            time.sleep(0.01)
        time.sleep(5)
        shares = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in _family(process.pid)]
        return seconds, sum(int(each.partition("\nPss:")[2].split()[0]) for each in shares) / 1024
    finally:
        process.terminate()
        process.wait()


def _answers(port: int, began: float) -> float:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:  # noqa: S310  our own
            answer.read(1)
            return time.monotonic() - began
    except OSError:
        return 0.0


if __name__ == "__main__":
    sys.exit(main())
