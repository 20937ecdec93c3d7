"""The search page, the suggestions for the search box, and the description of both for browsers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reviewsite.pages.paging import page_of
from reviewsite.pages.structured_data import absolute
from reviewsite.search.finding import MOST
from reviewsite.search.query import Group, Hit, SearchResults, hits, offered, search, suggest

#: How many results are on the page of all kinds for each, on a page of one kind, and where nothing was found.
OVERVIEW, PER_PAGE, INSTEAD = 4, 20, 3


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice of kind with what it would show; `count` is "100+" where there may be more."""

    label: str | Promise
    count: str
    query: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """Results of one kind as the page shows them; `more` is the query string of all of them, or ""."""

    kind: str
    label: str | Promise
    hits: Sequence[Hit]
    more: str = ""


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    results = search(request.GET.get("q", ""))
    chosen = next((group for group in results.groups if group.kind == request.GET.get("kind")), None)
    page = page_of(request, chosen.found, PER_PAGE) if chosen else None
    context = {
        "results": results,
        "tabs": _tabs(results, chosen),
        "shelves": [_page_shelf(chosen, page, results)] if chosen and page else _overview(results),
        "instead": [] if results.count else hits(offered(INSTEAD), ()),
        "page": page,
        "query": _query(results, chosen.kind) if chosen else "",
        "most": MOST if chosen and chosen.is_cut else None,
        "breadcrumbs": [(_("Search"), "")],
    }
    return render(request, "search/results.html", context)


@require_safe
@cache_control(private=True, max_age=60)
def suggestions(request: HttpRequest) -> JsonResponse:
    """What browsers and the search box suggest: the OpenSearch list of typed text, titles, descriptions, addresses;
    after them, for the search box, the Hangul of each."""
    typed = request.GET.get("q", "")
    found = suggest(typed)
    described = [" · ".join(filter(None, (capfirst(each.label), each.detail))) for each in found]
    answer: list[Any] = [
        typed[:200],
        [each.title for each in found],
        described,
        [absolute(each.url) for each in found],
        {"hangul": [each.hangul for each in found]},
    ]
    response = JsonResponse(answer, safe=False, content_type="application/x-suggestions+json")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    return render(request, "search/opensearch.xml", content_type="application/opensearchdescription+xml")


def _tabs(results: SearchResults, chosen: Group | None) -> list[Tab]:
    if not results.groups:
        return []
    tabs = [Tab(_("Everything"), "", _query(results), chosen is None)]
    for group in results.groups:
        count = f"{MOST}+" if group.is_cut else str(group.count)
        tabs.append(Tab(group.label, count, _query(results, group.kind), group is chosen))
    return tabs


def _overview(results: SearchResults) -> list[Shelf]:
    shown = hits([found for group in results.groups for found in group.found[:OVERVIEW]], results.words)
    return [
        Shelf(
            group.kind,
            group.label,
            [hit for hit in shown if hit.kind == group.kind],
            _query(results, group.kind) if group.count > OVERVIEW else "",
        )
        for group in results.groups
    ]


def _page_shelf(group: Group, page: Page[Any], results: SearchResults) -> Shelf:
    return Shelf(group.kind, group.label, hits(list(page), results.words))


def _query(results: SearchResults, kind: str = "") -> str:
    return urlencode({"q": results.text, **({"kind": kind} if kind else {})})
