from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from reviewsite import markdown
from reviewsite.images.pictures import pictures_for
from reviewsite.markdown.profiles import PAGE
from reviewsite.site import icons
from reviewsite.site import look as looks
from reviewsite.site import theme as themes
from reviewsite.site.current import current
from reviewsite.site.models import Page
from reviewsite.slugs import get_by_slug
from reviewsite.spoilers import SAFE, parse_seen

LONGEST_DESCRIPTION = 160


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_by_slug(Page.objects.published(), slug)
    address = found.get_absolute_url()
    if request.path != address:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    seen = parse_seen(request.GET.getlist("seen"))
    first, _end, _rest = markdown.plain_text(found.body, seen=SAFE).strip().partition("\n")
    context = {
        "title": found.title,
        "description": Truncator(first).chars(LONGEST_DESCRIPTION),
        "text": markdown.render(found.body, seen=seen, profile=PAGE, pictures=pictures_for([found.body])),
        "seen": seen,
        "breadcrumbs": [(found.title, "")],
    }
    return render(request, "pages/page.html", context)


@require_safe
def look(request: HttpRequest, named: str, digest: str) -> HttpResponse:
    """The stylesheet with the colours that its address names. `digest` is of what this release makes of them."""
    if (found := looks.look_named(named)) is None:
        raise Http404
    css = looks.stylesheet(found)
    return _stylesheet(css, is_current=digest == looks.digest(css))


@require_safe
def theme(request: HttpRequest, digest: str) -> HttpResponse:
    """The stylesheet of the owner's theme."""
    found = themes.stylesheet()
    if found is None:
        raise Http404
    return _stylesheet(found.css, is_current=digest == found.digest)


def _stylesheet(css: str | bytes, *, is_current: bool) -> HttpResponse:
    """One with the digest of another release may be asked for while a new one starts."""
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_current else "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone has to know to put the site on its home screen."""
    site, paper = current(), looks.tokens()[looks.LIGHT]["--paper"]
    found = site.icons
    data = {
        "name": site.name,
        "short_name": site.name,
        "start_url": "/",
        "display": "browser",
        "background_color": paper,
        "theme_color": paper,
        "icons": [
            {"src": found[use], "sizes": f"{icons.BY_USE[use]}x{icons.BY_USE[use]}", "type": "image/png"}
            for use in ("home", "large")
            if found
        ]
        or [{"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(data, content_type="application/manifest+json")
