"""Work that is done after the answer: rows in the site's own database, so that none is lost with a process."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> "JobQuerySet":
        return self.filter(done_at=None, failed_at=None)

    def due(self, now: dt.datetime) -> "JobQuerySet":
        """What may be begun: its time has come, and nobody holds it, or whoever did is gone."""
        return self.unfinished().filter(
            models.Q(locked_until=None) | models.Q(locked_until__lte=now), run_at__lte=now
        )

    def retry(self, now: dt.datetime) -> int:
        """Give those that failed all their attempts again; how many there were."""
        return self.exclude(failed_at=None).update(failed_at=None, attempts=0, run_at=now)


class Job(models.Model):
    """One piece of work. A worker holds it until `locked_until`; a worker that dies holds it no longer than that."""

    on_pages = False

    kind = models.CharField(_("kind"), max_length=50)
    payload = models.JSONField(_("about"))
    key = models.CharField(max_length=150, null=True, blank=True)  # noqa: DJ001  NULLs are not equal
    run_at = models.DateTimeField(_("not before"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    locked_until = models.DateTimeField(_("held until"), null=True, blank=True)
    locked_by = models.CharField(_("held by"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    failed_at = models.DateTimeField(_("given up"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes = [
            models.Index(
                fields=["run_at"], condition=models.Q(done_at=None, failed_at=None), name="job_unfinished"
            )
        ]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="job_key_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
