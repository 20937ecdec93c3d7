"""What is refused because everybody waits already is refused before its body is read."""

import asyncio
import threading
from typing import Any

import pytest

from reviewsite.serving import site as serving
from reviewsite.serving.routes import Kind, Route
from reviewsite.serving.site import Site
from tests.integration.serving.test_bodies import run


class Busy:
    """Answers a form when it may."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.begun.set()
        self.may_end.wait()
        start_response("200 OK", [])
        return []


class Visitor:
    """Posts a form; counts how often the body was asked for."""

    def __init__(self, network: int) -> None:
        self.network, self.status, self.asked = network, 0, 0

    async def post(self, site: Site) -> None:
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/",
            "raw_path": b"/",
            "query_string": b"",
            "headers": [(b"host", b"localhost"), (b"content-length", b"3")],
            "client": (f"10.0.{self.network}.1", 1),
            "server": ("localhost", 80),
            "scheme": "http",
            "http_version": "1.1",
            "root_path": "",
        }
        await site(scope, self._receive, self._send)

    async def _receive(self) -> dict[str, Any]:
        self.asked += 1
        return {"type": "http.request", "body": b"a=b"}

    async def _send(self, message: Any) -> None:
        self.status = self.status or message["status"]


def test_no_body_is_read_where_nobody_may_even_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(serving.CAPACITY, Kind.FORM, {"threads": 1, "waiting": 0, "patience": 10.0})
    busy = Busy()
    site = Site(busy, lambda environ: Route(Kind.FORM, 100))
    first, second = Visitor(1), Visitor(2)

    async def go() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(first.post(site))
            await asyncio.to_thread(busy.begun.wait)
            try:
                await second.post(site)
            finally:
                busy.may_end.set()

    run(go())

    assert (first.status, second.status) == (200, 503)
    assert (first.asked, second.asked) == (1, 0)
