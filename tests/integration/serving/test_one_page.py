"""A page that is slow to make and that everybody wants: all other pages are answered meanwhile."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from reviewsite.pagecache import content
from reviewsite.pagecache.application import PageCache
from reviewsite.pagecache.versions import Versions
from reviewsite.serving.routes import Kind, Route
from reviewsite.serving.site import Site
from tests.integration.serving.test_bodies import run

CLIENTS = 100


class Django:
    """`/reviews/slow/` is not finished before it may be."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Semaphore(0), threading.Event()
        self.made = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/reviews/slow/":
            self.made += 1
            self.begun.release()
            self.may_end.wait()
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"page"]


@pytest.fixture
def django(monkeypatch: pytest.MonkeyPatch) -> Iterator[Django]:
    monkeypatch.setattr(Versions, "refresh", lambda self: None)
    monkeypatch.setattr(Versions, "is_still", lambda self, generation: True)
    django = Django()
    yield django
    django.may_end.set()


async def ask(site: Site, path: str, number: int) -> int:
    """The status, for one of many clients with addresses and queries of their own."""
    query = b"from=%d" % number
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query}
    said: list[int] = []

    async def send(message: Any) -> None:
        said.append(message.get("status"))

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    more = {
        "headers": [(b"host", b"localhost")],
        "client": (f"10.0.{number}.1", 1),
        "server": ("localhost", 80),
    }
    await site({**scope, **more, "scheme": "http", "http_version": "1.1", "root_path": ""}, receive, send)
    return said[0]


def test_other_pages_are_made_while_everybody_waits_for_one(django: Django) -> None:
    cache = PageCache(django)
    content.forget(cache.versions.written)
    site = Site(cache, lambda environ: Route(Kind.READING, 0))

    async def go() -> tuple[list[int], list[int]]:
        async with asyncio.TaskGroup() as group:
            waiting = [group.create_task(ask(site, "/reviews/slow/", number)) for number in range(CLIENTS)]
            await asyncio.to_thread(django.begun.acquire)
            try:
                others = [await ask(site, f"/years/{year}/", CLIENTS) for year in range(2000, 2010)]
            finally:
                django.may_end.set()
        return others, [each.result() for each in waiting]

    assert run(go()) == ([200] * 10, [200] * CLIENTS)
    assert django.made == 1
    assert not site._paths._at
