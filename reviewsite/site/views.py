from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from reviewsite import markdown
from reviewsite.images.pictures import pictures_for
from reviewsite.markdown.profiles import PAGE
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
