import argparse
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from reviewsite.jobs.worker import Worker, start_workers


class Command(BaseCommand):
    help = (
        "Does the site's jobs, such as mails and smaller pictures, until it is stopped by Ctrl-C or SIGTERM."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *, once: bool, **options: Any) -> None:
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        if not once:
            for thread in start_workers(stop.wait):
                thread.join()
            return
        worker = Worker()
        worker.prune()
        while not stop.is_set() and worker.run_next():
            pass
