"""Django's `migrate`, one at a time: two machines that start together apply each migration once."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from reviewsite.operations.locks import LockedError, migration_lock

#: Seconds; a migration of a large table takes minutes.
PATIENCE = 1800


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> Any:
        """From before the checks, which take a database that is locked for one that cannot do what they need."""
        if options["plan"] or options["check_unapplied"] or options["database"] != DEFAULT_DB_ALIAS:
            return super().execute(*args, **options)
        try:
            with migration_lock(patience=PATIENCE, waits=self._say_that_it_waits):
                return super().execute(*args, **options)
        except LockedError:
            raise CommandError("Another process has been migrating this database for half an hour.") from None

    def _say_that_it_waits(self) -> None:
        self.stdout.write("Another process is migrating this database; waiting for it to end.")
        self.stdout.flush()
