"""Figures for Prometheus, on a port of this machine only (`METRICS`)."""

import logging
import threading
import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

logger = logging.getLogger(__name__)

#: The port of the figures is that of the site and so many.
BEYOND = 1000
HEALTH = frozenset({"/healthz", "/readyz"})

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)
_ANSWERS = Counter(
    "reviewsite_answers", "Requests that reached Django", ["method", "route", "status"], registry=REGISTRY
)
_SECONDS = Histogram(
    "reviewsite_answer_seconds",
    "How long Django took to answer",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
#: Whatever else a client calls its method is one, so that nobody can fill the memory.
_METHODS = {"GET", "HEAD", "POST"}


def answered(method: str, route: str, status: int, seconds: float) -> None:
    _ANSWERS.labels(method if method in _METHODS else "other", route, str(status)).inc()
    _SECONDS.labels(route).observe(seconds)


class StateCollector(Collector):
    """Each finding as a level: 0 well, 1 warning, 2 failing. Looked at when asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        from reviewsite.operations.health import PROBES, WITHIN
        from reviewsite.operations.probes import look

        state = GaugeMetricFamily("reviewsite_state", "0 well, 1 warning, 2 failing", labels=["check"])
        for finding in look(PROBES, within=WITHIN):
            state.add_metric([finding.name], finding.level)
        yield state


def serve(port: int) -> None:
    """Hand the figures out to this machine; a process that is about to end may still hold the port."""
    REGISTRY.register(StateCollector())
    threading.Thread(target=_listen, args=[port], name="metrics", daemon=True).start()


def _listen(port: int) -> None:
    said = False
    while True:
        try:
            start_http_server(port, addr="127.0.0.1", registry=REGISTRY)
        except OSError as error:
            if not said:
                logger.warning("The port for figures, %d, is taken: %s", port, error.strerror)
            said = True
            time.sleep(1)
        else:
            return
