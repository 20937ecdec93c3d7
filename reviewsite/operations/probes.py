"""Looking at something that may hang: whoever asks waits only so long, and it is asked once at a time."""

import threading
import time
from collections.abc import Callable, Iterable

from django.db import connection
from django.utils.translation import gettext_lazy as _

from reviewsite.operations.findings import Finding, Level

Look = Callable[[], list[Finding]]


class Probe:
    """`look` runs in a thread of its own; what it found is used again for `fresh` seconds."""

    def __init__(self, name: str, look: Look, *, fresh: float = 1.0) -> None:
        self.name = name
        self._look = look
        self._fresh = fresh
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._running = False
        self._found: list[Finding] = []
        self._found_at = float("-inf")

    def begin(self) -> None:
        with self._lock:
            if self._running or time.monotonic() - self._found_at < self._fresh:
                return
            self._running = True
            self._done.clear()
        # A daemon: one that hangs must not keep the server from stopping.
        threading.Thread(target=self._run, name=f"probe {self.name}", daemon=True).start()

    def result(self, timeout: float) -> list[Finding]:
        """What was found, after at most so many seconds."""
        if self._running and not self._done.wait(max(0.0, timeout)):
            return [
                Finding(
                    self.name,
                    Level.FAILING,
                    _("No answer (%(name)s)."),
                    _("See whether that service runs, and what the log says."),
                    {"name": self.name},
                )
            ]
        return self._found

    def _run(self) -> None:
        try:
            found = self._look()
        except Exception as error:
            found = [
                Finding(
                    self.name,
                    Level.FAILING,
                    _("Cannot be reached (%(name)s): %(error)s"),
                    _("See whether that service runs, and what the log says."),
                    {"name": self.name, "error": type(error).__name__},
                )
            ]
        finally:
            connection.close()
        self._found, self._found_at = found, time.monotonic()
        self._running = False
        self._done.set()


def look(probes: Iterable[Probe], *, within: float) -> list[Finding]:
    """What all of them found, in `within` seconds whatever hangs."""
    until = time.monotonic() + within
    asked = list(probes)
    for probe in asked:
        probe.begin()
    return [finding for probe in asked for finding in probe.result(until - time.monotonic())]
