"""Whose threads a request takes, how much it may send, and whom it counts against."""

from typing import Any

import pytest

from reviewsite.serving import routes
from reviewsite.serving.routes import FORM_LIMIT, STAFF_LIMIT, Kind, Route, route_of, sender_of

READ, FORM = Route(Kind.READING, 0), Route(Kind.FORM, FORM_LIMIT)
COMMENT = Route(Kind.FORM, 1024 * 1024)


def route(method: str, path: str, **more: str) -> Route:
    return route_of({"REQUEST_METHOD": method, "PATH_INFO": path, **more})


@pytest.mark.parametrize(
    "path", ["/", "/about/", "/no/such/page/", "/reviews/", "/search/", "/static/x.css", "/\xff"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_pages_are_read(method: str, path: str) -> None:
    assert route(method, path) == READ


@pytest.mark.parametrize("path", [f"/media/images/ab/{'ab' * 16}.jpg", "/letters/your-comments/"])
def test_small_things_are_read_or_sent(path: str) -> None:
    assert route("GET", path) == Route(Kind.READING, FORM_LIMIT)
    assert route("POST", path) == FORM


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_comments_take_a_megabyte(method: str) -> None:
    assert route(method, "/reviews/x/comments/new/") == COMMENT
    assert route("GET", "/reviews/x/comments/") == READ


def test_health_has_threads_of_its_own() -> None:
    assert route("GET", "/healthz") == route("GET", "/readyz") == Route(Kind.HEALTH, 0)


def test_only_staff_send_much() -> None:
    known = {"HTTP_COOKIE": "a=b; sessionid=c"}

    assert route("POST", "/admin/reviews/review/add/", **known) == Route(Kind.STAFF, STAFF_LIMIT)
    assert route("POST", "/admin/markdown/upload/", **known) == Route(Kind.STAFF, STAFF_LIMIT)
    assert route("POST", "/admin/login/", **known) == Route(Kind.STAFF, FORM_LIMIT)
    for path in ("/admin/", "/admin/login/", "/admin/reviews/review/add/", "/admin/markdown/upload/"):
        assert route("POST", path) == FORM


@pytest.mark.parametrize(
    ("remote", "forwarded", "alone", "behind_proxy"),
    [
        ("192.0.2.7", "", "192.0.2.0/24", "192.0.2.0/24"),
        ("192.0.2.7", "198.51.100.9", "192.0.2.0/24", "198.51.100.0/24"),
        ("192.0.2.7", "203.0.113.1, 198.51.100.9", "192.0.2.0/24", "198.51.100.0/24"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "no address", "192.0.2.0/24", "192.0.2.0/24"),
        ("", "", "", ""),
    ],
)
def test_sender_is_a_network(
    remote: str, forwarded: str, alone: str, behind_proxy: str, settings: Any
) -> None:
    environ = {"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}
    assert sender_of(environ) == alone
    settings.BEHIND_PROXY = True
    routes._network_of.cache_clear()
    assert sender_of(environ) == behind_proxy
