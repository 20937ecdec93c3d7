"""Which pages are finished once for all readers, and the one address under which each of them is known."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import get_bytes_from_wsgi, get_path_info
from django.http import QueryDict
from django.urls import Resolver404, resolve

from reviewsite.pagecache.cached_page import Address

#: Characters of a path. No page has a longer one, and what only strangers ask for must not fill the memory.
LONGEST = 1000

#: From all values of a parameter to the one that is in the canonical address, "" for none.
Normalise = Callable[[list[str]], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A view whose answer depends on its path and these parameters only, written in this order.

    A page that is not `kept` is rendered for everybody alike too, but there are too many of its kind to keep.
    """

    parameters: Mapping[str, Normalise] = field(default_factory=dict)
    kept: bool = True

    def canonical_query(self, raw: QueryDict) -> str:
        found = [(name, normalise(raw.getlist(name))) for name, normalise in self.parameters.items()]
        # Commas as links write them: an address that comes as it is kept is answered soonest.
        return urlencode([(name, value) for name, value in found if value], safe=",")


def last(values: list[str]) -> str:
    """Of several values Django's views see the last."""
    return values[-1] if values else ""


def one_of(choices: Container[str], default: str = "") -> Normalise:
    return lambda values: value if (value := last(values)) in choices and value != default else ""


def whole_number(values: list[str]) -> str:
    """A number of a row, as SQL has them."""
    raw = last(values)
    return str(int(raw)) if raw.isascii() and raw.isdigit() and len(raw) <= 18 else ""


def find(environ: dict[str, str]) -> tuple[Page, Address] | None:
    """The page that a request asks for with its canonical address; None for what is not in the route map's list."""
    path = get_path_info(environ)
    page = _page_at(path) if len(path) <= LONGEST else None
    if page is None:
        return None
    try:
        query = QueryDict(get_bytes_from_wsgi(environ, "QUERY_STRING", ""))
    except (SuspiciousOperation, ValueError):
        return None
    return page, (environ["PATH_INFO"], page.canonical_query(query))


@lru_cache(maxsize=2048)
def _page_at(path: str) -> Page | None:
    try:
        match = resolve(path)
    except (Resolver404, ValueError):
        return None
    pages: Mapping[str, Page] = import_module(settings.ROOT_URLCONF).CACHED_PAGES
    return pages.get(match.view_name)
