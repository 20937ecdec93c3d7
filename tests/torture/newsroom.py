"""The site with a door through which work is done inside of the server's process: `/newsroom/?seed=1&deed=anything`.

The answer says what readers must find from now on: for each address its status, a digest of the page as Django renders
it past every cache, and words that the database wants to be on it.
"""

import datetime as dt
import json
import threading
from collections.abc import Iterable
from hashlib import sha256
from itertools import count
from typing import Any
from urllib.parse import parse_qs

from reviewsite.wsgi import application as site
from reviewsite.wsgi import django

# isort: split
from django.db import close_old_connections
from django.utils import timezone

from reviews.models import Review
from reviewsite.pagecache.rendering import render
from tests import factories
from tests.integration.pagecache.test_freshness import Newsroom
from tests.torture.freshness import DOOR

DEEDS = [
    name for name in vars(Newsroom) if name[0] != "_" and name not in {"work", "one", "word", "schedule"}
]

_newsroom: Newsroom | None = None
_lock = threading.Lock()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    if environ["PATH_INFO"] != DOOR:
        return site(environ, start_response)
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    try:
        with _lock:
            told = json.dumps(
                work(int(asked["seed"]), asked["deed"], float(asked.get("seconds", 0)))
            ).encode()
    finally:
        close_old_connections()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(told)))])
    return [told]


application.ready = site.ready  # type: ignore[attr-defined]


def work(seed: int, deed: str, seconds: float) -> dict[str, Any]:
    global _newsroom
    if _newsroom is None:
        factories._number = count(seed * 1_000_000)  # names that the other process does not take
        _newsroom = Newsroom(seed, timezone.now)
    if deed == "schedule":
        review = _newsroom.one()
        at = timezone.now() + dt.timedelta(seconds=seconds)
        Review.objects.filter(pk=review.pk).update(state=Review.State.SCHEDULED, published_at=at)
        return {"at": at.timestamp(), "page": review.get_absolute_url()}
    getattr(_newsroom, _newsroom.random.choice(DEEDS) if deed == "anything" else deed)()
    seen = [_newsroom.one() for _ in range(2)]
    pages = {review.get_absolute_url(): expected(review) for review in seen}
    return {"pages": pages | {"/reviews/": page("/reviews/")}}


def expected(review: Review) -> dict[str, Any]:
    found = page(review.get_absolute_url())
    review.refresh_from_db()
    public = Review.objects.published().filter(pk=review.pk).exists()
    words = [review.headline, *review.sections.values_list("body", flat=True)] if public else []
    return found | {"public": public, "words": words}


def page(path: str) -> dict[str, Any]:
    found = render(django, (path, ""), 1.0, "", timezone.now())
    return {"status": int(found.status[:3]), "digest": sha256(found.body).hexdigest()}
