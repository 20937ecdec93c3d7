"""Whatever anybody sends, everybody else gets the same bytes, and nothing of anybody stays in the page cache."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.middleware.cache import CacheMiddleware
from django.test import Client, RequestFactory
from django.utils import timezone

from reviews.comments.models import Comment
from reviews.models import Review
from reviewsite.accounts.models import User
from reviewsite.demo import try_to_spoil
from reviewsite.pagecache.shared import SharedStore
from reviewsite.urls import CACHED_PAGES
from tests.factories import make_review
from tests.integration.pagecache.conftest import site as site
from tests.integration.pagecache.reading import Answer, Site
from tests.integration.pagecache.test_trouble import Cupboard
from tests.security.canaries import CANARIES, World, plant
from tests.security.routes import PUBLIC, sample_addresses, walk_routes
from tests.thoroughness import sample

pytestmark = pytest.mark.django_db

#: What no anonymous reader may ever get, on any page.
HIDDEN = [
    "zqdraftheadline",
    "zqscheduled",
    "zqretired",
    "zqpending",
    "zqspam",
    "zqremoved",
    "zqmail",
    "zqsuper",
]
TOKEN = "zqpreviewtoken"
EVIL = "zqevil.example"

HEADERS: list[dict[str, str]] = [
    {},
    {"HTTP_X_FORWARDED_HOST": EVIL},
    {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_PREFIX": f"/{EVIL}"},
    {"HTTP_FORWARDED": f"host={EVIL}"},
    {"HTTP_X_ORIGINAL_URL": "/reviews/the-draft/"},
    {"HTTP_X_REWRITE_URL": "/admin/"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "POST"},
    {"HTTP_X_PREVIEW": TOKEN, "HTTP_X_GHOST_PREVIEW": TOKEN},
    {"HTTP_ACCEPT": "application/json"},
    {"HTTP_ACCEPT": f"text/{EVIL}"},
    {"HTTP_ACCEPT_LANGUAGE": "ko"},
    {"HTTP_ACCEPT_LANGUAGE": f"de,{EVIL}"},
    {"HTTP_RANGE": "bytes=0-10"},
    {"HTTP_USER_AGENT": f"Mobile {EVIL}"},
    {"HTTP_REFERER": f"http://{EVIL}/"},
    {"HTTP_IF_NONE_MATCH": '"x"'},
    {"HTTP_IF_MODIFIED_SINCE": "Wed, 01 Jan 2200 00:00:00 GMT"},
    {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"},
    {"HTTP_ACCEPT_ENCODING": f"gzip, {EVIL}"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"},
    {"HTTP_COOKIE2": f"x={EVIL}"},
]
QUERIES = [
    f"preview={TOKEN}",
    f"preview={TOKEN}&seen=0",
    f"utm_source={EVIL}",
    "page=999999",
    "page=1%00",
    "seen=-1",
    "seen=all&seen=0",
    "SEEN=all",
    "OPEN=2",
    "open=x,0,999",
    "open=1&open=2",
    "seen[]=all",
    "seen=%61%6c%6c%20",
    "_method=POST",
    f"q={EVIL}&callback={EVIL}",
    f"%00={EVIL}",
    "&".join(f"k{number}={number}" for number in range(2000)),
]
PATHS: list[Callable[[str], str]] = [
    lambda path: path.rstrip("/") or "//",
    lambda path: "/" + path,
    lambda path: path + ";x.css",
    lambda path: path + "x.css",
    lambda path: path + "%2e%2e/",
    lambda path: path.upper(),
    lambda path: path + "%3Fseen=all",
    lambda path: path.replace("/", "%2F", 1),
    lambda path: path + f"%0d%0aSet-Cookie:%20{EVIL}=1",
]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = plant()
    monkeypatch.setattr(try_to_spoil, "SLUG", world.review.slug)
    tomorrow = timezone.now() + dt.timedelta(days=1)
    make_review(
        drama=world.drama, headline="zqscheduled", state=Review.State.SCHEDULED, published_at=tomorrow
    )
    make_review(drama=world.drama, headline="zqretired", state=Review.State.RETIRED)
    for state in ("pending", "spam", "removed"):
        Comment(
            review=world.review,
            body=f"zq{state}",
            author_name=f"zq{state}",
            email="zqmail@example.org",
            state=state,
        ).save()
    return world


@pytest.fixture
def cookies(world: World) -> dict[str, str]:
    """Cookie headers by name; the last two are of people who are logged in."""
    found = {
        "none": "",
        "analytics": f"_ga={EVIL}",
        "csrf": "csrftoken=zqcsrf" + "a" * 26,
        "messages": f"messages={EVIL}",
        "theme": f"theme={EVIL}; django_language=ko",
        "commenter": "comment_author=zqmail; comment_author_email=zqmail@example.org",
    }
    owner = User.objects.create_superuser("zqsuper", "zqmail@example.org", "x" * 20)
    for name, user in {"writer": world.user, "superuser": owner}.items():
        client = Client()
        client.force_login(user)
        found[name] = f"sessionid={client.cookies['sessionid'].value}"
    return found


def public_addresses(world: World) -> list[str]:
    return [
        address
        for route in walk_routes()
        if route.name in CACHED_PAGES and CACHED_PAGES[route.name].kept
        for address in sample_addresses(route, world) or []
    ]


def ask(site: Site, address: str, **environ: str) -> Answer:
    """`address` as in a request line: the server takes its percent signs away."""
    path, _, query = address.partition("?")
    return site.ask(unquote_to_bytes(path).decode("latin-1"), query, **environ)  # type: ignore[arg-type]


def attacks(addresses: list[str], cookies: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    strangers = list(cookies.values())[:-2]
    staff = list(cookies.values())[-2:]
    for address in addresses:
        path, _, query = address.partition("?")
        for cookie in strangers:
            yield from ((address, {"HTTP_COOKIE": cookie, **headers}) for headers in HEADERS)
        for cookie in staff:
            yield address, {"HTTP_COOKIE": cookie}
            yield f"{path}?preview={TOKEN}", {"HTTP_COOKIE": f"{strangers[1]}; {cookie}"}
        for more in QUERIES:
            yield f"{path}?{query}&{more}".replace("?&", "?"), {}
        yield from ((change(path), {}) for change in PATHS)
        yield address, {"HTTP_AUTHORIZATION": "Basic enE6eHE="}
        yield address, {"method": "HEAD", "HTTP_X_FORWARDED_HOST": EVIL}
        yield address, {"HTTP_HOST": f"localhost:{len(path) + 1000}"}
        yield address, {"HTTP_HOST": EVIL}


def secrets(cookies: dict[str, str]) -> list[bytes]:
    sessions = [cookie.partition("=")[2] for cookie in list(cookies.values())[-2:]]
    return [each.encode() for each in [*HIDDEN, TOKEN, EVIL, "zqcsrf", "csrfmiddlewaretoken", *sessions]]


def everything_kept(site: Site, cupboard: Cupboard) -> Iterator[tuple[str, bytes]]:
    """All that is in the memory and in the shared store, by address."""
    for (path, query), entry in site.cache.memory.entries.items():
        yield f"{path}?{query}", repr((path, query, entry.headers)).encode() + entry.body
    yield from ((key.rpartition(":")[2], key.encode() + raw) for key, raw in cupboard.kept.items())


def test_every_listed_route_has_pages_that_are_kept(site: Site, world: World) -> None:
    assert set(CACHED_PAGES) <= {route.name for route in walk_routes()}
    for name in CACHED_PAGES.keys() & PUBLIC.keys():
        said = [ask(site, address).headers["Cache-Control"] for address in PUBLIC[name](world)]
        assert any(each.startswith("public") for each in said) is CACHED_PAGES[name].kept, name


def test_no_attack_changes_what_others_get_or_stays_in_the_store(
    site: Site, world: World, cookies: dict[str, str]
) -> None:
    addresses = public_addresses(world)
    reference = {address: ask(site, address) for address in addresses}
    cupboard = Cupboard()
    attacked = Site(store=SharedStore(cupboard, "release"))

    tried = sample(attacks(addresses, cookies), one_in=16)
    assert len(tried) >= 800
    for count, (address, environ) in enumerate(tried):
        if count % 25 == 0:  # so that attacks of all kinds meet an empty cache
            attacked.cache.memory.entries.clear()
            cupboard.kept.clear()
        ask(attacked, address, **environ)
    attacked.close()

    other = Site(store=SharedStore(cupboard, "release"))
    other.close()
    for each in (attacked, other):
        answers = {address: ask(each, address) for address in addresses}
        assert [address for address in addresses if answers[address] != reference[address]] == []
        assert [answer for answer in answers.values() if "Set-Cookie" in answer.headers] == []
    wanted = secrets(cookies)
    kept = list(everything_kept(attacked, cupboard))
    assert len(kept) >= len(addresses)
    assert [(address, word) for address, raw in kept for word in wanted if word in raw] == []
    spoiling = [canary.word.encode() for canary in CANARIES]
    safe = [(address, raw) for address, raw in kept if "seen=" not in address]
    # An address is kept as it was typed, whatever its answer says.
    found = [(address, word) for address, raw in safe for word in spoiling if word in raw]
    assert [(address, word) for address, word in found if word.decode() not in address] == []


def test_search_goes_red_where_a_store_does_hold_a_draft(world: World, settings: Any) -> None:
    """The control: Django's own cache middleware before a view that knows `?preview=` keeps what it should not."""

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(world.draft.headline if request.GET.get("preview") else "public")

    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "red"}
    }
    middleware = CacheMiddleware(view, cache_timeout=300)
    for address, environ in attacks(["/reviews/the-draft/"], dict.fromkeys("abcd", "a=b")):
        if EVIL not in environ.get("HTTP_HOST", ""):
            request = RequestFactory().get(address, HTTP_COOKIE=environ.get("HTTP_COOKIE", ""))
            middleware(request)

    assert b"zqdraftheadline" in b"".join(caches["default"]._cache.values())
