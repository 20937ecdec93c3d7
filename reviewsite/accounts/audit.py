"""Who did what: the one way into the audit log, and the events of accounts that come as signals."""

import datetime as dt
from typing import Any

from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.db import models
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviewsite.accounts.models import AuditEntry, User
from reviewsite.http.client_address import client_address, network_of

#: More failed logins than this in an hour from one network are one story, and must not fill the disk.
FAILURES_NOTED = 30


class Event(models.TextChoices):
    LOGIN = "login", gettext_lazy("logged in")
    NEW_DEVICE = "new_device", gettext_lazy("logged in from a new device")
    LOGIN_FAILED = "login_failed", gettext_lazy("login failed")
    PASSWORD_CHANGED = "password_changed", gettext_lazy("password changed")
    TWO_FACTOR_ON = "two_factor_on", gettext_lazy("two-factor set up")
    TWO_FACTOR_OFF = "two_factor_off", gettext_lazy("two-factor turned off")
    RECOVERY_CODE_USED = "recovery_code_used", gettext_lazy("recovery code used")
    RECOVERY_CODES_MADE = "recovery_codes_made", gettext_lazy("recovery codes made")
    SESSION_ENDED = "session_ended", gettext_lazy("session ended")
    ROLE_CHANGED = "role_changed", gettext_lazy("role changed")
    STATE_CHANGED = "state_changed", gettext_lazy("state changed")
    OVERRIDE = "override", gettext_lazy("published in spite of problems")
    DELETED = "deleted", gettext_lazy("deleted")
    RESTORED = "restored", gettext_lazy("restored")
    MERGED = "merged", gettext_lazy("merged")
    UNMERGED = "unmerged", gettext_lazy("merge undone")
    IMPORTED = "imported", gettext_lazy("imported")
    PICTURE_CHANGED = "picture_changed", gettext_lazy("picture changed")
    PREVIEW_LINK_MADE = "preview_link_made", gettext_lazy("preview link made")
    PREVIEW_LINK_REVOKED = "preview_link_revoked", gettext_lazy("preview link revoked")


def record(
    event: Event,
    *,
    actor: Any = None,
    about: models.Model | None = None,
    detail: str = "",
    request: HttpRequest | None = None,
) -> AuditEntry:
    """Add an entry. Without an `actor` it is the user of the `request`; without either, the machine itself."""
    if actor is None and request is not None and request.user.is_authenticated:
        actor = request.user
    return AuditEntry.objects.create(
        event=event.value,
        actor_id=actor.pk if actor else None,
        actor_name=str(actor)[:150] if actor else "",
        about_model=about._meta.label_lower if about else "",
        about_id=str(about.pk) if about else "",
        about=str(about)[:250] if about else "",
        detail=detail[:1000],
        address=network(request),
    )


def network(request: HttpRequest | None) -> str:
    """The /24 or /48 that a request came from: what is kept of addresses."""
    address = client_address(request) if request else None
    return network_of(address, bits_4=24, bits_6=48) if address else ""


@receiver(user_logged_in)
def _note_login(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record(Event.LOGIN, actor=user, request=request)


@receiver(user_login_failed)
def _note_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    hour_ago = timezone.now() - dt.timedelta(hours=1)
    noted = AuditEntry.objects.filter(event=Event.LOGIN_FAILED, address=network(request), at__gte=hour_ago)
    if noted.count() >= FAILURES_NOTED:
        return
    # A name that is nobody's may be a password typed into the wrong field.
    user = User.objects.filter(username=credentials.get("username")).first()
    record(Event.LOGIN_FAILED, about=user, detail="" if user else _("an unknown name"), request=request)
