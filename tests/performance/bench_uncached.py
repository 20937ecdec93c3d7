"""What a page costs that is not kept: `python -m tests.performance.bench_uncached [--rounds 5] [--seconds 4]`.

A long review (20 sections, 12 credits, 50 comments) asked of the database for each request, and made anew for each
request, beside a blog post of Wagtail's start project from the package registry, which is served by gunicorn's threads, as
many of them. Fails when the review costs more than a third of the processor time of the post.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.performance import entrants, long_review, wagtail_blog
from tests.performance.bench_pages import _say, prepare
from tests.performance.contest import Entrant, end_in_order, hold, running

THREADS = 4
SHARE = 1 / 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    options = parser.parse_args()
    end_in_order()
    with tempfile.TemporaryDirectory(prefix="reviewsite-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        prepare(folder)
        subprocess.run([sys.executable, "-m", "tests.performance.long_review"], cwd=entrants.ROOT, check=True)
        blog = wagtail_blog.install(folder, long_review.SENTENCES, long_review.SECTIONS, THREADS)
        commands = {
            "ours": entrants.under_serve("reviewsite.wsgi:django"),
            "anew": entrants.under_serve("tests.performance.forgetful:application"),
            "wagtail": blog,
        }
        threads = {"THREADS": str(THREADS)}
        servers = {
            each: stack.enter_context(running(lambda port, each=each: commands[each], threads))
            for each in commands
        }
        ours = Entrant("our long review, uncached", "ours", long_review.PAGE)
        anew = Entrant("the same, made anew each time", "anew", long_review.PAGE)
        other = Entrant("Wagtail's blog post, uncached", "wagtail", wagtail_blog.PAGE)
        hold([ours, anew, other], servers, options.rounds, int(options.seconds))
    for entrant in (ours, anew, other):
        _say(
            f"  {entrant.name:32} {entrant.cost / 1000:6.1f} ms of processor time, {entrant.rate:6.0f} a second, "
            f"p99 {sorted(entrant.p99)[len(entrant.p99) // 2]:.0f} ms at 32 connections, {entrant.length:,} bytes"
        )
    kept = ours.cost <= other.cost * SHARE
    _say(
        f"  {'ok    ' if kept else 'MISSED'} {ours.cost / other.cost:.2f} of Wagtail's (promised: {SHARE:.2f})"
    )
    return 0 if kept else 1


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewsite.settings")
    sys.exit(main())
