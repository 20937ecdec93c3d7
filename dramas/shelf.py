"""A reader's shelf: the page is the same for everybody, and so is the list of dramas that its script asks for.

The browser keeps the reader's dramas and finds them in that list, so no request names them.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dramas.models import Drama
from reviewsite.images.pictures import picture_of
from reviewsite.markdown import Picture


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    return render(request, "dramas/shelf.html", {"breadcrumbs": [(_("Your shelf"), "")]})


@require_safe
def shelf_dramas(request: HttpRequest) -> HttpResponse:
    """The facts on the shelf's cards, for each public drama by slug. Empty values are left out."""
    dramas = Drama.objects.published().select_related("poster").order_by("slug")
    return JsonResponse({drama.slug: _card(drama) for drama in dramas})


def _card(drama: Drama) -> dict[str, Any]:
    values = {
        "title": drama.title,
        "title_ko": drama.title_ko,
        "year": drama.year,
        "episodes": drama.episodes,
        "poster": _smallest(picture_of(drama.poster)),
    }
    return {name: value for name, value in values.items() if value}


def _smallest(poster: Picture | None) -> str:
    """The address of the narrowest file that every browser reads; a `srcset` begins with it."""
    if poster is None:
        return ""
    addresses = (srcset.split()[0] for kind, srcset in poster.sources if kind == "image/webp")
    return next(addresses, poster.url)
