"""Slips of the pen: spellings that are one letter apart, which no reading brings together.

"Parkk Hae-soo" and "Kang H Neul" read as other syllables than the name that was meant, or as none. Their letters still
tell: with one letter left out of each, they are the same.
"""

from dramas.korean_names.distance import letter_similarity
from dramas.korean_names.tokens import LONGEST_NAME, groups, squeezed

#: In fewer letters one slip is as likely another name: Lee El, Lee Ek.
SHORTEST, _LONGEST = 6, 60


def letters_of(name: str) -> tuple[str, ...]:
    """The letters of a name without spaces and hyphens, as typed and with its last word first; () for a short one."""
    parts = groups(name) if len(name) <= LONGEST_NAME else ()
    orders = dict.fromkeys((squeezed(parts), squeezed((*parts[-1:], *parts[:-1]))))
    return tuple(letters for letters in orders if SHORTEST <= len(letters) <= _LONGEST)


def slip_keys(letters: str) -> set[str]:
    """The letters, and the letters with each one left out: two that are one slip apart share a key."""
    return {letters} | {letters[:at] + letters[at + 1 :] for at in range(len(letters))}


def slip_similarity(one: str, other: str) -> float:
    """How alike letters are that differ in one added, dropped, changed or swapped with its neighbour; 0.0 for more."""
    alike = letter_similarity(one, other)
    return alike if (1 - alike) * max(len(one), len(other)) < 1.5 else 0.0
