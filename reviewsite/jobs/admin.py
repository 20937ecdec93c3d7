from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reviewsite.jobs.models import Job, JobQuerySet


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", _("waiting")), ("failed", _("given up")), ("done", _("done"))]

    def queryset(self, request: HttpRequest, queryset: JobQuerySet) -> JobQuerySet:  # type: ignore[override]
        match self.value():
            case "waiting":
                return queryset.unfinished()
            case "failed":
                return queryset.exclude(failed_at=None)
            case "done":
                return queryset.exclude(done_at=None)
        return queryset


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    list_display = ["__str__", "state", "attempts", "created_at", "run_at", "last_error"]
    list_filter = [StateFilter, "kind"]
    list_per_page = 50
    actions = ["try_again"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("jobs.change_job")

    @admin.display(description=_("state"))
    def state(self, job: Job) -> Any:
        if job.done_at:
            return _("done")
        if job.failed_at:
            return _("given up")
        if job.locked_until and job.locked_until > timezone.now():
            return _("under way")
        return _("to be tried again") if job.attempts else _("waiting")

    @admin.action(description=_("Retry failed jobs"), permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: JobQuerySet) -> None:
        count = queryset.retry(timezone.now())
        said = ngettext("%(count)d job will be retried.", "%(count)d jobs will be retried.", count)
        self.message_user(request, said % {"count": count}, messages.SUCCESS if count else messages.WARNING)
