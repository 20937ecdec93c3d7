"""The site as a WSGI application that makes each page from nothing: no Markdown that was rendered before is used again."""

from typing import Any

from reviewsite.markdown import render_cache
from reviewsite.wsgi import django


class _Nothing:
    def get(self, key: bytes) -> None:
        return None

    def put(self, key: bytes, value: Any, size: int) -> None:
        pass


render_cache.memory = _Nothing()  # type: ignore[assignment]
application = django
