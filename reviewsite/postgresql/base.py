"""The database backend that `ENGINE` names."""

import threading
import time
from typing import Any

from django.db.backends.postgresql import base

from reviewsite.configuration import databases

#: Seconds after a failure in which nobody tries; then one does, and the others are still told immediately.
REST = 1.0


class CircuitBreaker:
    """Remembers that a server was away, so that not every thread has to wait to find that out."""

    def __init__(self, rest: float = REST) -> None:
        self._rest = rest
        self._away_until = 0.0
        self._lock = threading.Lock()

    def lets_through(self) -> bool:
        """Whether to try. While the server is away, that is one for each rest."""
        if not self._away_until:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._away_until:
                return False
            self._away_until = now + self._rest
            return True

    def failed(self) -> None:
        with self._lock:
            self._away_until = time.monotonic() + self._rest

    def succeeded(self) -> None:
        self._away_until = 0.0


_breakers: dict[str, CircuitBreaker] = {}


def nobody_tries() -> None:
    """What the watch found out, so that the next requests do not have to: no server answers."""
    for breaker in list(_breakers.values()):
        breaker.failed()


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        breaker = _breakers.setdefault(self.alias, CircuitBreaker())
        if not breaker.lets_through():
            raise self.Database.OperationalError("The database was away a moment ago.")
        try:
            connection = super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            breaker.failed()
            self._find_out_why(conn_params)
            raise
        breaker.succeeded()
        return connection

    def _find_out_why(self, conn_params: dict[str, Any]) -> None:
        """Raise the server's own reason: the pool only says how long it waited. A reader has no time for that."""
        pool = self.settings_dict["OPTIONS"].get("pool")
        if pool and pool["timeout"] > databases.READERS_WAIT:
            self.Database.connect(**conn_params).close()
