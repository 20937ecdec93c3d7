"""The pages of the second step: set it up, take it, get new recovery codes, turn it off."""

import io
from typing import Any

import segno
from django.conf import settings
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp import login as otp_login
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice

from reviewsite.accounts import devices, two_factor
from reviewsite.accounts.audit import Event, record
from reviewsite.accounts.confirmation import CodeForm, ask, confirmed, is_confirmed
from reviewsite.accounts.notices import note


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    app = two_factor.app_of(request.user)
    context = {
        "app": app,
        "codes_left": two_factor.codes_left(request.user),
        "required": settings.STAFF_TWO_FACTOR == "required",
        "confirmed": is_confirmed(request),
    }
    return _page(request, "two_factor", _("Two-factor login"), context)


@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def enrol(request: HttpRequest) -> HttpResponse:
    """Set up an app; one that is set up already must be turned off first."""
    if two_factor.app_of(request.user):
        return redirect("admin:two_factor")
    device = two_factor.device_to_confirm(request.user)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if verify_token(request.user, device.persistent_id, form.cleaned_data["code"].replace(" ", "")):
            device.refresh_from_db()
            device.confirmed = True
            device.save()
            _remember(request, device)
            note(Event.TWO_FACTOR_ON, user=request.user, request=request)
            record(Event.RECOVERY_CODES_MADE, about=_account(request), request=request)
            return _show_codes(request, first=True)
        form.refuse()
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    context = {
        "form": form,
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "required": settings.STAFF_TWO_FACTOR == "required",
        "next": request.GET.get("next", ""),
    }
    return _page(request, "two_factor_set_up", _("Set up two-factor login"), context)


@require_safe
def qr_code(request: HttpRequest) -> HttpResponse:
    """The secret of the app that is being set up, as a picture; gone as soon as it is confirmed."""
    if two_factor.app_of(request.user):
        raise Http404
    if not is_confirmed(request):
        return ask(request)
    picture = io.BytesIO()
    code = segno.make(two_factor.device_to_confirm(request.user).config_url, micro=False)
    code.save(picture, kind="svg", scale=6, border=4, light="#fff", svgclass=None, lineclass=None)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_POST
@confirmed
def recovery_codes(request: HttpRequest) -> HttpResponse:
    if not two_factor.app_of(request.user):
        raise Http404
    note(Event.RECOVERY_CODES_MADE, user=request.user, request=request)
    return _show_codes(request, first=False)


@require_POST
@confirmed
def switch_off(request: HttpRequest) -> HttpResponse:
    if two_factor.turn_off(request.user):
        note(Event.TWO_FACTOR_OFF, user=request.user, request=request)
        messages.success(request, _("Two-factor login is off."))
    return redirect("admin:two_factor")


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The second step itself."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = resolve_url("admin:index")
    if not two_factor.must_verify(request.user):
        return redirect(target)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        device = two_factor.verify(request.user, form.cleaned_data["code"])
        if device:
            _remember(request, device)
            devices.complete_login(request, request.user)
            if isinstance(device, StaticDevice):
                _say_codes_left(request)
            return redirect(target)
        form.refuse()
    return _page(request, "two_factor_verify", _("Second step"), {"form": form, "next": target})


def _remember(request: HttpRequest, device: Any) -> None:
    # Whoever knew the session's key before the second step does not know this one.
    request.session.cycle_key()
    otp_login(request, device)


def _say_codes_left(request: HttpRequest) -> None:
    note(Event.RECOVERY_CODE_USED, user=request.user, request=request)
    left = two_factor.codes_left(request.user)
    text = ngettext("%(left)d recovery code is left.", "%(left)d recovery codes are left.", left)
    messages.warning(request, text % {"left": left})


def _show_codes(request: HttpRequest, *, first: bool) -> HttpResponse:
    context = {"codes": two_factor.new_recovery_codes(request.user), "first": first}
    return _page(request, "recovery_codes", _("Your recovery codes"), context)


def _account(request: HttpRequest) -> Any:
    return request.user


def _page(request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/accounts/{name}.html", context)
