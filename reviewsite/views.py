"""Pages that belong to no app."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reviewsite.pages import style_guide as samples
from reviewsite.pages.structured_data import absolute

STAY_AWAY = "User-agent: *\nDisallow: /\n"
ROBOTS = """User-agent: *
Disallow: /admin/

Sitemap: {sitemap}
"""


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    context = {**samples.context(), "breadcrumbs": [(_("Style guide"), "")]}
    return render(request, "pages/style_guide.html", context)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    text = STAY_AWAY if settings.STAGING else ROBOTS.format(sitemap=absolute(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
