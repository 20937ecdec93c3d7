"""What all pages with a form for visitors have in common: nobody is logged in, nobody stores them, and nothing typed
is lost."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reviews.comments import attempts
from reviews.models import Review
from reviewsite.site.current import use_last_known
from reviewsite.slugs import Moved, get_by_slug

#: A form with the longest text that anybody would paste, in bytes; nothing longer is read.
MAX_COMMENT_FORM = 1024 * 1024
RETRY_AFTER = 10
_REFUSALS = {409, 422, 429}

View = Callable[..., HttpResponse]


def visitor_form(view: View) -> View:
    """A page that answers GET and POST to anybody.

    A session that a browser should send is ignored, so a request needs no token against forged ones to be harmless;
    it must come from the site itself all the same. While the database is away the form comes back as it was sent.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.user = AnonymousUser()
        response = _refused(request) if request.method == "POST" else None
        if response is None:
            try:
                response = view(request, *args, **kwargs)
                if response.status_code in _REFUSALS or "preview" in request.POST:
                    attempts.note(request)
            except (OperationalError, InterfaceError):
                response = _away(request)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        # The address may hold a token.
        response["Referrer-Policy"] = "same-origin"
        return response

    return answer


def review_of(request: HttpRequest, slug: str) -> Review:
    """The published review. What was written to a review that was renamed meanwhile belongs to it all the same."""
    try:
        return get_by_slug(Review.objects.published().select_related("drama"), slug)
    except Moved as moved:
        if request.method == "POST" and isinstance(moved.target, Review):
            return moved.target
        raise


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a form was sent from one of the site's own pages, by what the browser says; nothing said is a no.

    No page can make a browser say otherwise, so no token of a session is needed for that.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin)[:2] == (request.scheme, request.get_host())


def see_other(address: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": address})


def number(raw: str) -> int | None:
    """A row's number out of a query string; None for what is none."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) <= 18 else None


def _refused(request: HttpRequest) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdigit() and int(length) > MAX_COMMENT_FORM:
        return render(request, "comments/too_large.html", status=413)
    if not is_same_origin(request):
        return render(request, "comments/foreign.html", status=403)
    if seconds := attempts.wait(request):
        return _handed_back(request, "comments/wait.html", 429, seconds)
    return None


def _away(request: HttpRequest) -> HttpResponse:
    return _handed_back(request, "comments/away.html", 503, RETRY_AFTER)


def _handed_back(request: HttpRequest, template: str, status: int, seconds: int) -> HttpResponse:
    """The form as it was sent, to be sent again after so many seconds; the database is not asked."""
    use_last_known()
    typed = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name != "body"]
    context = {
        "address": request.get_full_path(),
        "typed": typed,
        "body": request.POST.get("body", ""),
        "minutes": -(-seconds // 60),
    }
    response = render(request, template, context, status=status)
    response["Retry-After"] = str(seconds)
    return response
