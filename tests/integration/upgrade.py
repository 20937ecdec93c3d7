"""Take the test's database back to an earlier migration, and forward again."""

from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

#: Goes back to (app, migration) and forward to the latest of every app.
Upgrade = Callable[[tuple[str, str]], None]


def upgrade_from(migration: tuple[str, str]) -> None:
    try:
        MigrationExecutor(connection).migrate([migration])
    finally:
        # Of every app: those that depend on the migration went back with it.
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
