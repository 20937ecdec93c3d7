"""How much longer a large site takes than a small one: `python -m tests.performance.bench_growth [--large 1.0]`.

Renders each kind of page on an invented site of 100 reviews and on one of 20,000, on both databases, past the page
cache. Fails where the large site takes more than 1.2 times as long.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from tests.performance.bench_search import _say
from tests.postgresql import temporary_postgresql

SMALL, LARGE = 0.005, 1.0
LIMIT, ROUNDS = 1.2, 25


def pages() -> dict[str, str]:
    """Addresses by name; of reviews, dramas and people those in the middle."""
    from dramas.models import Drama, Person
    from reviews.models import Review

    review = Review.objects.published().latest_first()[Review.objects.published().count() // 2]
    drama = Drama.objects.order_by("pk")[Drama.objects.count() // 2]
    person = Person.objects.filter(credits__isnull=False).order_by("pk")[10]
    return {
        "home": "/",
        "list, page 1": "/reviews/",
        "list, page 500": "/reviews/?page=500",
        "dramas": "/dramas/",
        "drama": drama.get_absolute_url(),
        "person": person.get_absolute_url(),
        "review": review.get_absolute_url(),
        "search": "/search/?q=secret+garden",
    }


def run(scale: float) -> None:
    """Fill the database that the environment names and print the milliseconds of each page as JSON."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.performance.bench_settings"
    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    from reviewsite.demo.invented_site import InventedSite
    from reviewsite.pagecache.rendering import render

    call_command("migrate", verbosity=0)
    InventedSite(scale, with_comments=True).fill()
    call_command("rebuild_search", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    application = get_wsgi_application()
    facts: dict[str, object] = {}
    found: dict[str, float] = {}
    for name, address in pages().items():
        path, _, query = address.partition("?")
        times = []
        for _ in range(ROUNDS + 3):
            begin = time.perf_counter()
            entry = render(application, (path, query), 1.0, "", facts)
            times.append((time.perf_counter() - begin) * 1000)
            assert entry.status[:3] in {"200", "302"}, (address, entry.status)
        found[name] = statistics.median(times[3:])
    sys.stdout.write(json.dumps(found) + "\n")


def compare(label: str, small: dict[str, float], large: dict[str, float]) -> bool:
    _say(label)
    grown = {name: large[name] / small[name] for name in small}
    for name, growth in grown.items():
        verdict = "ok" if growth <= LIMIT else "MISSED"
        _say(f"  {name:16} {small[name]:7.1f} ms -> {large[name]:7.1f} ms, {growth:5.2f} times  {verdict}")
    return max(grown.values()) <= LIMIT


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", type=float, default=LARGE)
    parser.add_argument("--here", type=float, default=None, help=argparse.SUPPRESS)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    options = parser.parse_args()
    if options.here is not None:
        run(options.here)
        return 0
    good = True
    if options.database != "postgresql":
        good &= compare("SQLite", _in_a_process(SMALL), _in_a_process(options.large))
    if options.database != "sqlite":
        times = []
        for scale in (SMALL, options.large):
            with temporary_postgresql() as url:
                times.append(_in_a_process(scale, url))
        good &= compare("PostgreSQL", *times)
    return 0 if good else 1


def _in_a_process(scale: float, database_url: str = "") -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="reviewsite-bench-") as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DATABASE_URL": database_url, "DEBUG": "0"}
        command = [sys.executable, "-m", "tests.performance.bench_growth", "--here", str(scale)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        return dict(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(main())
