"""`python -m tests.performance.checked_page`: what each kind of page costs, as JSON, on the site of the environment.

Processor time in milliseconds, of this process and of its PostgreSQL backend, for a page that is made from nothing,
made of remembered Markdown, and checked after a change elsewhere.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.performance import long_review

ROUNDS = 40
_TICK = os.sysconf("SC_CLK_TCK")


def addresses() -> dict[str, str]:
    from dramas.models import Network, Person

    return {
        "home": "/",
        "list": "/reviews/",
        "drama": "/dramas/a-long-drama/",
        "guide": "/dramas/extraordinary-attorney-woo/",
        "article": "/reviews/five-dramas-about-work/",
        "series": "/series/slow-and-worth-it/",
        "person": Person.objects.get(name="Player 1").get_absolute_url(),
        "network": Network.objects.filter(dramas__isnull=False).order_by("pk")[0].get_absolute_url(),
        "review": long_review.PAGE,
    }


class Site:
    """The page cache before Django, asked as a server asks it."""

    def __init__(self) -> None:
        from django.core.wsgi import get_wsgi_application

        from reviewsite.pagecache.application import PageCache

        self.rendered = 0
        self._django = get_wsgi_application()
        self.cache = PageCache(self._count)

    def forget(self) -> None:
        """All pages. Memory of its own each time, as it knows how many bytes its pages have."""
        from django.conf import settings

        from reviewsite.pagecache.memory import Memory

        self.cache.memory = Memory(settings.PAGE_CACHE["BYTES"], settings.PAGE_CACHE["ENTRIES"])

    def _count(self, environ: Any, start_response: Any) -> Any:
        self.rendered += 1
        return self._django(environ, start_response)

    def get(self, path: str) -> int:
        """The length of the page."""
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
        }
        said: list[str] = []
        body = b"".join(self.cache(environ, lambda status, headers, exc_info=None: said.append(status)))  # type: ignore[arg-type]
        if said != ["200 OK"]:
            raise RuntimeError(f"{path}: {said}")
        return len(body)


def processor_time() -> float:
    """Seconds, of this process and of the server's part in its work."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return time.process_time()
    connection.ensure_connection()
    fields = (
        Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
    )
    return time.process_time() + (int(fields[11]) + int(fields[12])) / _TICK


def cost(site: Site, path: str, before: Callable[[], object]) -> float:
    """The mean of so many rounds, in milliseconds; `before` each of them is not counted."""
    spent = 0.0
    for _ in range(ROUNDS):
        before()
        site.cache.versions.refresh()
        begin = processor_time()
        site.get(path)
        spent += processor_time() - begin
    return spent / ROUNDS * 1000


def measure(site: Site, path: str) -> dict[str, float]:
    from reviewsite.markdown import render_cache
    from reviewsite.pagecache import content

    def from_nothing() -> None:
        site.forget()
        render_cache.memory.clear()

    length = site.get(path)
    found = {
        "nothing": cost(site, path, from_nothing),
        "rendered": cost(site, path, site.forget),
    }
    rendered = site.rendered
    found["checked"] = cost(site, path, content.mark)
    if site.rendered != rendered:
        raise RuntimeError(f"{path} was rendered and not checked: {site.cache.memory.entries[path, ''].why}")
    return {**found, "bytes": length, "queries": len(site.cache.memory.entries[path, ""].questions or ())}


def main() -> None:
    import django

    django.setup()
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    for signal in (request_started, request_finished):  # one connection, as in a thread with many requests
        signal.disconnect(close_old_connections)
    site = Site()
    json.dump({name: measure(site, path) for name, path in addresses().items()}, sys.stdout)


if __name__ == "__main__":
    main()
