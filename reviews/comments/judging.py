"""Whether a new comment is shown at once, waits for a moderator, or is put away as spam; and why."""

import datetime as dt
import re
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.comments import bayes
from reviews.comments.models import Comment, CommentQuerySet
from reviews.comments.models.spam import WatchedWord
from reviews.comments.said_spoilers import spoilers_said_in
from reviews.comments.visitor import Visitor
from reviewsite.search.tokeniser import words

MOST_LINKS = 2
#: Links for who has this many comments here that a day passed over, in a text that the filter takes for good.
MOST_LINKS_OF_TRUSTED, TRUSTED_AFTER, A_DAY, GOOD = 10, 3, dt.timedelta(days=1), 0.1
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
    "staff-name": _("name of a staff member"),
    "staff-email": _("e-mail of a staff member"),
    "trap": _("filled in the field that people do not see"),
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
class Judgement:
    """The state for the comment, keys of REASONS, and the filter's guess from 0 (good) to 1 (spam)."""

    state: str
    reasons: list[str]
    score: float


def judge(draft: Draft, visitor: Visitor) -> Judgement:
    score = bayes.score(draft.body, draft.author_name)
    if draft.trap:
        return Judgement(Comment.State.SPAM, ["trap"], score)
    reasons = _suspicions(draft)
    if "links" in reasons and score < GOOD and _may_link(draft, visitor):
        reasons.remove("links")
    state = Comment.State.HELD if reasons else Comment.State.VISIBLE
    if not _is_known(draft, visitor):
        reasons.insert(0, "first")
        if state == Comment.State.VISIBLE:
            state = Comment.State.PENDING
    return Judgement(state, reasons, score)


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
    said = words(text)
    return any(_contains(said, words(word)) for word in WatchedWord.objects.values_list("text", flat=True))


def _contains(said: list[str], wanted: list[str]) -> bool:
    if not wanted:
        return False
    return any(said[start : start + len(wanted)] == wanted for start in range(len(said)))


def _approved(before: dt.datetime) -> CommentQuerySet:
    return Comment.objects.filter(state=Comment.State.VISIBLE, created_at__lte=before).only("pk").order_by()


def _is_known(draft: Draft, visitor: Visitor) -> bool:
    """Whether a moderator let this person through before.

    Nobody but its owner knows the e-mail that goes with a name, as it is never shown; a name alone says nothing.
    """
    return _count_approved(draft, visitor, timezone.now()) > 0


def _may_link(draft: Draft, visitor: Visitor) -> bool:
    """Whether somebody who is known here for long enough may give more links than others."""
    few = count_links(draft.body) <= MOST_LINKS_OF_TRUSTED and not LINK.search(draft.author_name)
    return few and _count_approved(draft, visitor, timezone.now() - A_DAY) >= TRUSTED_AFTER


def _count_approved(draft: Draft, visitor: Visitor, before: dt.datetime) -> int:
    """How many comments of this author are shown, up to as many as matter."""
    approved = _approved(before).by_name(draft.author_name)
    if draft.email:
        own = approved.by_email(draft.email)
    else:
        own = approved.filter(email="", address_hash=visitor.address_hash)
    return len(own[:TRUSTED_AFTER])
