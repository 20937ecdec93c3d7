"""`python -m tests.performance.under_serve module:application`: on PORT, as `manage.py serve` runs the site."""

import os
import sys
from importlib import import_module

from reviewsite.serving.processes import SWITCH_INTERVAL, Server
from reviewsite.serving.routes import Kind, Route
from reviewsite.serving.site import CAPACITY, Site


def load() -> Site:
    """The application, in the worker."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    module, _, name = sys.argv[1].partition(":")
    if threads := os.environ.get("THREADS"):
        CAPACITY[Kind.READING]["threads"] = int(threads)
    return Site(getattr(import_module(module), name), lambda environ: Route(Kind.READING, 0))


if __name__ == "__main__":
    Server(load, host="127.0.0.1", port=int(os.environ["PORT"])).run()
