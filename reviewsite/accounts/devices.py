"""Which browsers an account has logged in with before.

A browser is known by a random cookie under /admin/ of which the database has the digest. The user agent and the network
would not do: both change with every update and every train ride, so the mails about new devices would be noise; and a
guesser can send anybody's user agent.
"""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from reviewsite.accounts import confirmation, sessions, two_factor
from reviewsite.accounts.audit import Event, network
from reviewsite.accounts.browsers import browser_of
from reviewsite.accounts.models import KnownDevice, User
from reviewsite.accounts.notices import note

#: As long as browsers keep a cookie at all.
KEPT_FOR = dt.timedelta(days=400)


def is_known(request: HttpRequest, user: User) -> bool:
    return _device(request, user) is not None


def complete_login(request: HttpRequest, user: Any) -> None:
    """Note that `user` has taken all steps of logging in: here is their browser, and their session."""
    now = timezone.now()
    KnownDevice.objects.filter(user=user, seen_at__lt=now - KEPT_FOR).delete()
    device = _device(request, user)
    if device is None:
        token = secrets.token_urlsafe(16)
        device = KnownDevice.objects.create(user=user, token_hash=_hash(token), seen_at=now)
        note(Event.NEW_DEVICE, user=user, request=request, detail=browser_of(request))
    else:
        token = request.COOKIES[_cookie(user)]
        KnownDevice.objects.filter(pk=device.pk).update(seen_at=now)
    request.device_cookie = (_cookie(user), token)  # type: ignore[attr-defined]
    request.session[sessions.DEVICE] = device.pk
    confirmation.confirm(request)
    sessions.enlist(request, user, network=network(request))


@receiver(user_logged_in)
def _after_the_password(request: HttpRequest, user: User, **kwargs: Any) -> None:
    if two_factor.app_of(user) is None:
        complete_login(request, user)


class DeviceMiddleware:
    """Gives a browser that has just logged in its cookie, and keeps sessions listed whose key changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(settings.SESSION_COOKIE_PATH):
            session = request.session
            if sessions.DEVICE in session and session.get(sessions.LISTED) != session.session_key:
                sessions.enlist(request, request.user, network=network(request))
            _set_cookie(request, response)
        return response


def _set_cookie(request: HttpRequest, response: HttpResponse) -> None:
    name, token = getattr(request, "device_cookie", ("", ""))
    if name:
        response.set_cookie(
            name,
            token,
            max_age=KEPT_FOR,
            path=settings.SESSION_COOKIE_PATH,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _cookie(user: User) -> str:
    """Each account has its own: two who share a browser do not make each other strangers."""
    return f"device-{user.pk}"


def _device(request: HttpRequest, user: User) -> KnownDevice | None:
    token = request.COOKIES.get(_cookie(user), "")
    return KnownDevice.objects.filter(user=user, token_hash=_hash(token)).first() if token else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
