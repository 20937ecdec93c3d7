"""How the site is served by granian, by `manage.py serve` and wherever it is measured."""

from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

#: A stalled upload holds a thread until it ends; with 64 of them ordinary requests are still answered beside 60.
THREADS = 64
#: How long a request that is under way may still take when the server is asked to stop, in seconds.
STOP_WITHIN = 20

#: Seconds of Python that a thread may go on for while others want to. With Python's own 5 ms whoever stores something,
#: and hands over at each statement, waits ten times as long for those who render as for the database.
SWITCH_INTERVAL = 0.0005

GRANIAN: dict[str, Any] = {
    "interface": Interfaces.WSGI,
    "workers": 1,
    "blocking_threads": THREADS,
    "websockets": False,
    "http": HTTPModes.http1,
    "log_level": LogLevels.error,  # it warns of so many threads
    "respawn_failed_workers": True,
    "workers_kill_timeout": STOP_WITHIN,
}
