"""`manage.py render_images`: makes missing renditions on all processors; the worker makes them one by one."""

import argparse
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviewsite.images.models import Image
from reviewsite.images.renditions import render_all

BAR = 30


class Command(BaseCommand):
    help = "Makes the lighter files of all pictures that lack them. A worker does the same in its own time."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="also remake the files that exist")
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="how many run in parallel (default: %(default)s)",
        )

    def handle(self, *, all: bool, processes: int, verbosity: int, **options: Any) -> None:
        if processes < 1:
            raise CommandError("--processes must be at least 1")
        images = Image.objects.exclude(file="") if all else Image.objects.without_renditions()
        failed = render_all(images, processes, self._show if verbosity else lambda *_: None)
        for name, error in failed.items():
            self.stderr.write(f"{name}: {type(error).__name__}: {error}")
        if failed:
            raise CommandError(f"{len(failed)} could not be made.")

    def _show(self, done: int, total: int) -> None:
        bar = "#" * (BAR * done // total)
        line = f"pictures [{bar:.<{BAR}}] {done} of {total}"
        if self.stdout.isatty():
            self.stdout.write(f"\r{line}", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == total:
            self.stdout.write(line)
