"""A thread in each process that looks after the site once a minute, and tells the owner what is wrong."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.utils import timezone

from reviewsite.operations import alerts, database_state, erasures, machine_state
from reviewsite.operations.findings import Finding, Level
from reviewsite.operations.health import PROBES
from reviewsite.operations.models import Heartbeat
from reviewsite.operations.probes import Probe, look

logger = logging.getLogger(__name__)

EVERY = database_state.HEARTBEAT.total_seconds()
#: Nobody waits for this look, so it has time; the database may be slow without being away.
WITHIN = 10.0

SLOW_PROBES = [
    Probe("records", database_state.records),
    Probe("certificate", machine_state.certificate, fresh=6 * 3600),
    Probe("errors", machine_state.server_errors),
]


class Watch:
    """Call `step` once a minute. What was wrong twice running is told: a service may be restarting."""

    def __init__(self, *, works: Callable[[], bool], tell: Callable[[Finding], None] = alerts.tell) -> None:
        self._works = works
        self._tell = tell
        self._wrong: set[str] = set()

    def step(self) -> list[Finding]:
        _mirror_and_beat(self._works())
        found = look([*PROBES, *SLOW_PROBES], within=WITHIN)
        wrong = [finding for finding in found if not finding.is_well]
        for finding in wrong:
            if finding.name in self._wrong or finding.level is Level.FAILING:
                self._tell(finding)
        self._wrong = {finding.name for finding in wrong}
        return found


def _mirror_and_beat(works: bool) -> None:
    """Say that this worker lives, and copy what other machines were asked to erase.

    While the database is away, neither is done, and the look that follows says so.
    """
    try:
        if works:
            Heartbeat.objects.update_or_create(role=database_state.WORKER, defaults={"at": timezone.now()})
        erasures.mirror()
    except DatabaseError:
        pass
    except Exception as error:  # the look that follows matters more
        logger.warning("This minute was not noted: %s", type(error).__name__)
    finally:
        connection.close()


def start(stopped: Callable[[float], bool], *, works: Callable[[], bool]) -> threading.Thread:
    """Watch until `stopped`, which waits up to so many seconds and says whether to end, says so."""

    def run() -> None:
        watch = Watch(works=works)
        wait = 5.0  # soon after the start, when the server has other things to do
        while not stopped(wait):
            began = time.monotonic()
            try:
                watch.step()
            except Exception:
                logger.exception("The site could not be looked after")
            wait = max(1.0, EVERY - (time.monotonic() - began))

    thread = threading.Thread(target=run, name="watch", daemon=True)
    thread.start()
    return thread


def all_findings() -> list[Finding]:
    """For the page that shows them; the certificate as it was last looked at."""
    return look([*PROBES, *SLOW_PROBES], within=3.0)
