"""Mail to the owner when something is wrong: sent straight to the mail server, since the worker may be what is ill."""

import contextlib
import datetime as dt
import logging
import os
import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from reviewsite.mail.outbox import one_line, sender
from reviewsite.operations.findings import Finding
from reviewsite.operations.locks import LockedError, file_lock
from reviewsite.operations.models import Alert
from reviewsite.site.current import current

logger = logging.getLogger(__name__)

#: Of one kind of trouble an owner hears at most this often.
AT_MOST_EVERY = dt.timedelta(hours=1)
#: If the mail server did not take it, it is tried again after so long.
AGAIN_AFTER = dt.timedelta(minutes=5)
#: Seconds for the mail server; nobody waits for it.
PATIENCE = 30

_told: dict[str, float] = {}
_known_owners: list[str] = []


def tell(finding: Finding) -> None:
    """Mail the owner, unless they were told of this kind within the hour, by whichever machine."""
    if not _may_tell(finding.name):
        return
    logger.warning("%s %s", finding.sentence, finding.todo)
    to = owners()
    if not (settings.MAIL_SERVER and to):
        return
    try:
        message(finding, to).send()
    except OSError as error:
        logger.warning("The owner could not be told by mail: %s", type(error).__name__)
        _tell_soon(finding.name)


def message(finding: Finding, to: list[str]) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        page = settings.SITE_URL + reverse("admin:site_state")
        subject = one_line(f"{current().name}: {finding.sentence}")[:150]
        text = "\n\n".join([finding.sentence, finding.todo, _("The state of the site: %s") % page]) + "\n"
    headers = {"Auto-Submitted": "auto-generated"}
    sending = get_connection(timeout=PATIENCE)
    return EmailMessage(subject, text, sender(), to=to, headers=headers, connection=sending)


def owners() -> list[str]:
    """OWNER_EMAIL, or the addresses of the administrators; as they were last known while the database is away."""
    if settings.OWNER_EMAIL:
        return [settings.OWNER_EMAIL]
    try:
        users = get_user_model()._default_manager.filter(is_superuser=True, is_active=True)
        _known_owners[:] = users.exclude(email="").values_list("email", flat=True)
    except DatabaseError:
        connection.close()
    return list(_known_owners)


def _may_tell(kind: str) -> bool:
    """Whether nobody told in the last hour. While the database cannot be asked, this machine alone counts."""
    now, moment = timezone.now(), time.monotonic()
    if moment - _told.get(kind, float("-inf")) < AT_MOST_EVERY.total_seconds():
        return False
    try:
        mine = _claim(kind, now)
    except DatabaseError:
        connection.close()
        mine = _claim_here(kind)
    if mine:
        _told[kind] = moment
    return mine


def _claim(kind: str, now: dt.datetime) -> bool:
    """One conditional UPDATE, so of two machines that see the same one tells."""
    if Alert.objects.filter(kind=kind, told_at__lte=now - AT_MOST_EVERY).update(told_at=now):
        return True
    made = Alert.objects.bulk_create([Alert(kind=kind, told_at=now)], ignore_conflicts=True)
    return bool(made) and Alert.objects.filter(kind=kind, told_at=now).exists()


def _claim_here(kind: str) -> bool:
    """By the time of a file: of the processes of this machine one tells. Where none can be written, each does."""
    stamp = settings.DATA_DIR / f"told-{kind}"
    try:
        with file_lock(settings.DATA_DIR / "alerts.lock", patience=1):
            if stamp.exists() and time.time() - stamp.stat().st_mtime < AT_MOST_EVERY.total_seconds():
                return False
            stamp.touch()
    except (OSError, LockedError):
        pass
    return True


def _tell_soon(kind: str) -> None:
    """Take back that the owner was told, but for a few minutes."""
    told = timezone.now() - AT_MOST_EVERY + AGAIN_AFTER
    _told[kind] = time.monotonic() - (AT_MOST_EVERY - AGAIN_AFTER).total_seconds()
    try:
        Alert.objects.filter(kind=kind).update(told_at=told)
    except DatabaseError:
        connection.close()
    with contextlib.suppress(OSError):
        os.utime(settings.DATA_DIR / f"told-{kind}", (told.timestamp(), told.timestamp()))
