"""Why two spellings may be one person, in a form that a person can weigh."""

from collections.abc import Iterator
from typing import NamedTuple

from dramas.korean_names.comparison_key import normalise
from dramas.korean_names.distance import syllable_distance
from dramas.korean_names.matching import best_pair, similarity
from dramas.korean_names.romanisation import Reading
from dramas.korean_names.tokens import groups, squeezed

_TEXTS = {
    "letters": "the same letters",
    "hangul": "both read {hangul}",
    "maybe hangul": "both may be read {hangul}",
    "surname": "{left}, {right}: surname {hangul}",
    "same surname": "same surname, {hangul}",
    "syllable": "{left}, {right}: {hangul}",
    "order": "the surname stands last in one of them",
    "given": "{hangul} is the given name of {right}",
    "inside": "{hangul} is part of {right}",
    "near": "{left} and {right} sound alike",
    "other": "{left} against {right}",
    "spelling": "the spellings are similar",
}


_NEAR = 0.3
_SPEAKS_FOR_IT = 0.6


class Evidence(NamedTuple):
    """One reason. kind is a key of `_TEXTS`: letters, hangul, surname, syllable, order, given, near and so on.

    left and right are what the two spellings have there, hangul what they stand for; "" where it has no meaning.
    `str()` says it in English; an interface in other languages words the kinds itself.
    """

    kind: str
    left: str = ""
    right: str = ""
    hangul: str = ""

    def __str__(self) -> str:
        return _TEXTS[self.kind].format(left=self.left, right=self.right, hangul=self.hangul)


def explain(a: str, b: str) -> list[Evidence]:
    """The reasons for and against a and b being one name, the weightiest first; [] when nothing speaks for it."""
    left, right = squeezed(groups(a)), squeezed(groups(b))
    if left and left == right:
        return [Evidence("letters", left, right)]
    score, one, other = best_pair(a, b)
    if one and other and score >= _SPEAKS_FOR_IT:
        return list(_of_readings(one, other, sure=normalise(a) == normalise(b)))
    return [Evidence("spelling", left, right)] if similarity(a, b) >= _SPEAKS_FOR_IT else []


def _of_readings(one: Reading, other: Reading, sure: bool) -> Iterator[Evidence]:
    if one.hangul == other.hangul:
        yield Evidence("hangul" if sure else "maybe hangul", hangul=one.hangul)
    elif len(one.hangul) != len(other.hangul):
        short, long = sorted((one, other), key=lambda reading: len(reading.hangul))
        if short.hangul in long.hangul:
            yield Evidence("given" if short.hangul == long.given else "inside", "", long.hangul, short.hangul)
        return
    yield from _of_surnames(one, other)
    for place in range(max(one.surname_length, other.surname_length), len(one.hangul)):
        yield from _of_syllables(one, other, place)
    if one.surname_last != other.surname_last:
        yield Evidence("order")


def _of_surnames(one: Reading, other: Reading) -> Iterator[Evidence]:
    length = max(one.surname_length, other.surname_length)
    surname = one.hangul[:length]
    if length and surname == other.hangul[:length]:
        left, right = "".join(one.pieces[:length]), "".join(other.pieces[:length])
        latin = left.isascii() and right.isascii() and left != right
        yield (
            Evidence("surname", left, right, surname)
            if latin
            else Evidence("same surname", left, right, surname)
        )
    elif length:
        yield Evidence("other", surname, other.hangul[:length])


def _of_syllables(one: Reading, other: Reading, place: int) -> Iterator[Evidence]:
    left, right = one.hangul[place], other.hangul[place]
    if left != right:
        yield Evidence("near" if syllable_distance(left, right) <= _NEAR else "other", left, right)
        return
    written, other_written = one.pieces[place], other.pieces[place]
    if written != other_written and written.isascii() and other_written.isascii():
        yield Evidence("syllable", written, other_written, left)
