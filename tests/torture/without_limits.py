"""`manage.py serve` as it must not be, for the controls: `python -m tests.torture.without_limits …`.

All requests wait for the same threads, nobody looks at the database for others, a slow body has all the time it likes,
each request finds out for itself that the database is away, and what strangers do wrong is written down.
"""

import os
import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line

from reviewsite.configuration import databases


def configure() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewsite.settings")
    settings.LOGGING["loggers"].pop("django.security")
    vars(databases).update(READERS_WAIT=5)
    django.setup()


def take_the_limits_away() -> None:
    from reviewsite.pagecache.versions import Versions
    from reviewsite.postgresql.base import CircuitBreaker
    from reviewsite.serving import bodies, capacity, site
    from reviewsite.serving.capacity import Capacity
    from reviewsite.serving.routes import Kind

    shared: list[Capacity] = []

    def one_for_all(_name: str, **_figures: float) -> Capacity:
        if not shared:
            shared.append(Capacity("request", threads=64, waiting=10**6, patience=3600.0))
        return shared[0]

    vars(site).update(Capacity=one_for_all, CAPACITY={kind: {} for kind in Kind})
    vars(site).update(AT_ONE_PATH={"most": 64, "waiting": 10**6, "patience": 3600.0})
    vars(site).update(FROM_ONE=10**6, FROM_ONE_WITH_BODY=10**6)
    vars(bodies).update(PATIENCE=3600.0, GRACE=3600.0)
    vars(capacity).update(STALLED=3600.0)
    CircuitBreaker.lets_through = lambda self: True  # type: ignore[method-assign]
    Versions.keep_looking = lambda self, is_over: None  # type: ignore[method-assign]


if __name__ == "__main__":
    configure()
    take_the_limits_away()
    execute_from_command_line(["manage.py", *sys.argv[1:]])
