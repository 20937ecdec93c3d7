"""A small naive Bayes filter, taught by the moderators. It publishes and refuses nothing: it sorts their queue.

The combination of the most telling words is Graham's ("A Plan for Spam", 2002), their estimate with a prior for rare
words Robinson's ("A Statistical Approach to the Spam Problem", 2003).
"""

import math
import re
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F

from reviews.comments.models.spam import Lesson, SpamToken
from reviewsite.search.tokeniser import tokens_of, words

UNKNOWN = 0.5
#: How many comments' worth of doubt every word starts with.
_PRIOR = 1.0
_MOST_TELLING = 20
_MOST_TOKENS = 400
_LINK = re.compile(r"(?:https?://|www\.)([\w.-]+)", re.IGNORECASE)
_ALL = ""

Counts = Mapping[str, tuple[int, int]]


def tokens(body: str, name: str = "") -> list[str]:
    """What the filter sees of a comment: its words once each, the hosts of links, and the words of the name apart."""
    found = [token for word in words(body) for token in tokens_of(word)]
    found += [f"host:{host.lower()[:90]}" for host in _LINK.findall(body)]
    found += [f"name:{token}" for word in words(name) for token in tokens_of(word)]
    return list(dict.fromkeys(found))[:_MOST_TOKENS]


def probability(found: Iterable[str], counts: Counts) -> float:
    """0 (surely good) to 1 (surely spam) of a comment with these tokens; 0.5 for a filter that knows one kind only.

    `counts` gives for each token, and for "" as the total, in how many spam and good comments it stood.
    """
    all_spam, all_ham = counts.get(_ALL, (0, 0))
    if not all_spam or not all_ham:
        return UNKNOWN
    shares = []
    for token in found:
        spam, ham = counts.get(token, (0, 0))
        if spam + ham:
            spam_rate, ham_rate = spam / all_spam, ham / all_ham
            raw = spam_rate / (spam_rate + ham_rate)
            shares.append((_PRIOR * UNKNOWN + (spam + ham) * raw) / (_PRIOR + spam + ham))
    shares.sort(key=lambda share: -abs(share - UNKNOWN))
    odds = sum(math.log(share) - math.log1p(-share) for share in shares[:_MOST_TELLING])
    return 1 / (1 + math.exp(-max(-500.0, min(500.0, odds))))


def score(body: str, name: str = "") -> float:
    found = tokens(body, name)
    rows = SpamToken.objects.filter(token__in=[*found, _ALL])
    return probability(found, {row.token: (row.spam, row.ham) for row in rows})


@transaction.atomic
def teach(comment_id: int, body: str, name: str, *, is_spam: bool) -> None:
    """Learn that this comment is spam or is not; an earlier lesson by the same comment is taken back."""
    forget(comment_id)
    found = tokens(body, name)
    Lesson.objects.create(comment_id=comment_id, is_spam=is_spam, tokens=found)
    SpamToken.objects.bulk_create(
        [SpamToken(token=token) for token in sorted([*found, _ALL])], ignore_conflicts=True
    )
    _count(found, is_spam, by=1)


@transaction.atomic
def forget(comment_id: int) -> None:
    """Take back what this comment taught, if anything."""
    for lesson in Lesson.objects.select_for_update().filter(comment_id=comment_id):
        _count(lesson.tokens, lesson.is_spam, by=-1)
        lesson.delete()


def _count(found: list[str], is_spam: bool, *, by: int) -> None:
    kind = "spam" if is_spam else "ham"
    # In one order, so that two moderators never wait for each other's rows.
    rows = SpamToken.objects.select_for_update().filter(token__in=[*found, _ALL]).order_by("token")
    keys = list(rows.values_list("pk", flat=True))
    SpamToken.objects.filter(pk__in=keys).update(**{kind: F(kind) + by})
