"""Sessions of the staff end twelve hours after the login, and after two hours without a request."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"
#: So rarely is it written down that somebody is still there, in seconds: each time costs a write.
NOTED_EVERY = 5 * 60


@receiver(user_logged_in)
def note_login(request: HttpRequest, **kwargs: Any) -> None:
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = int(time.time())


class SessionLimitMiddleware:
    """Django's own limit begins anew with every change of the session, so it ends none that is in use."""

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
