"""Slows down guessing one account's password from many addresses, and locks nobody out.

After ten wrong passwords for a name from browsers that the account does not know, such browsers wait between two tries:
one second, then two, four, up to a quarter of an hour. That leaves a guesser about a hundred tries a day, from however
many addresses. Browsers in which the account has logged in before never wait, and neither does anybody with the right
password of an account that asks for a code after it.
"""

import datetime as dt
import hashlib
import hmac
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

FREE = 10
LONGEST = dt.timedelta(minutes=15)
#: A name that nobody tried for so long is as it was before.
FORGOTTEN = dt.timedelta(days=1)


def seconds_to_wait(name: str, now: dt.datetime) -> int:
    tried = LoginFailures.objects.filter(name_hash=_hash(name), last_at__gt=now - FORGOTTEN).first()
    if tried is None or tried.count < FREE:
        return 0
    wait = min(dt.timedelta(seconds=2 ** min(tried.count - FREE, 20)), LONGEST)
    return max(0, -int((now - tried.last_at - wait).total_seconds() // 1))


def refusal(request: HttpRequest) -> HttpResponse | None:
    """The answer to a login that has to wait, or None.

    The password is looked at first, so that the time it takes tells nothing; only an account with a second step is let
    through by it, and everybody else hears the same, right or wrong, with a name that exists or not.
    """
    name = _tidy(request.POST.get("username", ""))
    seconds = seconds_to_wait(name, timezone.now())
    if not seconds or _is_known(request, name):
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
    name = _tidy(credentials.get("username") or "")
    # What is refused anyway makes nobody wait longer: else a guesser could keep the owner out.
    if request is None or getattr(request, "must_wait", False) or _is_known(request, name):
        return
    now = timezone.now()
    LoginFailures.objects.filter(last_at__lte=now - FORGOTTEN).delete()
    if not LoginFailures.objects.filter(name_hash=_hash(name)).update(count=F("count") + 1, last_at=now):
        LoginFailures.objects.bulk_create(
            [LoginFailures(name_hash=_hash(name), last_at=now)], ignore_conflicts=True
        )


def _is_known(request: HttpRequest, name: str) -> bool:
    user = User.objects.filter(username=name).first()
    return user is not None and devices.is_known(request, user)


def _tidy(name: str) -> str:
    """As the login form reads it; no database takes a NUL."""
    return unicodedata.normalize("NFKC", name[:150]).strip().replace("\x00", "")


def _hash(name: str) -> str:
    """Keyed, for a name may be a password that was typed into the wrong field."""
    return hmac.new(settings.SECRET_KEY.encode(), f"login {name}".encode(), hashlib.sha256).hexdigest()
