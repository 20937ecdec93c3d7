"""Links that are mailed: signed, each good for one purpose, and for a while. GET shows a button, POST acts."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from reviews.comments.models import Comment, MailConsent
from reviewsite.mail.limits import address_hash

CONSENT, SILENCE, DATA = "consent", "silence", "data"
#: How long a link for each purpose is good. One that ends mail has to work for as long as mails are kept.
GOOD_FOR = {CONSENT: dt.timedelta(days=7), SILENCE: dt.timedelta(days=730), DATA: dt.timedelta(hours=24)}
_ROUTES = {CONSENT: "mail_links:consent", SILENCE: "mail_links:silence", DATA: "mail_links:data"}


def token_for(purpose: str, content: Any) -> str:
    return signing.dumps(content, salt=f"comments.{purpose}")


def read_token(purpose: str, token: str) -> Any:
    """What was signed for this purpose; None if it was not, or too long ago."""
    try:
        return signing.loads(token, salt=f"comments.{purpose}", max_age=GOOD_FOR[purpose])
    except signing.BadSignature:
        return None


def link(purpose: str, consent: MailConsent) -> str:
    return address_for(purpose, consent.pk)


def address_for(purpose: str, content: Any) -> str:
    """The whole address of a link; its host is the site's own, whatever host a request named."""
    return settings.SITE_URL + reverse(_ROUTES[purpose], args=[token_for(purpose, content)])


def address_of(comment: Comment) -> str:
    return settings.SITE_URL + comment.get_absolute_url()


def unsubscribe_headers(consent: MailConsent) -> dict[str, str]:
    """For the button that mail programs show (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{link(SILENCE, consent)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def consent_of(email: str) -> MailConsent:
    return MailConsent.objects.get_or_create(address_hash=address_hash(email))[0]


def is_confirmed(email: str) -> bool:
    """Whether the owner of this address said by a mailed link that it is theirs."""
    return MailConsent.objects.filter(
        address_hash=address_hash(email), state=MailConsent.State.GIVEN
    ).exists()


def decide(consent_pk: int, *, given: bool) -> MailConsent | None:
    """Note what the owner of an address said; None if their data were erased since."""
    state = MailConsent.State.GIVEN if given else MailConsent.State.REFUSED
    MailConsent.objects.filter(pk=consent_pk).exclude(state=state).update(
        state=state, changed_at=timezone.now()
    )
    return MailConsent.objects.filter(pk=consent_pk).first()
