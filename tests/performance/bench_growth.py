"""How much longer a large site takes than a small one: `python -m tests.performance.bench_growth [--large FOLDER]`.

Renders each kind of page on an invented site of 100 reviews and on one of 20,000 with 1,000,000 comments, on both
databases, past the page cache. Both sites are asked in turn, for pages that hold as much: what is compared is the size
of the site and not that of a page. Fails where the large site takes more than 1.2 times as long.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.performance.large_site import ROOT, environment, make_large
from tests.performance.rendered_page import PAGES
from tests.postgresql import temporary_postgresql

SMALL, LARGE = 0.005, 1.0
LIMIT, ROUNDS, FIRST = 1.2, 41, 3
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.performance.bench_settings"}


class Site:
    """A process that renders pages of one site when it is asked to."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.performance.rendered_page"],
            cwd=ROOT,
            env=environment(folder, **SETTINGS, **more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.times: dict[str, list[float]] = {name: [] for name in PAGES}
        self.lengths: dict[str, int] = {}

    def render(self, name: str) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        milliseconds, self.lengths[name] = json.loads(self.process.stdout.readline())
        self.times[name].append(milliseconds)

    def taken(self, name: str) -> tuple[float, float]:
        """The median and the half between the quarters, in milliseconds."""
        low, middle, high = statistics.quantiles(self.times[name][FIRST:], n=4)
        return middle, (high - low) / 2


@contextmanager
def running(folder: Path, **more: str) -> Iterator[Site]:
    site = Site(folder, **more)
    try:
        yield site
    finally:
        site.process.terminate()
        site.process.wait()


def compare(label: str, small: Site, large: Site) -> bool:
    for _ in range(ROUNDS + FIRST):
        for name in PAGES:
            small.render(name)
            large.render(name)
    _say(label)
    good = True
    for name in PAGES:
        (before, spread), (after, wider) = small.taken(name), large.taken(name)
        kept = after / before <= LIMIT
        good &= kept
        _say(
            f"  {name:16} {before:6.1f} ± {spread:3.1f} ms -> {after:6.1f} ± {wider:3.1f} ms, {after / before:5.2f} times,"
            f" {small.lengths[name]:,} and {large.lengths[name]:,} bytes  {'ok' if kept else 'MISSED'}"
        )
    return good


def on_sqlite(folder: Path, large: Path | None) -> bool:
    make_large(folder / "small", SMALL, **SETTINGS)
    if large is None:
        large = folder / "large"
        make_large(large, LARGE, **SETTINGS)
    with running(folder / "small") as small, running(large) as big:
        return compare("SQLite", small, big)


def on_postgresql(folder: Path) -> bool:
    with ExitStack() as stack:
        sites = []
        for name, scale in (("pg-small", SMALL), ("pg-large", LARGE)):
            url = {"DATABASE_URL": stack.enter_context(temporary_postgresql())}
            make_large(folder / name, scale, **SETTINGS, **url)
            sites.append(stack.enter_context(running(folder / name, **url)))
        return compare("PostgreSQL", *sites)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--large", type=Path, help="the folder of a large site on SQLite that is there already"
    )
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    options = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory(prefix="reviewsite-bench-") as name:
        if options.database != "postgresql":
            good &= on_sqlite(Path(name), options.large)
        if options.database != "sqlite":
            good &= on_postgresql(Path(name))
    return 0 if good else 1


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
