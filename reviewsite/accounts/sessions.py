"""Sessions of the staff: each is listed, can be ended, and ends by itself.

That is twelve hours after the login, and after two hours without a request.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from reviewsite.accounts.browsers import browser_of
from reviewsite.accounts.models import KnownDevice, StaffSession, User

SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"
#: The key of the browser's `KnownDevice`, and the session's own key under which it is listed.
DEVICE, LISTED = "device", "listed"
#: So rarely is it written down that somebody is still there, in seconds: each time costs a write.
NOTED_EVERY = 5 * 60
_LONGEST_SESSION = dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)


@receiver(user_logged_in)
def note_login(request: HttpRequest, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = int(time.time())


def enlist(request: HttpRequest, user: Any, *, network: str) -> None:
    """List the session of the request, also under the new key that a changed password or a second step gave it."""
    session, now = request.session, timezone.now()
    if session.session_key is None:
        session.save()  # gives it one
    StaffSession.objects.filter(user=user, started_at__lt=now - _LONGEST_SESSION).delete()
    StaffSession.objects.filter(session_key=session.get(LISTED, "")).delete()
    StaffSession.objects.update_or_create(
        session_key=session.session_key,
        defaults={
            "user": user,
            "device": KnownDevice.objects.filter(pk=session[DEVICE]).first(),
            "browser": browser_of(request)[:100],
            "network": network,
            "started_at": dt.datetime.fromtimestamp(session[SIGNED_IN_AT], dt.UTC),
            "seen_at": now,
        },
    )
    session[LISTED] = session.session_key


def sessions_of(user: Any) -> QuerySet[StaffSession]:
    """Those that are not over; the one that was used last comes first."""
    now = timezone.now()
    idle = dt.timedelta(seconds=settings.SESSION_IDLE + NOTED_EVERY)
    return StaffSession.objects.filter(
        user=user, started_at__gt=now - _LONGEST_SESSION, seen_at__gt=now - idle
    )


def end(rows: Iterable[StaffSession]) -> None:
    """End these sessions, and forget their browsers: the next login from there is one from a new device."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in rows:
        store(row.session_key).delete()
        if row.device_id is not None:
            KnownDevice.objects.filter(pk=row.device_id).delete()
        row.delete()


@receiver(user_logged_out)
def _forget(request: HttpRequest, **kwargs: Any) -> None:
    StaffSession.objects.filter(session_key=request.session.session_key or "").delete()


@receiver(post_save, sender=User)
def _forget_all(instance: User, created: bool, **kwargs: Any) -> None:
    """A changed password ends all sessions; the one in which it was changed is listed again by its new key."""
    if not created and getattr(instance, "_password", None) is not None:
        StaffSession.objects.filter(user=instance).delete()


class SessionLimitMiddleware:
    """Django's own limit starts again with every change of the session, so it ends none that is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Elsewhere nobody has a session, and asking for it would make the answer depend on cookies.
        if request.path_info.startswith(settings.SESSION_COOKIE_PATH) and SESSION_KEY in request.session:
            self._limit(request)
        return self.get_response(request)

    def _limit(self, request: HttpRequest) -> None:
        now, session = int(time.time()), request.session
        signed_in, seen = session.get(SIGNED_IN_AT, 0), session.get(SEEN_AT, 0)
        if now - signed_in > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE:
            logout(request)
        elif now - seen >= NOTED_EVERY:
            session[SEEN_AT] = now
            StaffSession.objects.filter(session_key=session.session_key).update(seen_at=timezone.now())
