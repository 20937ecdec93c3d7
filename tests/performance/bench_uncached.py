"""What a page costs that is not there as it is: `python -m tests.performance.bench_uncached [--rounds 5]`.

After a change elsewhere, each kind of page is checked, on SQLite and PostgreSQL; fails where that costs more than a
quarter of rendering it. A long review (20 sections, 12 credits, 50 comments, all unfolded) is rendered from nothing
beside a post of Wagtail's start project with as much on it; fails where ours costs more than 1.2 times the processor time, or where one has a fifth more bytes than the other.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.performance import entrants, large_site, long_review, wagtail_blog
from tests.performance.bench_pages import _say, prepare
from tests.performance.contest import end_in_order
from tests.postgresql import temporary_postgresql

QUARTER, TIMES, ALIKE = 0.25, 1.2, 1.2
SETTINGS = {"DJANGO_SETTINGS_MODULE": "reviewsite.settings", "ALLOWED_HOSTS": "localhost"}


def checked(database: str, folder: Path, **more: str) -> bool:
    """What checking each kind of page costs beside rendering it, on a site with the demo's content and the review."""
    large_site.make(folder, ["seed_demo", "--if-empty"], **more)
    environment = large_site.environment(folder, **SETTINGS, **more)
    run = [sys.executable, "-m"]
    subprocess.run([*run, "tests.performance.long_review"], cwd=entrants.ROOT, env=environment, check=True)
    done = subprocess.run(
        [*run, "tests.performance.checked_page"],
        cwd=entrants.ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
    )
    _say(f"{database}, milliseconds of processor time:")
    good = True
    for name, cost in json.loads(done.stdout).items():
        kept = cost["checked"] <= QUARTER * cost["rendered"]
        good &= kept
        _say(
            f"  {name:8} {cost['nothing']:6.1f} from nothing, {cost['rendered']:6.1f} rendered, {cost['checked']:5.2f} checked"
            f" ({cost['queries']} queries), {cost['checked'] / cost['rendered']:.2f} times, {cost['bytes']:,} bytes"
            f"  {'ok' if kept else 'MISSED'}"
        )
    return good


def beside_wagtail(folder: Path, rounds: int) -> bool:
    """Both render one page again and again, in turns, each in a process of its own environment."""
    prepare(folder)
    subprocess.run([sys.executable, "-m", "tests.performance.long_review"], cwd=entrants.ROOT, check=True)
    page, post = f"{long_review.PAGE}?seen=all", wagtail_blog.PAGE
    ours = [sys.executable, "-m", "tests.performance.one_page"]
    commands = {
        "our long review, from nothing": [*ours, "tests.performance.forgetful:application", page],
        "the same, Markdown remembered": [*ours, "reviewsite.wsgi:django", page],
        "Wagtail's post with as much": [*wagtail_blog.install(folder), post],
    }
    costs: dict[str, list[float]] = {name: [] for name in commands}
    lengths = {}
    for _ in range(rounds):
        for name, command in commands.items():
            done = subprocess.run([*command, "30"], env=_of(name), check=True, stdout=subprocess.PIPE)
            cost, lengths[name] = json.loads(done.stdout)
            costs[name].append(cost)
    found = [(name, statistics.median(costs[name]), lengths[name]) for name in commands]
    for name, cost, length in found:
        _say(f"  {name:32} {cost:6.1f} ms of processor time, {length:,} bytes")
    (_, nothing, length), (_, remembered, _), (_, other, theirs) = found
    kept = nothing <= TIMES * other and 1 / ALIKE <= length / theirs <= ALIKE
    _say(
        f"  {'ok    ' if kept else 'MISSED'} {nothing / other:.2f} times Wagtail's (promised: {TIMES}),"
        f" {remembered / other:.2f} with Markdown remembered; {length / theirs:.2f} of its bytes"
    )
    return kept


def _of(name: str) -> dict[str, str]:
    ours = {"PYTHONPATH", "DJANGO_SETTINGS_MODULE", "DATA_DIR"}
    if name.startswith("Wagtail"):
        return {name: value for name, value in os.environ.items() if name not in ours}
    return {**os.environ, **SETTINGS}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["checked", "wagtail"])
    options = parser.parse_args()
    end_in_order()
    good = True
    with tempfile.TemporaryDirectory(prefix="reviewsite-bench-") as name:
        folder = Path(name)
        if options.only != "wagtail":
            good &= checked("SQLite", folder / "sqlite")
            with temporary_postgresql() as url:
                good &= checked("PostgreSQL", folder / "postgresql", DATABASE_URL=url)
        if options.only != "checked":
            good &= beside_wagtail(folder, options.rounds)
    return 0 if good else 1


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewsite.settings")
    sys.exit(main())
