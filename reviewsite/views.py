"""Pages that belong to no app."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reviewsite import style_guide as samples
from reviewsite.structured_data import absolute

ROBOTS = """User-agent: *
Disallow: /admin/

Sitemap: {sitemap}
"""


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html", {"breadcrumbs": [(_("About"), "")]})


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    context = {**samples.context(), "breadcrumbs": [(_("Style guide"), "")]}
    return render(request, "pages/style_guide.html", context)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers, 503 while it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database unreachable"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        ROBOTS.format(sitemap=absolute(reverse("sitemap"))), content_type="text/plain; charset=utf-8"
    )
