"""`/healthz`: the process lives. `/readyz`: whether it can work, and if not, why, within a second whatever hangs."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reviewsite.operations import database_state, machine_state
from reviewsite.operations.findings import Finding, Level
from reviewsite.operations.probes import Probe, look

PATHS = frozenset({"/healthz", "/readyz"})
WITHIN = 0.8
#: Without these no request can be answered well, so whoever spreads requests should ask another process.
ESSENTIAL = frozenset({"database", "disk", "migrations"})

PROBES = [
    Probe("database", database_state.essentials),
    Probe("disk", machine_state.disk),
    # Anybody may ask: the mail server hears of it twice a minute.
    Probe("mail", machine_state.mail_server, fresh=30),
    Probe("cache", machine_state.page_store),
]


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """503 if an essential fails; 200 with "degraded" if something else does. It names, and tells nothing more."""
    found = look(PROBES, within=WITHIN)
    failing = any(finding.name in ESSENTIAL and finding.level is Level.FAILING for finding in found)
    status = "failing" if failing else "ok" if all(finding.is_well for finding in found) else "degraded"
    checks = {finding.name: _word(finding) for finding in found}
    return JsonResponse({"status": status, "checks": checks}, status=503 if failing else 200)


def _word(finding: Finding) -> str:
    return "ok" if finding.is_well else finding.level.name.lower()


class HealthFirst:
    """A WSGI application in front of another: health is asked under any name, and waits for no page."""

    def __init__(self, application: Any, django: WSGIApplication) -> None:
        self._application = application
        self._django = django
        self.ready = application.ready

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] not in PATHS:
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer
        return self._django({**environ, "HTTP_HOST": _own_name()}, start_response)


def _own_name() -> str:
    host = urlsplit(settings.SITE_URL).netloc
    allowed = settings.ALLOWED_HOSTS
    return host if not allowed or host.split(":")[0] in allowed else allowed[0]
