"""Which people a spelling may mean: likeness, the order of candidates, and the reasons in words.

Everything here suggests. Two people may share every letter of their names, so that no score, not even 1.0, says that
two rows are one person.
"""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from dramas.korean_names.distance import letter_similarity, skeleton, sound_similarity
from dramas.korean_names.hangul import begins_with, hangul_only, initial_consonants, is_initial_consonants
from dramas.korean_names.revised_romanisation import romanize, romanize_name
from dramas.korean_names.romanisation import Reading, is_korean, readings
from dramas.korean_names.tokens import LONGEST_NAME, Groups, groups, squeezed

SAME_READING = 0.98
"""What two spellings of the same Hangul score; 1.0 is kept for the same letters."""

WORTH_ASKING = 0.9
"""From here on a suggestion is worth a person's look: another reading of an ambiguous spelling, or one slip."""

_PER_COST = 0.03
_GIVEN_ONLY, _INSIDE, _WORDS, _BEGINNING = 0.86, 0.75, 0.85, 0.7
_LETTERS_AT_MOST, _MOST_LETTERS = 0.95, 60

Id = TypeVar("Id")


class Ranked(NamedTuple, Generic[Id]):
    """A candidate with its score from 0 to 1 and the spelling that earned it."""

    id: Id
    score: float
    spelling: str


def similarity(a: str, b: str) -> float:
    """How alike two spellings are as names of one person, 0.0 to 1.0; symmetric. Very long text is nobody's name."""
    if max(len(a), len(b)) > LONGEST_NAME:
        return 0.0
    left, right = groups(a), groups(b)
    if not left or not right:
        return 0.0
    if squeezed(left) == squeezed(right):
        return 1.0
    score = best_pair(*sorted((a, b)))[0]
    if score < SAME_READING and not (_reads(left) and _reads(right)):
        score = max(score, _letters(*sorted((left, right))))
    return score


def rank(
    query: str, candidates: Iterable[tuple[Id, Iterable[str]]], at_least: float = 0.6
) -> list[Ranked[Id]]:
    """Candidates (id, spellings, Hangul among them) that query may mean, best first, equals in the order given.

    It compares every candidate: choose them by `lookup_keys` where there are many. Initial consonants, parts of a
    Hangul name and beginnings match too. Those under at_least are left out.
    """
    if len(query) > LONGEST_NAME:
        return []
    initials = initial_consonants(query) if is_initial_consonants(query) else ""
    typed = squeezed(groups(query))
    found = []
    for id, spellings in candidates:
        scores = (
            _by_initials(initials, spellings) if initials else _by_likeness(query, typed, tuple(spellings))
        )
        score, spelling = max(scores, key=itemgetter(0), default=(0.0, ""))
        if score >= at_least:
            found.append(Ranked(id, score, spelling))
    return sorted(found, key=lambda ranked: -ranked.score)


def best_pair(a: str, b: str) -> tuple[float, Reading | None, Reading | None]:
    """The readings of a and b that are most alike, all things weighed, and how alike they are."""
    best: tuple[float, Reading | None, Reading | None] = (0.0, None, None)
    left, right = readings(a), readings(b)
    for one in left:
        for other in right:
            unlikely = one.cost - left[0].cost + other.cost - right[0].cost
            ceiling = SAME_READING - _PER_COST * unlikely
            if ceiling > best[0]:
                score = min(ceiling, _compare(one, other) - _PER_COST * unlikely)
                if score > best[0]:
                    best = (score, one, other)
    return best


def _by_likeness(query: str, typed: str, spellings: tuple[str, ...]) -> Iterator[tuple[float, str]]:
    """A romanisation of the person's own Hangul adds nothing to it but its letters, so it is not read once more."""
    own = {skeleton(spelling) for spelling in spellings if hangul_only(spelling)}
    for spelling in spellings:
        letters = squeezed(groups(spelling))
        if typed and begins_with(letters, typed) and (len(typed) > 1 or hangul_only(typed)):
            yield _BEGINNING + (1 - _BEGINNING) * len(typed) / len(letters), spelling
        if hangul_only(spelling) or skeleton(spelling) not in own or not is_korean(groups(spelling)):
            yield similarity(query, spelling), spelling


def _by_initials(initials: str, spellings: Iterable[str]) -> Iterator[tuple[float, str]]:
    for spelling in spellings:
        found = readings(spelling)
        whole = initial_consonants(found[0].hangul) if found else ""
        if whole == initials:
            yield SAME_READING, spelling
        elif initials in whole:
            yield _GIVEN_ONLY if whole.startswith(initials) else _INSIDE, spelling


def _compare(one: Reading, other: Reading) -> float:
    if one.hangul == other.hangul:
        return SAME_READING
    score = min(sound_similarity(one.hangul, other.hangul), SAME_READING)
    short, long = sorted((one, other), key=lambda reading: len(reading.hangul))
    if len(short.hangul) > 1 and short.hangul in long.hangul:
        alone = short.hangul == long.given and not short.surname_length
        score = max(score, _GIVEN_ONLY if alone else _INSIDE)
    return score


def _reads(parts: Groups) -> bool:
    return bool(hangul_only(squeezed(parts))) or is_korean(parts)


def _letters(left: Groups, right: Groups) -> float:
    """Likeness as mere letters, in the order typed or in any; Hangul is romanised for it."""
    words, other_words = _words(left), _words(right)
    if words < other_words or other_words < words:
        return _WORDS
    score = max(
        letter_similarity(
            "".join(sorted(words))[:_MOST_LETTERS], "".join(sorted(other_words))[:_MOST_LETTERS]
        ),
        max(letter_similarity(one, other) for one in _written(left) for other in _written(right)),
    )
    return _LETTERS_AT_MOST * score


def _words(parts: Groups) -> frozenset[str]:
    return frozenset(part for group in parts for part in group)


def _written(parts: Groups) -> tuple[str, ...]:
    text = squeezed(parts)[:_MOST_LETTERS]
    hangul = hangul_only(text)
    return (romanize(text), squeezed(groups(romanize_name(hangul)))) if hangul else (text,)
