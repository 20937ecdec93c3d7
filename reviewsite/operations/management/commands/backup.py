"""`manage.py backup`: all of the site in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reviewsite.operations.backup import BackupError
from reviewsite.operations.backup.making import make


class Command(BaseCommand):
    help = (
        "Backs the whole site up into a file while it serves: database, pictures, key, settings, theme. Keep the file "
        "secret. In a folder, files are named by date, and of old ones seven days and five weeks are kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the file to make, or a folder")
        parser.add_argument(
            "--unchecked",
            action="store_true",
            help="do not test the backup by restoring it into a scratch place",
        )

    def handle(self, *, file: Path, unchecked: bool, **options: Any) -> None:
        say = self.stdout.write if options["verbosity"] else lambda _text: None
        try:
            path = make(file, say, checked=not unchecked)
        except BackupError as error:
            raise CommandError(str(error)) from error
        say(f"Backup: {path} ({path.stat().st_size / 1e6:,.1f} MB). It holds the site's secrets.")
