"""Slows down guessing one account's password from many addresses, and locks nobody out.

After ten wrong passwords for a name from browsers that the account does not know, such browsers wait between two tries:
one second, then two, four, up to a quarter of an hour. That leaves a guesser about a hundred tries a day, from however
many addresses. Nobody waits who logs in from a browser that the account knows, or who has the right password of an
account with a second step.
"""

import datetime as dt
import hashlib
import hmac
import math
import unicodedata
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.db.models import F
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from reviewsite.accounts import devices, two_factor
from reviewsite.accounts.models import LoginFailures, User

FREE_TRIES = 10
LONGEST_WAIT = dt.timedelta(minutes=15)
#: Failures are forgotten this long after the last one.
FORGOTTEN_AFTER = dt.timedelta(days=1)


def seconds_to_wait(name: str, now: dt.datetime) -> int:
    tried = LoginFailures.objects.filter(name_hash=_hash(name), last_at__gt=now - FORGOTTEN_AFTER).first()
    if tried is None or tried.count < FREE_TRIES:
        return 0
    wait = min(dt.timedelta(seconds=2 ** min(tried.count - FREE_TRIES, 20)), LONGEST_WAIT)
    return max(0, math.ceil((tried.last_at + wait - now).total_seconds()))


def refusal(request: HttpRequest) -> HttpResponse | None:
    """The answer to a login that has to wait, or None.

    The password is checked before the answer, so the time tells nothing. Only the right password of an account with a
    second step gets through. Everybody else gets the same answer, whether the password was right and the name exists.
    """
    name = _cleaned(request.POST.get("username", ""))
    seconds = seconds_to_wait(name, timezone.now())
    if not seconds or _browser_is_known(request, name):
        return None
    request.must_wait = True  # type: ignore[attr-defined]
    user = authenticate(request, username=name, password=request.POST.get("password", ""))
    if user is not None and two_factor.app_of(user) is not None:
        return None
    answer = render(request, "admin/locked_out.html", {"seconds": seconds, "title": ""}, status=429)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "private, no-store"
    return answer


@receiver(user_login_failed)
def _count(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    name = _cleaned(credentials.get("username") or "")
    # A try that was made while waiting does not lengthen the wait: else a guesser could keep the owner out.
    if request is None or getattr(request, "must_wait", False) or _browser_is_known(request, name):
        return
    now = timezone.now()
    LoginFailures.objects.filter(last_at__lte=now - FORGOTTEN_AFTER).delete()
    if not LoginFailures.objects.filter(name_hash=_hash(name)).update(count=F("count") + 1, last_at=now):
        LoginFailures.objects.bulk_create(
            [LoginFailures(name_hash=_hash(name), last_at=now)], ignore_conflicts=True
        )


def _browser_is_known(request: HttpRequest, name: str) -> bool:
    user = User.objects.filter(username=name).first()
    return user is not None and devices.is_known(request, user)


def _cleaned(name: str) -> str:
    """The name as the login form cleans it, without NULs, which no database takes."""
    return unicodedata.normalize("NFKC", name[:150]).strip().replace("\x00", "")


def _hash(name: str) -> str:
    """Keyed, for a name may be a password that was typed into the wrong field."""
    return hmac.new(settings.SECRET_KEY.encode(), f"login {name}".encode(), hashlib.sha256).hexdigest()
