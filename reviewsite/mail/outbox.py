"""Writing a mail: it is sent if and only if the caller's transaction is committed."""

import hashlib
import unicodedata
from collections.abc import Mapping
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.validators import validate_email
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override

from reviewsite.jobs.models import Job
from reviewsite.jobs.queue import enqueue
from reviewsite.mail.models import Mail
from reviewsite.site.current import current

KIND = "mail.send"
_LONGEST_SUBJECT = 150


def send(
    template: str,
    to: str,
    context: Mapping[str, Any],
    *,
    key: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Put a mail into the outbox; a second one with the same `key` is dropped.

    `template` is a text in templates/mail/ whose first line is the subject. Raises ValidationError for an address that
    is none, ValueError for a header of more than one line.
    """
    validate_email(to)
    subject, text = _rendered(template, context)
    extra = dict(headers or {})
    if any(_has_control(f"{name}{value}") for name, value in extra.items()):
        raise ValueError("A mail header is one line.")
    message_id = message_id_of(key)
    if Job.objects.filter(kind=KIND, key=message_id).exists():
        return
    mail = Mail(message_id=message_id, to=to, subject=subject, text=text, headers=extra)
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    enqueue(KIND, {"message_id": message_id}, key=message_id)


def message_id_of(key: str) -> str:
    """The Message-ID of the mail with this key: the same however often it is sent, and it tells nothing."""
    digest = hashlib.blake2s(key.encode(), key=settings.SECRET_KEY.encode()[:32], digest_size=16).hexdigest()
    return f"<{digest}@{urlsplit(settings.SITE_URL).hostname}>"


def sender() -> str:
    """Whom mails are from: the site by its name, at the address of MAIL_FROM."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((one_line(current().name), address))


def one_line(text: str) -> str:
    """The text as it may be in a header: no line ends, control or direction characters."""
    return " ".join("".join(" " if _is_control(char) else char for char in text).split())


def _rendered(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    whole = {"site_name": current().name, "site_url": settings.SITE_URL, **context}
    with override(settings.LANGUAGE_CODE):
        # Plain text: an apostrophe is an apostrophe.
        source: Any = get_template(f"mail/{template}.txt")
        text = source.template.render(Context(whole, autoescape=False))
    subject, _end, body = text.strip().partition("\n")
    return one_line(subject)[:_LONGEST_SUBJECT], _printable(body.strip()) + "\n"


def _printable(text: str) -> str:
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"})


def _has_control(text: str) -> bool:
    return any(_is_control(char) for char in text)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
