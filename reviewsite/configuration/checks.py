"""Deploy checks: what must be true before the site is shown to the world."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection

from reviewsite.configuration.databases import IN_FORCE, has_wal_reset_bug
from reviewsite.mail.delivery import is_unset


@register(Tags.security, deploy=True)
def check_public_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    messages: list[CheckMessage] = []
    if not settings.SITE_URL.startswith("https://"):
        messages.append(
            Error(
                "SITE_URL is not https: cookies and links would travel unprotected.",
                hint="Set SITE_URL=https://your.domain",
                id="reviewsite.E001",
            )
        )
    if any(host == "*" or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        messages.append(
            Error("ALLOWED_HOSTS has a wildcard.", hint="Name each host exactly.", id="reviewsite.E002")
        )
    if is_unset():
        messages.append(
            Error(
                "EMAIL_URL is not set, so no mail is sent: mails to readers and writers wait.",
                hint="Set EMAIL_URL=smtps://user:password@host (or STAGING=1 for a copy that sends none).",
                id="reviewsite.E003",
            )
        )
    return messages


@register(Tags.database)
def check_postgresql_settings(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """What is in force, not what was asked for: a pooler or a role may have other settings."""
    if connection.vendor != "postgresql" or not databases:
        return []
    messages: list[CheckMessage] = []
    with connection.cursor() as cursor:
        for name, wanted in {**IN_FORCE, "fsync": "on", "full_page_writes": "on"}.items():
            cursor.execute("SELECT current_setting(%s)", [name])
            found = cursor.fetchone()[0]
            if found != wanted:
                hint = (
                    f"ALTER ROLE {connection.settings_dict['USER'] or 'reviewsite'} SET {name} = '{wanted}';"
                )
                messages.append(
                    Warning(
                        f"PostgreSQL has {name} = {found}, not {wanted}.", hint=hint, id="reviewsite.W002"
                    )
                )
    return messages


@register(Tags.database)
def check_sqlite_version(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if connection.vendor != "sqlite":
        return []
    import sqlite3

    if not has_wal_reset_bug(sqlite3.sqlite_version_info):
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} has the WAL-reset bug, so the slower rollback journal is used.",
            hint="Install pysqlite3 0.6.1 or newer, or use PostgreSQL.",
            id="reviewsite.W001",
        )
    ]
