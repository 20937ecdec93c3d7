"""One line of figures for each run, and whether it kept to its goals."""

import signal
import sys


class Report:
    def __init__(self) -> None:
        self.failed = False
        # Whatever ends a run, its servers and folders go with it.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))

    def line(self, name: str, figures: str, **goals: bool) -> None:
        missed = [goal.replace("_", " ") for goal, met in goals.items() if not met]
        self.failed = self.failed or bool(missed)
        sys.stdout.write(f"{name}: {figures}{' · MISSED: ' + ', '.join(missed) if missed else ''}\n")
        sys.stdout.flush()

    def exit(self) -> None:
        sys.exit(1 if self.failed else 0)
