"""The site as a WSGI application that makes each page of a review anew, of the parts that it remembers."""

from typing import Any

from reviewsite import verifying
from reviewsite.wsgi import django


class _Nothing:
    def get(self, key: bytes) -> None:
        return None

    def put(self, key: bytes, value: Any, size: int) -> None:
        pass


verifying.memory = _Nothing()  # type: ignore[assignment]
application = django
