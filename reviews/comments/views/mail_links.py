"""The pages that mailed links lead to. GET only shows, since mail scanners follow links; POST acts.

A token in the address is what proves the right to act, and nobody else knows it: there is no cookie and no session.
"""

import datetime as dt
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reviews.comments import data_requests
from reviews.comments.mail_consent import CONSENT, DATA, SILENCE, decide, read_token
from reviews.comments.models import MailConsent
from reviews.comments.visitor import visitor_of
from reviews.comments.visitor_forms import is_same_origin
from reviewsite.mail.limits import may_post

#: How many links one visitor may ask for, whatever the addresses.
REQUEST_LIMITS = ((5, dt.timedelta(minutes=10)), (20, dt.timedelta(days=1)))

_page = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@never_cache
@_page
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Say that replies may be mailed."""
    return _decide(request, "consent", read_token(CONSENT, token), given=True)


@csrf_exempt
@never_cache
@_page
def silence(request: HttpRequest, token: str) -> HttpResponse:
    """End mails about replies, also by the one click that mail programs offer (RFC 8058), or have them again."""
    return _decide(request, "silence", read_token(SILENCE, token), given="again" in request.POST)


@csrf_exempt
@never_cache
@sensitive_post_parameters("email")
@_page
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link to one's own data; the answer is the same whether there are any."""
    if request.method != "POST":
        return _show(request, "ask", {})
    if not is_same_origin(request):
        return _show(request, "ask", {"error": _("Please send the form from this page.")}, status=403)
    email = request.POST.get("email", "").strip()
    try:
        validate_email(email)
    except ValidationError as error:
        return _show(request, "ask", {"email": email, "error": " ".join(error.messages)}, status=422)
    if not may_post("data request", visitor_of(request).address_hash, *REQUEST_LIMITS):
        said = _("You have asked several times just now. Please try again in an hour.")
        return _show(request, "ask", {"email": email, "error": said}, status=429)
    data_requests.request_link(email)
    return _show(request, "asked", {})


@csrf_exempt
@never_cache
@_page
def data(request: HttpRequest, token: str) -> HttpResponse:
    """Download all that is kept of one's comments, or have it erased."""
    email = read_token(DATA, token)
    if email is None:
        return _show(request, "expired", {}, status=410)
    match request.POST.get("do"):
        case "export":
            return _download(data_requests.export(email))
        case "erase" if request.POST.get("texts") in {"keep", "erase"}:
            count = data_requests.erase(email, with_texts=request.POST["texts"] == "erase")
            return _show(request, "erased", {"count": count})
    return _show(request, "data", {"count": data_requests.own_comments(email).count(), "email": email})


def _decide(request: HttpRequest, page: str, consent_pk: Any, *, given: bool) -> HttpResponse:
    if consent_pk is None:
        return _show(request, "expired", {}, status=410)
    if request.method == "POST":
        consent = decide(consent_pk, given=given)
    else:
        consent = MailConsent.objects.filter(pk=consent_pk).first()
    return _show(request, page, {"consent": consent, "done": request.method == "POST"})


def _show(request: HttpRequest, page: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, f"comments/mail_links/{page}.html", context, status=status)
    # The address is a key: it goes to no other site and into no index.
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _download(content: dict[str, Any]) -> HttpResponse:
    body = json.dumps(content, ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="comments.json"'
    response["Referrer-Policy"] = "no-referrer"
    return response
