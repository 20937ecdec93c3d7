"""What the server has to know of a request before anybody works on it: whose threads it takes, how much it may send."""

from enum import Enum
from functools import lru_cache
from typing import NamedTuple
from wsgiref.types import WSGIEnvironment

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve

from reviewsite.http.client_address import network_of, parsed_address
from reviewsite.http.uploads import LARGEST_FORM
from reviewsite.operations.figures import HEALTH
from reviewsite.pagecache.policy import LONGEST

#: Bytes that a form may have unless its route says otherwise, and one of staff, who send files.
FORM_LIMIT, STAFF_LIMIT = 64 * 1024, LARGEST_FORM
#: Characters of an address; what is longer is none.
LONGEST_ADDRESS = 50


class Kind(Enum):
    """Requests of one kind take no threads away from the others."""

    READING = "reading"
    FORM = "form"
    STAFF = "staff"
    #: Whoever asks whether the site is well must hear so when all the others are stuck.
    HEALTH = "health"


class Route(NamedTuple):
    """`limit` is the most bytes that a body may have."""

    kind: Kind
    limit: int


def route_of(environ: WSGIEnvironment) -> Route:
    """By what `reviewsite/urls.py` says of the view. Who brings no session cookie is not taken for staff."""
    from reviewsite.urls import BODY_LIMITS, CACHED_PAGES

    if environ["PATH_INFO"] in HEALTH:
        return Route(Kind.HEALTH, 0)
    view = _view_at(get_path_info(environ))
    if view is None or view.name in CACHED_PAGES:
        return Route(Kind.READING, 0)
    limit = BODY_LIMITS.get(view.name) or BODY_LIMITS.get(view.namespace)
    if environ["PATH_INFO"].startswith(settings.SESSION_COOKIE_PATH):
        if f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", ""):
            return Route(Kind.STAFF, limit or STAFF_LIMIT)
        return Route(Kind.FORM, FORM_LIMIT)
    if limit is None and environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
        return Route(Kind.READING, FORM_LIMIT)
    return Route(Kind.FORM, limit or FORM_LIMIT)


class _View(NamedTuple):
    name: str
    namespace: str


def _view_at(path: str) -> _View | None:
    return _find_view(path) if len(path) <= LONGEST else None


@lru_cache(maxsize=2048)
def _find_view(path: str) -> _View | None:
    """Remembered: a refusal has to cost next to nothing."""
    try:
        match = resolve(path)
    except (Resolver404, ValueError):
        return None
    return _View(match.view_name, next(iter(match.namespaces), ""))


@lru_cache(maxsize=2048)
def _network_of(remote: str, forwarded: str) -> str:
    address = parsed_address(remote, forwarded)
    return network_of(address, bits_4=24, bits_6=64) if address else ""


def sender_of(environ: WSGIEnvironment) -> str:
    """The /24 or /64 that a request comes from: whoever has one address has all of those. "" if it has none."""
    forwarded = environ.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2] if settings.BEHIND_PROXY else ""
    return _network_of(environ.get("REMOTE_ADDR", ""), forwarded[-LONGEST_ADDRESS:])
