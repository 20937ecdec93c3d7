import argparse
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from reviewsite.demo.invented_site import InventedSite, site_is_empty

WIDTH = 40


class Command(BaseCommand):
    help = (
        "Fills an empty site with invented dramas, people, reviews and comments, to see it at its full size."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--scale",
            type=float,
            default=1.0,
            help="1 (the default) is 10,000 dramas, 50,000 people, 20,000 reviews and 1,000,000 comments",
        )
        parser.add_argument(
            "--seed", type=int, default=20260101, help="a different number invents a different site"
        )

    def handle(self, *, scale: float, seed: int, **options: Any) -> None:
        if not site_is_empty():
            raise CommandError("There are dramas already. Use an empty database: DATA_DIR=/some/other/folder")
        begin = time.monotonic()
        site = InventedSite(scale, seed, with_comments=True)

        def tell(rows: int) -> None:
            share = min(1.0, rows / max(site.expected_rows, 1))
            bar = "█" * round(share * WIDTH)
            self.stdout.write(f"\r{bar:░<{WIDTH}} {share:4.0%}  {rows:,} rows", ending="")
            self.stdout.flush()

        site.fill(tell)
        self.stdout.write(
            f"\n{site.rows:,} rows in {time.monotonic() - begin:.0f} s. Building the search index …"
        )
        call_command("rebuild_search", verbosity=0)
        self.stdout.write(f"Done in {time.monotonic() - begin:.0f} s.")
