"""A token in the comment form that says when the form was fetched and for which review; it names nobody.

Programs that post without ever reading the form have none, and those that answer within a second are too quick.
"""

import time

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from reviews.models import Review

YOUNGEST, OLDEST = 3, 24 * 60 * 60
_signer = Signer(salt="comments.page")


def issue(review: Review, *, now: float | None = None) -> str:
    """A token for a form that is sent out now (seconds since 1970)."""
    return _signer.sign(f"{review.pk}.{int(time.time() if now is None else now)}")


def problem(token: str, review: Review, *, later: float = 0, now: float | None = None) -> str | None:
    """What is wrong with the token, or will be so many seconds `later`, said to the person; None if it is good.

    With a new token in the form, which keeps its text, sending it again is enough.
    """
    try:
        about, _dot, moment = _signer.unsign(token).partition(".")
        age = (time.time() if now is None else now) - int(moment) + later
    except (BadSignature, ValueError):
        return str(_("This form is not one of ours any more. Please send it once more."))
    if about != str(review.pk):
        return str(_("This form belongs to another review. Please send it once more."))
    if age < YOUNGEST:
        return str(_("That was very quick. Please wait a moment and send it once more."))
    if age > OLDEST:
        return str(_("This form has been open for more than a day. Please send it once more."))
    return None
