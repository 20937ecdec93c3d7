"""Where one is logged in, and ending it there."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from reviewsite.accounts import sessions
from reviewsite.accounts.audit import Event, record


@require_http_methods(["GET", "HEAD", "POST"])
def sessions_page(request: HttpRequest) -> HttpResponse:
    """All sessions of one's own account; POST ends one by its `end`, or with `others` all but this one."""
    mine = sessions.sessions_of(request.user)
    here = request.session.session_key or ""
    if request.method == "POST":
        others = mine.exclude(session_key=here)
        number = request.POST.get("end", "")
        if "others" not in request.POST:
            others = others.filter(pk=number) if number.isascii() and number.isdigit() else others.none()
        ended = list(others)
        sessions.end(ended)
        for row in ended:
            record(
                Event.SESSION_ENDED, about=row.user, detail=f"{row.browser}, {row.network}", request=request
            )
        text = ngettext("%(count)d session ended.", "%(count)d sessions ended.", len(ended))
        messages.success(request, text % {"count": len(ended)})
        return redirect("admin:account_sessions")
    context = {
        **admin.site.each_context(request),
        "title": _("Where you’re logged in"),
        "sessions": mine,
        "here": here,
    }
    return TemplateResponse(request, "admin/accounts/sessions.html", context)
