"""What the index needs from time to time."""

import datetime as dt
from typing import Any

from django.db import connection

from reviewsite.jobs.registry import handler
from reviewsite.search import backends, index


@handler("search.tidy", every=dt.timedelta(days=1), patient=True)
def tidy(payload: dict[str, Any]) -> None:
    """Put together what a day of changes has left in many parts, each of which every search reads."""
    backends.of(connection).tidy()


@handler("search.rebuild", lease=dt.timedelta(hours=1), patient=True)
def rebuild(payload: dict[str, Any]) -> None:
    """After an upgrade by which documents are made by other rules."""
    index.rebuild(lambda *_: None)
