"""Decides whether a new comment is published, waits for a moderator, or is put away as spam; and says why.

Authors are known by name and e-mail together, and only if the address was confirmed by its owner or the comment
comes from the network of an earlier one: a name and an address that anybody can type prove nothing.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.comments.mail_consent import is_confirmed
from reviews.comments.models import Comment, CommentQuerySet
from reviews.comments.models.watched_word import WatchedWord
from reviews.comments.said_spoilers import spoilers_said_in
from reviews.comments.visitor import Visitor
from reviewsite.search.tokeniser import words

MOST_LINKS = 2
#: Links for an author of this many comments that are older than a day.
MOST_LINKS_OF_TRUSTED, TRUSTED_AFTER, TRUSTED_SPAN = 10, 3, dt.timedelta(days=1)
#: Addresses as people and programs write them, with or without Markdown or a scheme.
LINK = re.compile(r"(?:https?|ftp)://|\bwww\.|\]\(\s*[^\s)]|\[url|<a\s", re.IGNORECASE)
_MARKDOWN_WITH_SCHEME = re.compile(r"\]\(\s*<?(?:https?|ftp)://(?:www\.)?", re.IGNORECASE)
_SCHEME_WITH_WWW = re.compile(r"(?:https?|ftp)://www\.", re.IGNORECASE)

#: Reasons as they are stored -> as moderators read them.
REASONS = {
    "first": _("first comment"),
    "links": _("many links"),
    "words": _("watched word"),
    "says-spoilers": _("says that it spoils, but is marked “No spoilers”"),
    "staff-name": _("staff name"),
    "staff-email": _("staff email"),
    "trap": _("filled in the hidden field (a bot)"),
    "reports": _("reported by readers"),
    "edited": _("edited"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody sent; `trap` is the field that people do not see. `is_marked_safe`: everybody would read it."""

    author_name: str
    body: str
    email: str = ""
    trap: str = ""
    is_marked_safe: bool = False


@dataclass(frozen=True, slots=True)
class Screening:
    """The state for the comment, and keys of REASONS."""

    state: str
    reasons: list[str]


def screen(draft: Draft, visitor: Visitor) -> Screening:
    if draft.trap:
        return Screening(Comment.State.SPAM, ["trap"])
    now = timezone.now()
    reasons = _suspicions(draft)
    if "links" in reasons and _may_link(draft, visitor, now):
        reasons.remove("links")
    state = Comment.State.HELD if reasons else Comment.State.VISIBLE
    if not _approved(draft.author_name, draft.email, visitor.address_prefix, now).exists():
        reasons.insert(0, "first")
        if state == Comment.State.VISIBLE:
            state = Comment.State.PENDING
    return Screening(state, reasons)


def is_by_known_author(comment: Comment) -> bool:
    """Whether this was not the first approved comment of its author."""
    earlier = _approved(comment.author_name, comment.email, comment.address_prefix, comment.created_at)
    return earlier.exclude(pk=comment.pk).exists()


def count_links(text: str) -> int:
    """How many addresses a text leads to, each counted once however it is written."""
    text = _MARKDOWN_WITH_SCHEME.sub("](x", text)
    return len(LINK.findall(_SCHEME_WITH_WWW.sub("http://", text)))


def _suspicions(draft: Draft) -> list[str]:
    found = []
    if count_links(draft.body) > MOST_LINKS or LINK.search(draft.author_name):
        found.append("links")
    if draft.is_marked_safe and spoilers_said_in(draft.body):
        found.append("says-spoilers")
    if _says_watched_word(f"{draft.author_name}\n{draft.email}\n{draft.body}"):
        found.append("words")
    staff = list(get_user_model().objects.filter(is_staff=True))
    if draft.email and any(one.email.lower() == draft.email.lower() for one in staff):
        found.append("staff-email")
    name = "".join(words(draft.author_name))
    if name and any(name in {"".join(words(each)) for each in (one.byline, one.username)} for one in staff):
        found.append("staff-name")
    return found


def _says_watched_word(text: str) -> bool:
    said = f" {' '.join(words(text))} "
    watched = (" ".join(words(word)) for word in WatchedWord.objects.values_list("text", flat=True))
    return any(f" {word} " in said for word in watched if word)


def _approved(name: str, email: str, network: str, before: dt.datetime) -> CommentQuerySet:
    """The published comments of this author up to a time; none for an author without an e-mail."""
    if not email:
        return Comment.objects.none()
    shown = Comment.objects.filter(state=Comment.State.VISIBLE, hidden_by_reports="", created_at__lte=before)
    theirs = shown.by_email(email).by_name(name).order_by()
    if is_confirmed(email):
        return theirs
    return theirs.filter(address_prefix=network) if network else theirs.none()


def _may_link(draft: Draft, visitor: Visitor, now: dt.datetime) -> bool:
    """Whether somebody who is known here for long enough may give more links than others."""
    if count_links(draft.body) > MOST_LINKS_OF_TRUSTED or LINK.search(draft.author_name):
        return False
    older = _approved(draft.author_name, draft.email, visitor.address_prefix, now - TRUSTED_SPAN)
    return older[:TRUSTED_AFTER].count() >= TRUSTED_AFTER
