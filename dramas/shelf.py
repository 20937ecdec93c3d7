"""A reader's shelf: the page is the same for everybody, and so is the list of dramas that it asks for.

What somebody watches stays in their browser, which looks it up in that list: no request says which dramas they mean.
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
    """What a card says of each public drama, by its slug, without what would be empty."""
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
    """The address of the narrowest file that every browser reads."""
    if poster is None:
        return ""
    widths = [srcset.split()[0] for kind, srcset in poster.sources if kind == "image/webp"]
    return widths[0] if widths else poster.url
