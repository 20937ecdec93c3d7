"""`manage.py rebuild_search`: rebuild the search index from the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reviewsite.search.index import rebuild
from reviewsite.search.models import SearchDoc


class Command(BaseCommand):
    help = "Rebuilds the search index. Needed after loaddata or changes made in the database itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing if there is an index")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (options["if_empty"] and SearchDoc.objects.exists()):
            rebuild(self._say if options["verbosity"] else lambda *_: None)

    def _say(self, kind: str, done: int, total: int) -> None:
        at_the_end = done == total
        self.stdout.write(f"\r{kind}: {done} of {total}", ending="\n" if at_the_end else "")
        self.stdout.flush()
