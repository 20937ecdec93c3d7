"""Django's `collectstatic`, made beside what is served and put in its place whole."""

import os
import shutil
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands import collectstatic
from django.core.files.storage import storages
from django.core.management.base import CommandError

from reviewsite.operations.locks import LockedError, file_lock

PATIENCE = 600
#: Pages that were read or kept before an upgrade ask for the files that they name for so long.
KEEP_SECONDS = 30 * 24 * 3600


class Command(collectstatic.Command):
    def handle(self, **options: Any) -> Any:
        if options["dry_run"]:
            return super().handle(**options)
        root = Path(settings.STATIC_ROOT)
        try:
            with file_lock(root.with_name("static.lock"), patience=PATIENCE, waits=self._say_that_it_waits):
                return self._collect(root, options)
        except LockedError:
            raise CommandError("Another process has been collecting static files for ten minutes.") from None

    def _collect(self, root: Path, options: dict[str, Any]) -> Any:
        for left in root.parent.glob("static-*"):
            if left != root.resolve():
                shutil.rmtree(left)
        new = root.with_name(f"static-{time.time_ns()}")
        params: Any = settings.STORAGES["staticfiles"]
        self.storage = storages.create_storage(
            {**params, "OPTIONS": {**params.get("OPTIONS", {}), "location": str(new)}}
        )
        said = super().handle(**options)
        keep_older(root, new)
        make_readable(new)
        put_in_place(new, root)
        return said

    def _say_that_it_waits(self) -> None:
        self.stdout.write("Another process is collecting static files; waiting for it to end.")
        self.stdout.flush()


def keep_older(old: Path, new: Path) -> None:
    """Files of earlier releases stay for pages that name them: by their names they never change."""
    since = time.time() - KEEP_SECONDS
    for path in old.rglob("*"):
        there = new / path.relative_to(old)
        if path.is_file() and path.stat().st_mtime > since and not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, there)


def make_readable(folder: Path) -> None:
    """For the web server, whatever the umask."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def put_in_place(new: Path, root: Path) -> None:
    """Have `root` lead to `new`, in one step for whoever reads."""
    link = root.with_name("static.link")
    link.unlink(missing_ok=True)
    link.symlink_to(new.name)
    if root.is_dir() and not root.is_symlink():  # as earlier releases had it
        root.rename(root.with_name("static-0"))
    link.replace(root)
