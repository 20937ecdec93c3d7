"""What a mistyped word may have meant: words of titles and names that are one slip away, in Hangul by the key.

Each word is stored with every form that lacks one of its letters. Two words one slip apart (a letter added, dropped,
changed, or swapped with its neighbour) share such a form, so that they meet in a look-up by index.
"""

from collections.abc import Iterable

from reviewsite.search.models import SearchWord
from reviewsite.search.tokeniser import SHORTEST_TO_CORRECT as SHORTEST
from reviewsite.search.tokeniser import letters_of, pressed

_AT_MOST = 5
#: What the database has room for.
_LONGEST = 40


def forms(word: str) -> set[str]:
    """The word, and the word without each of its letters; of a word in Hangul the keys, marked as such."""
    letters = letters_of(word)
    mark = "" if letters == word else pressed("")
    return {mark + letters, *(mark + letters[:place] + letters[place + 1 :] for place in range(len(letters)))}


def learn(words: Iterable[str]) -> None:
    rows = [
        SearchWord(word=word, key=key)
        for word in sorted(words)
        for key in sorted(forms(word))
        if len(key) <= _LONGEST
    ]
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
    letters = letters_of(word)
    if len(letters) < SHORTEST:
        return []
    found = set(SearchWord.objects.filter(key__in=forms(word)).values_list("word", flat=True)) - {word}
    if len(letters) == SHORTEST:  # so short a word is one letter away from too many others
        found = {known for known in found if sorted(letters_of(known)) == sorted(letters)}
    return sorted(found, key=lambda known: _unlikeliness(word, known))[:_AT_MOST]


def _unlikeliness(typed: str, known: str) -> tuple[bool, bool, int, str]:
    """Swapped letters first, then a slip after the first letter, then the words of like length."""
    one, other = letters_of(typed), letters_of(known)
    return (sorted(one) != sorted(other), one[0] != other[0], abs(len(one) - len(other)), known)
