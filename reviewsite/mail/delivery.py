"""Sending what is in the outbox, one mail a job."""

import contextlib
import datetime as dt
import smtplib
from email.utils import format_datetime
from typing import Any, NoReturn

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from reviewsite.jobs.queue import bring_forward, put_off
from reviewsite.jobs.registry import AwayError, HopelessError, handler
from reviewsite.mail.models import Mail
from reviewsite.mail.outbox import KIND, sender

#: Tried again for about five days, as mail servers themselves do.
ATTEMPTS = 30
LEASE = dt.timedelta(minutes=15)
#: While the server is away one mail in this time asks whether it is back; the others wait.
ASK_AGAIN = dt.timedelta(seconds=30)


@handler(KIND, attempts=ATTEMPTS, lease=LEASE, lane="mail")
def deliver(payload: dict[str, Any]) -> None:
    mail = Mail.objects.filter(message_id=payload["message_id"]).first()
    if mail is None:
        return  # accepted by a server before
    if is_unset():
        put_off(KIND, by=ASK_AGAIN)
        raise AwayError("EMAIL_URL is not set", ASK_AGAIN)
    connection = get_connection()
    try:
        connection.open()
        connection.send_messages([as_message(mail)])
    except OSError as error:  # as every SMTPException is
        _raise_what_it_means(error)
    mail.delete()
    with contextlib.suppress(OSError):
        connection.close()
    bring_forward(KIND)


def is_unset() -> bool:
    """Whether a site for the world has no mail server: what it writes must wait, and not end in a file."""
    return settings.SITE_URL.startswith("https://") and not (settings.MAIL_SERVER or settings.STAGING)


def as_message(mail: Mail) -> EmailMessage:
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.created_at),
        "Auto-Submitted": "auto-generated",
        **mail.headers,
    }
    return EmailMessage(mail.subject, mail.text, sender(), to=[mail.to], headers=headers)


def _raise_what_it_means(error: OSError) -> NoReturn:
    """Give up on a mail that the server will never take; let the others wait if it is the server that is ill."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            about_this_mail, code = True, max(code for code, _said in refused.values())
        case smtplib.SMTPDataError(smtp_code=code):
            about_this_mail = True
        case _:
            about_this_mail, code = False, 0
    if not about_this_mail or code == 421:
        put_off(KIND, by=ASK_AGAIN)
        raise AwayError(f"{type(error).__name__}: {error}", ASK_AGAIN) from error
    if code >= 500:
        raise HopelessError(str(error)) from error
    raise error
