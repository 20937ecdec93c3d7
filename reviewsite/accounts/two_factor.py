"""The second step of logging in: a code from an app on the phone, or one of ten recovery codes."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

RECOVERY_CODES = 10
#: Of base32, in groups of four: 80 bits, which nobody finds by trying, not even from a stolen database.
CODE_LENGTH = 16

#: Names of the routes that somebody between the two steps may use.
STEPS = {
    "admin:login",
    "admin:logout",
    "admin:two_factor_verify",
    "admin:two_factor_enrol",
    "admin:two_factor_qr",
    "admin:jsi18n",
}


def app_of(user: Any) -> TOTPDevice | None:
    """The app that the user has set up and confirmed."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def must_verify(user: Any) -> bool:
    """Whether the user has given the password only, and has a second step to take."""
    return not user.is_verified() and app_of(user) is not None


def must_enrol(user: Any) -> bool:
    return settings.STAFF_TWO_FACTOR == "required" and app_of(user) is None


def device_to_confirm(user: Any) -> TOTPDevice:
    """The app that is being set up; the same one until it is confirmed, so that a reload shows the same picture."""
    device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "app"})
    return device


def verify(user: Any, code: str) -> Device | None:
    """The device that this code belongs to. A code counts once; each wrong one doubles the wait for the next."""
    code = "".join(code.split()).replace("-", "").upper()
    if code.isdigit():
        device, token = app_of(user), code
    else:
        device, token = StaticDevice.objects.filter(user=user).first(), _digest(user, code)
    return verify_token(user, device.persistent_id, token) if device else None


@transaction.atomic
def new_recovery_codes(user: Any) -> list[str]:
    """Ten codes in place of all earlier ones, to be shown once: only their digests are kept."""
    device, _made = StaticDevice.objects.get_or_create(user=user, defaults={"name": "recovery"})
    device.token_set.all().delete()
    codes = [base64.b32encode(secrets.token_bytes(10)).decode() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_digest(user, code)) for code in codes)
    return ["-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4)) for code in codes]


def codes_left(user: Any) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def turn_off(user: Any) -> bool:
    """Forget all devices; whether there was one."""
    StaticDevice.objects.filter(user=user).delete()
    return bool(TOTPDevice.objects.filter(user=user).delete()[0])


def _digest(user: Any, code: str) -> str:
    """96 bits, salted by the account; what the library's column holds."""
    digest = hashlib.sha256(f"{user.pk}:{code}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:12]).decode()


class SecondStepMiddleware:
    """Keep users who have taken only the first step out of the whole admin, whatever is mounted there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.path_info.startswith(settings.SESSION_COOKIE_PATH):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        user: Any = request.user
        if name in STEPS or not (user.is_authenticated and user.is_staff):
            return None
        if must_verify(user):
            return _to(request, "admin:two_factor_verify")
        return _to(request, "admin:two_factor_enrol") if must_enrol(user) else None


def _to(request: HttpRequest, step: str) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseForbidden(_("Finish logging in first: the second step is missing."))
    return redirect(f"{reverse(step)}?{urlencode({'next': request.get_full_path()})}")
