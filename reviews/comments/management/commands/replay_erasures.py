import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reviews.comments.data_requests import ERASURES_FILE, replay
from reviews.comments.erasure_log import remember


class Command(BaseCommand):
    help = (
        "Erases again, after a backup was restored, the people who had their data erased since it was made."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=settings.DATA_DIR / ERASURES_FILE)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            lines = []
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}") from error
        remember(lines)
        self.stdout.write(f"{replay(lines)} comments were erased again.")
