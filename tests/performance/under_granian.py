"""`python -m tests.performance.under_granian module:application`: as `manage.py serve` runs the site."""

import os
import sys

from granian import Granian

from reviewsite.server import GRANIAN

if __name__ == "__main__":
    Granian(sys.argv[1], address="127.0.0.1", port=int(os.environ["PORT"]), **GRANIAN).serve()
