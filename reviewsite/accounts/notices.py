"""Mails to the owner of an account about its safety."""

import contextlib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reviewsite.accounts.audit import Event, record
from reviewsite.accounts.browsers import browser_of
from reviewsite.accounts.models import AuditEntry, User
from reviewsite.mail import outbox

SENTENCES = {
    Event.NEW_DEVICE: _("Somebody logged in to your account from a new device."),
    Event.PASSWORD_CHANGED: _("The password of your account was changed."),
    Event.TWO_FACTOR_ON: _("Two-factor login was turned on for your account."),
    Event.TWO_FACTOR_OFF: _("Two-factor login was turned off for your account."),
    Event.RECOVERY_CODE_USED: _("A recovery code was used to log in to your account."),
    Event.RECOVERY_CODES_MADE: _(
        "New recovery codes were made for your account. The old ones no longer work."
    ),
}


def note(event: Event, *, user: Any, request: HttpRequest | None = None, detail: str = "") -> None:
    """Log that something happened to the account of `user`, and mail it to them."""
    actor = user if event is Event.NEW_DEVICE else None  # who logs in is not the request's user yet
    entry = record(event, actor=actor, about=user, detail=detail, request=request)
    if user.email:
        # An address that nobody could write to must not keep anybody from changing their password.
        with contextlib.suppress(ValidationError):
            outbox.send("account", user.email, _context(entry, user, request), key=f"account {entry.pk}")


def _context(entry: AuditEntry, user: Any, request: HttpRequest | None) -> dict[str, Any]:
    return {
        "user": user,
        "what": SENTENCES[Event(entry.event)],
        "at": entry.at,
        "browser": browser_of(request) if request else "",
        "network": entry.address,
        "password_page": settings.SITE_URL + reverse("admin:password_change"),
        "sessions_page": settings.SITE_URL + reverse("admin:account_sessions"),
    }


@receiver(post_save, sender=User)
def _note_password(instance: User, created: bool, **kwargs: Any) -> None:
    # The account holds the new password in clear until it is saved.
    if not created and getattr(instance, "_password", None) is not None:
        note(Event.PASSWORD_CHANGED, user=instance)
