"""`python -m tests.performance.under_serve module:application`: on PORT, as `manage.py serve` runs the site."""

import os
import sys
from importlib import import_module

from reviewsite.serving.processes import SWITCH_INTERVAL, Server
from reviewsite.serving.site import THREADS, Site


def load() -> Site:
    """The application, in the worker."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    module, _, name = sys.argv[1].partition(":")
    threads = int(os.environ.get("THREADS", THREADS))
    return Site(getattr(import_module(module), name), takes_no_body=lambda path: False, threads=threads)


if __name__ == "__main__":
    Server(load, host="127.0.0.1", port=int(os.environ["PORT"])).run()
