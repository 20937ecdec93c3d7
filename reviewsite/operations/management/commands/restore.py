"""`manage.py restore`: a backup in the place of an empty site."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reviewsite.operations.backup import BackupError
from reviewsite.operations.backup.restoring import SETTINGS, restore


class Command(BaseCommand):
    help = (
        "Restores a backup into an empty site, applies this release's migrations, erases again who had their data "
        "erased since, and makes the search index. Stop the site first."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--erasures",
            type=Path,
            action="append",
            default=[],
            metavar="FILE",
            help="an erasures.jsonl of another machine, to replay as well",
        )

    def handle(self, *, file: Path, erasures: list[Path], **options: Any) -> None:
        try:
            restore(file, self.stdout.write, erasures)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"The site is restored. The settings it was made under are in {settings.DATA_DIR / SETTINGS}."
        )
