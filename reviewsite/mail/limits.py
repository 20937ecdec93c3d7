"""How many mails of a kind one address gets, so that nobody can have this site pester another."""

import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.utils import timezone

from reviewsite.mail.models import Mail, Posted

KEEP_POSTED = dt.timedelta(days=8)
KEEP_UNSENT = dt.timedelta(days=30)


def address_hash(email: str) -> str:
    """A mail address as a number that only this site can compare; the same in any case of letters."""
    key = b"mail address" + settings.SECRET_KEY.encode()
    return hmac.new(key, email.strip().lower().encode(), hashlib.sha256).hexdigest()


def may_post(kind: str, email: str, *limits: tuple[int, dt.timedelta]) -> bool:
    """Whether one more mail of this kind keeps to the limits, each (number, within); if so it is counted."""
    mine = Posted.objects.filter(kind=kind, address_hash=address_hash(email))
    now = timezone.now()
    if any(mine.filter(created_at__gt=now - within).count() >= number for number, within in limits):
        return False
    Posted.objects.create(kind=kind, address_hash=address_hash(email), created_at=now)
    return True


def forget_old(now: dt.datetime) -> None:
    """Drop the memory of the limits, and mails that no server took in a month."""
    Posted.objects.filter(created_at__lt=now - KEEP_POSTED).delete()
    Mail.objects.filter(created_at__lt=now - KEEP_UNSENT).delete()
