"""Whether a new comment is shown at once, waits for a moderator, or is put away as spam; and why."""

import re
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from reviews.comments import bayes
from reviews.comments.models import Comment
from reviews.comments.models.spam import WatchedWord
from reviews.comments.visitor import Visitor
from reviewsite.prepared import Prepared
from reviewsite.search.tokeniser import words

MOST_LINKS = 2
#: Addresses as people and programs write them, with or without Markdown or a scheme.
LINK = re.compile(r"(?:https?|ftp)://|\bwww\.|\]\(\s*[^\s)]|\[url|<a\s", re.IGNORECASE)
_MARKDOWN_WITH_SCHEME = re.compile(r"\]\(\s*<?(?:https?|ftp)://(?:www\.)?", re.IGNORECASE)
_SCHEME_WITH_WWW = re.compile(r"(?:https?|ftp)://www\.", re.IGNORECASE)

#: Reasons as they are stored -> as moderators read them.
REASONS = {
    "first": _("first comment"),
    "links": _("many links"),
    "words": _("watched word"),
    "staff-name": _("name of a staff member"),
    "staff-email": _("e-mail of a staff member"),
    "trap": _("filled in the field that people do not see"),
    "reports": _("reported by readers"),
    "edited": _("edited"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody sent; `trap` is the field that people do not see."""

    author_name: str
    body: str
    email: str = ""
    trap: str = ""


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
    reasons = list(_suspicions(draft))
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


_approved_with_email = Prepared(
    lambda email, name: Comment.objects.by_email(email).by_name(name).filter(state=Comment.State.VISIBLE)[:1],
    email=CharField(),
    name=CharField(),
)
_approved_from_address = Prepared(
    lambda address, name: Comment.objects.filter(
        email="", address_hash=address, state=Comment.State.VISIBLE
    ).by_name(name)[:1],
    address=CharField(),
    name=CharField(),
)


def _is_known(draft: Draft, visitor: Visitor) -> bool:
    """Whether a moderator let this person through before.

    Nobody but its owner knows the e-mail that goes with a name, as it is never shown; a name alone says nothing.
    """
    if draft.email:
        return bool(_approved_with_email(email=draft.email, name=draft.author_name))
    return bool(_approved_from_address(address=visitor.address_hash, name=draft.author_name))
