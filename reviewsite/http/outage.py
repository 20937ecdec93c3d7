"""While the database is away: 503, said in words, and nothing in the log for each request."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error as broken

RETRY_AFTER = 10


def server_error(request: HttpRequest) -> HttpResponse:
    """What a view that raised is answered with: 503 if the database is away, 500 for anything else."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return broken(request)
    # Without a request: what a context processor asks for may be what is away.
    response = HttpResponse(render_to_string("503.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "private, no-store"
    return response
