"""`manage.py move_to_postgresql`: from the SQLite file to a PostgreSQL server."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection

from reviewsite.operations.backup import BackupError, moving


class Command(BaseCommand):
    help = "Moves the site from SQLite to an empty PostgreSQL database. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="postgresql://user@host/name, as in DATABASE_URL")

    def handle(self, *, url: str, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("DATABASE_URL is set: this site is not on SQLite.")
        try:
            moving.move(url, self.stdout.write)
        except (BackupError, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from error
        except Error as error:
            raise CommandError(f"PostgreSQL refused: {str(error).strip()}. Nothing was moved.") from error
        self.stdout.write(
            "Moved. Set DATABASE_URL to that address, run manage.py rebuild_search, and start the site."
        )
