"""Asking the application as a server does, with a count of what reached Django, and a clock to turn by hand."""

import datetime as dt
import io
import sys
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from wsgiref.types import WSGIApplication

from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from reviewsite.pagecache import content
from reviewsite.pagecache.application import PageCache
from reviewsite.pagecache.headers import FOR_EVERYBODY
from reviewsite.pagecache.shared import SharedStore
from reviewsite.pagecache.versions import Clock


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class TurnedClock:
    def __init__(self) -> None:
        self.passed = 0.0
        self.begin = timezone.now()

    def seconds(self) -> float:
        return 1000.0 + self.passed

    def now(self) -> dt.datetime:
        return self.begin + dt.timedelta(seconds=self.passed)


class Site:
    """The application in front of `django`, as one process of a site has it.

    What it answers as a WSGI application and what it has ready for an event loop must be the same.
    """

    def __init__(self, django: WSGIApplication | None = None, store: SharedStore | None = None) -> None:
        self._django = django or WSGIHandler()
        self.clock = TurnedClock()
        self.rendered: list[str] = []
        self.passed_on: list[str] = []
        #: How often an answer was ready.
        self.ready = 0
        self.cache = PageCache(self._count, clock=Clock(self.clock.seconds, self.clock.now), store=store)

    def close(self) -> None:
        content.forget(self.cache.versions.written)

    def get(self, address: str, method: str = "GET", **environ: Any) -> Answer:
        """`address` is written as in a request line, without percent signs; `environ` adds to WSGI's."""
        path, _, query = address.partition("?")
        return self.ask(path, query, method, **environ)

    def ask(self, path: str, query: str, method: str = "GET", **environ: Any) -> Answer:
        ready = self._ready(path, query, method, environ)
        said: list[Any] = []
        request = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            **environ,
        }
        result = self.cache(request, lambda status, headers, exc_info=None: said.extend([status, headers]))
        try:
            body = b"".join(result)
        finally:
            getattr(result, "close", lambda: None)()
        answer = Answer(int(said[0][:3]), dict(said[1]), body)
        assert ready in (None, answer)
        return answer

    def _ready(self, path: str, query: str, method: str, environ: dict[str, Any]) -> Answer | None:
        if environ.keys() & {"SCRIPT_NAME", "wsgi.url_scheme"}:  # `serve` cannot be asked like this
            return None
        target = quote(path.encode("latin-1")).encode() + (f"?{query}".encode("latin-1") if query else b"")
        asked = {
            name.removeprefix("HTTP_").replace("_", "-").lower().encode(): str(value).encode("latin-1")
            for name, value in {"HTTP_HOST": "localhost", **environ}.items()
            if name.startswith(("HTTP_", "CONTENT_"))
        }
        found = self.cache.ready(method.encode(), target, asked)
        if found is None:
            return None
        self.ready += 1
        status, *lines = found[0].decode("latin-1").splitlines()
        return Answer(int(status.split()[1]), dict(line.split(": ", 1) for line in lines), found[1])

    def _count(self, environ: Any, start_response: Any) -> Any:
        asked = self.rendered if FOR_EVERYBODY in environ else self.passed_on
        asked.append(f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}".rstrip("?"))
        return self._django(environ, start_response)


class ElsewhereSite(Site):
    """As another process has it: nothing tells it of a change but the database."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.close()
