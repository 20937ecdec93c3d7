import argparse
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from reviewsite.jobs.worker import Worker, start_workers
from reviewsite.operations import watch


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
            workers = start_workers(stop.wait)
            watch.start(stop.wait, works=lambda: all(each.is_alive() for each in workers))
            for thread in workers:
                thread.join()
            return
        worker = Worker()
        worker.prune()
        while not stop.is_set() and worker.run_next():
            pass
