import datetime as dt
from typing import Any

from django.utils import timezone

from reviewsite.jobs.models import Job
from reviewsite.jobs.registry import handler_of, recurring


def enqueue(
    kind: str, payload: dict[str, Any], *, key: str | None = None, run_at: dt.datetime | None = None
) -> None:
    """Have a job done by a worker, once the caller's transaction is committed, and not before `run_at`.

    With a `key`, a second job of the same kind and key is dropped, also after the first one is done (for as long
    as that is kept, see `worker.KEEP_DONE`). Raises KeyError for an unknown kind.
    """
    handler_of(kind)
    now = timezone.now()
    job = Job(kind=kind, payload=payload, key=key, run_at=run_at or now, created_at=now)
    # Unlike an IntegrityError, a row that is left out does not end the caller's transaction.
    Job.objects.bulk_create([job], ignore_conflicts=key is not None)


def enqueue_recurring(now: dt.datetime) -> None:
    """Have what recurs done once in the stretch of time that `now` lies in, however many workers ask for it."""
    for kind, every in recurring():
        enqueue(kind, {}, key=f"every {int(now.timestamp() // every.total_seconds())}", run_at=now)


def put_off(kind: str, *, by: dt.timedelta) -> None:
    """Let jobs of this kind that are due wait a while, since what they need is away."""
    now = timezone.now()
    Job.objects.due(now).filter(kind=kind).update(run_at=now + by)


def bring_forward(kind: str) -> None:
    """Try now what of this kind was put off: what it needs is back."""
    now = timezone.now()
    waiting = Job.objects.unfinished().filter(kind=kind, attempts=0, locked_until=None, run_at__gt=now)
    waiting.update(run_at=now)
