"""What the database knows of the site's health."""

import datetime as dt
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from reviewsite.jobs.models import Job
from reviewsite.mail.models import Mail
from reviewsite.operations.findings import Finding, Level
from reviewsite.operations.models import Backup, Heartbeat

WORKER = "worker"
#: A worker says this often that it lives, and is missed after three times that.
HEARTBEAT = dt.timedelta(minutes=1)
JOB_WAITS, MAIL_WAITS = dt.timedelta(minutes=10), dt.timedelta(minutes=15)
BACKUP_EVERY = dt.timedelta(hours=26)
CLOCK_OFF = dt.timedelta(minutes=1)
GIVEN_UP_SINCE = dt.timedelta(days=7)


def essentials() -> list[Finding]:
    """Whether the site can work: the database answers, has this release's tables, and the jobs are done."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return [
        Finding("database", Level.WELL, _("The database answers.")),
        _migrations(),
        _jobs(now),
        _worker(now),
        _outbox(now),
        _clock(now),
    ]


def records() -> list[Finding]:
    """What an owner should look after, but no visitor notices."""
    now = timezone.now()
    try:
        return [_given_up(now), _backup(now)]
    except DatabaseError:
        return []  # `essentials` says that the database is away


@cache
def _released() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _migrations() -> Finding:
    missing = _released() - set(MigrationRecorder(connection).applied_migrations())
    if not missing:
        return Finding("migrations", Level.WELL, _("The database has the tables of this release."))
    return Finding(
        "migrations",
        Level.FAILING,
        ngettext_lazy(
            "%(count)d migration is not applied.", "%(count)d migrations are not applied.", "count"
        ),
        _("Run: manage.py migrate. deploy/upgrade does it by itself."),
        {"count": len(missing)},
    )


def _jobs(now: dt.datetime) -> Finding:
    oldest = Job.objects.due(now).order_by("run_at").values_list("run_at", flat=True).first()
    if oldest is None or now - oldest < JOB_WAITS:
        return Finding("jobs", Level.WELL, _("No job waits longer than it should."))
    return Finding(
        "jobs",
        Level.WARNING,
        _("A job has been waiting since %(since)s (UTC)."),
        _("See whether the worker runs: systemctl status reviewsite-work. Restarting it does no harm."),
        {"since": f"{oldest:%H:%M}"},
    )


def _worker(now: dt.datetime) -> Finding:
    seen = Heartbeat.objects.filter(role=WORKER).values_list("at", flat=True).first()
    if seen is None:
        return Finding("worker", Level.WELL, _("No worker has run yet."))
    if now - seen < 3 * HEARTBEAT:
        return Finding("worker", Level.WELL, _("The worker runs."))
    return Finding(
        "worker",
        Level.WARNING,
        _("The worker was last seen at %(since)s (UTC). Mail and new picture sizes wait for it."),
        _("Start it: systemctl start reviewsite-work (or manage.py work)."),
        {"since": f"{seen:%H:%M}"},
    )


def _outbox(now: dt.datetime) -> Finding:
    held = Mail.objects.filter(created_at__lt=now - MAIL_WAITS).count()
    if not held:
        return Finding("outbox", Level.WELL, _("No mail is held back."))
    return Finding(
        "outbox",
        Level.WARNING,
        ngettext_lazy(
            "%(count)d mail has been waiting for more than a quarter of an hour.",
            "%(count)d mails have been waiting for more than a quarter of an hour.",
            "count",
        ),
        _("Send a test mail below: it says what the mail server answers. No mail is lost meanwhile."),
        {"count": held},
    )


def _clock(now: dt.datetime) -> Finding:
    latest = Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
    there = _database_time() or now
    if (latest is None or latest - now < CLOCK_OFF) and abs(there - now) < CLOCK_OFF:
        return Finding("clock", Level.WELL, _("The clock agrees with the database's."))
    return Finding(
        "clock",
        Level.WARNING,
        _("This machine’s clock or the database’s is wrong: they disagree about the time."),
        _("Switch time synchronisation on: timedatectl set-ntp true. Scheduled reviews depend on it."),
    )


def _database_time() -> dt.datetime | None:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: dt.datetime = cursor.fetchone()[0]
        return found


def _given_up(now: dt.datetime) -> Finding:
    count = Job.objects.filter(failed_at__gte=now - GIVEN_UP_SINCE).count()
    if not count:
        return Finding("given_up", Level.WELL, _("No job was given up this week."))
    return Finding(
        "given_up",
        Level.WARNING,
        ngettext_lazy(
            "%(count)d job was given up this week.", "%(count)d jobs were given up this week.", "count"
        ),
        _("See why under Jobs, fix it, then retry them there."),
        {"count": count},
    )


def _backup(now: dt.datetime) -> Finding:
    last = Backup.objects.filter(checked=True).order_by("-made_at").values_list("made_at", flat=True).first()
    advice = _("Look at systemctl status reviewsite-backup, or make one: manage.py backup FOLDER")
    if last is None:
        # Somebody who tries the site out needs none.
        level = Level.WARNING if settings.SITE_URL.startswith("https://") else Level.WELL
        return Finding("backup", level, _("No backup has been made yet."), advice)
    if now - last < BACKUP_EVERY:
        text, level = _("The last good backup was made on %(when)s (UTC)."), Level.WELL
    else:
        text = _("The last good backup was made on %(when)s (UTC); there should be one a day.")
        level = Level.WARNING
    return Finding("backup", level, text, advice, {"when": f"{last:%Y-%m-%d %H:%M}"})
