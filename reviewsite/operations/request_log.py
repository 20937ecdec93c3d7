"""Every answer of 500 and above has its cause in one log line, with a number that the answer carries too."""

import logging
import re
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from reviewsite.operations import failures, figures
from reviewsite.operations.log_lines import request_id

logger = logging.getLogger("reviewsite.requests")

HEADER = "X-Request-ID"
_NUMBER = re.compile(r"[0-9a-f]{32}")


class RequestLogMiddleware:
    """The outermost: what any other does wrong is seen here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = request_number(request)
        token = request_id.set(number)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            route = route_of(request)
            figures.answered(request.method or "", route, response.status_code, time.perf_counter() - began)
            # That the database is away is said once, by the page cache, not for each request.
            if response.status_code >= 500 and response.status_code != 503 and route not in figures.HEALTH:
                failures.note()
                logger.error(
                    "%d for %s %s", response.status_code, request.method, route, exc_info=_cause_of(request)
                )
                response[HEADER] = number
        finally:
            request_id.reset(token)
        return response


def request_number(request: HttpRequest) -> str:
    """The proxy's own number, so that both logs have the same; without a proxy that is trusted, a new one."""
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return given if _NUMBER.fullmatch(given) else uuid.uuid4().hex


def route_of(request: HttpRequest) -> str:
    """The pattern of the route, never the path, which may hold a token."""
    match = request.resolver_match
    return f"/{match.route}" if match else "(no route)"


def note_cause(request: HttpRequest, error: BaseException) -> None:
    """For whoever answers an exception with a page of its own that says 503."""
    request.failure = error  # type: ignore[attr-defined]


@receiver(got_request_exception)
def _remember(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    error = sys.exception() if sys.version_info >= (3, 11) else sys.exc_info()[1]
    if request is not None and error is not None:
        note_cause(request, error)


def _cause_of(request: HttpRequest) -> BaseException | None:
    return getattr(request, "failure", None)
