"""`python -m tests.performance.under_granian module:application`: as `manage.py serve` runs the site."""

import os
import sys
from importlib import import_module
from typing import Any

from granian import Granian

from reviewsite.server import GRANIAN, SWITCH_INTERVAL


def load(target: str) -> Any:
    """The application, in the worker."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)


if __name__ == "__main__":
    options = {**GRANIAN, "blocking_threads": int(os.environ.get("THREADS", GRANIAN["blocking_threads"]))}
    server = Granian(sys.argv[1], address="127.0.0.1", port=int(os.environ["PORT"]), **options)
    server.serve(target_loader=load)
