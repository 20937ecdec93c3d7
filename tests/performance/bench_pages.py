"""How many readers a page can have: `python -m tests.performance.bench_pages [--rounds 11] [--seconds 2]`.

One core for the server and one for the load (wrk, 32 connections); all take turns, so that a busy machine is busy for
each of them; medians, and ratios within a round. Fails when a ratio misses what the README promises.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.performance import entrants, large_site
from tests.performance.chart import draw
from tests.performance.contest import Entrant, end_in_order, hold

PAGE = "/reviews/lovely-runner-first-impressions/"
CHART = entrants.ROOT / "reviewsite/demo/screenshots/requests-a-second.svg"

#: (name, of what, at least this share of its rate)
PROMISES = [
    ("our cached page", "nginx, a file", 0.80),
    ("our cached page, gzip", "nginx, a file, gzip", 0.80),
    ("our cached page", "bare application", 0.90),
    ("our cached page, gzip", "bare application, gzip", 0.90),
    ("our cached page", "Django's cache middleware", 8.0),
    ("ours in nginx's proxy_cache, gzip", "nginx, a file, gzip", 0.95),
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--large", type=Path, help="the folder of a large site that is there already")
    parser.add_argument("--chart", action="store_true", help="draw the chart of the README again")
    options = parser.parse_args()
    end_in_order()
    with tempfile.TemporaryDirectory(prefix="reviewsite-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        prepare(folder)
        if not options.large:
            large_site.make_large(folder / "large")
        with entrants.all_servers(folder, PAGE, options.large or folder / "large") as servers:
            found = entrants.all_entrants(folder, PAGE)
            disturbed = hold(found, servers, options.rounds, int(options.seconds))
    for entrant in found:
        _say(
            f"  {entrant.name:36} {entrant.rate:9,.0f} a second ({min(entrant.rates):,.0f} to"
            f" {max(entrant.rates):,.0f}), {entrant.cost:9,.1f} us of processor time each,"
            f" p99 {sorted(entrant.p99)[len(entrant.p99) // 2]:.1f} ms, {entrant.length:,} bytes"
        )
    _say(f"  {disturbed} of {len(found) * options.rounds} rounds were disturbed by others")
    if options.chart:
        of_one_page = [entrant for entrant in found if not entrant.server.startswith("large")]
        CHART.write_text(draw(of_one_page), encoding="utf-8")
    missed = [promise for promise in PROMISES if not _kept(found, *promise)]
    return 1 if missed else 0


def prepare(folder: Path) -> None:
    """A site with the demo content in a folder of its own, and in the environment."""
    for each in ("DATABASE_URL", "SITE_URL", "ALLOWED_HOSTS", "CACHE_URL"):
        os.environ.pop(each, None)
    os.environ.update({"DATA_DIR": str(folder / "site"), "PYTHONPATH": str(entrants.ROOT)})
    large_site.make(folder / "site", ["seed_demo", "--if-empty"])


def _kept(found: list[Entrant], name: str, other: str, share: float) -> bool:
    by_name = {entrant.name: entrant for entrant in found}
    ratio = by_name[name].times(by_name[other])
    kept = ratio >= share
    _say(f"  {'ok    ' if kept else 'MISSED'} {name} / {other} = {ratio:.2f} (promised: {share:.2f})")
    return kept


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
