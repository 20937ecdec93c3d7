"""What a mistyped word may have meant: words of titles and names that are one slip away.

Each word is stored with every form that lacks one of its letters. Two words one slip apart (a letter added, dropped,
changed, or swapped with its neighbour) share such a form, so that they meet in a look-up by index.
"""

from collections.abc import Iterable

from reviewsite.search.models import SearchWord
from reviewsite.search.tokeniser import SHORTEST_TO_CORRECT as SHORTEST

_AT_MOST = 5


def forms(word: str) -> set[str]:
    """The word, and the word without each of its letters."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def learn(words: Iterable[str]) -> None:
    rows = [SearchWord(word=word, key=key) for word in sorted(words) for key in sorted(forms(word))]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)


def forget(words: Iterable[str]) -> None:
    SearchWord.objects.filter(word__in=set(words)).delete()


def know_only(words: set[str]) -> None:
    known = set(SearchWord.objects.values_list("word", flat=True).distinct())
    forget(known - words)
    learn(words - known)


def unfamiliar(words: Iterable[str]) -> set[str]:
    """Those of the words that no title or name has, as far as such words are kept here."""
    kept = {word for word in words if word.isascii() and word.isalpha() and len(word) >= SHORTEST}
    return kept - set(SearchWord.objects.filter(key__in=kept).values_list("key", flat=True))


def corrections(word: str) -> list[str]:
    """Known words that `word` may be a slip of, the likeliest first."""
    if len(word) < SHORTEST:
        return []
    found = set(SearchWord.objects.filter(key__in=forms(word)).values_list("word", flat=True)) - {word}
    if len(word) == SHORTEST:  # so short a word is one letter away from too many others
        found = {known for known in found if sorted(known) == sorted(word)}
    return sorted(found, key=lambda known: _unlikeliness(word, known))[:_AT_MOST]


def _unlikeliness(typed: str, known: str) -> tuple[bool, bool, int, str]:
    """Swapped letters first, then a slip after the first letter, then the words of like length."""
    return (
        sorted(typed) != sorted(known),
        typed[0] != known[0],
        abs(len(typed) - len(known)),
        known,
    )
