"""Reading a name: which Korean syllables its spelling may stand for, the likeliest first.

Hangul is its own reading. A Latin spelling is taken as surname and given name, either first, or as a given name alone;
each part is cut into syllables in every way that `spelling` can read, and the cheapest chains are kept. The surname's
cost is the negative logarithm of its frequency, so that a rare surname needs better evidence than 김.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dramas.korean_names.hangul import HANGUL_RUN
from dramas.korean_names.spelling import LONGEST, syllable_readings
from dramas.korean_names.surnames import BEARERS, READINGS, split_surname
from dramas.korean_names.syllables import COSTS, UNUSUAL, place_cost
from dramas.korean_names.tokens import LONGEST_NAME, Groups, groups, hangul_in

_KEPT, _HOPELESS = 6, 4.0
_PER_SYLLABLE = 0.5
_SURNAME_LAST = 3.0
_NO_SURNAME = 3.5
_SURNAME_AS_GIVEN = 3.0
_UNLISTED_SURNAME = 0.8
_TWO_SYLLABLES = -2.0
_SEAMS = {"oo": 1.5, "ee": 1.0, "eo": 0.5, "ae": 0.5, "eu": 0.5, "ng": 0.3}
_AFTER_SILENT_H = 1.5
_WORST_MEAN = 1.6
LONGEST_PART, _MOST_PARTS = 24, 6
_GIVEN_LENGTH = {0: 99.0, 1: 1.5, 2: 0.0, 3: 2.0}


class Reading(NamedTuple):
    """A way to read a name: its cost (smaller is likelier), the Hangul, surname first, what spelled each syllable."""

    cost: float
    hangul: str
    pieces: tuple[str, ...]
    surname_length: int
    surname_last: bool = False

    @property
    def given(self) -> str:
        return self.hangul[self.surname_length :]


Chain = tuple[float, str, tuple[str, ...]]


def readings(name: str) -> tuple[Reading, ...]:
    """The readings of name, the likeliest first, at most six; () when it cannot be read as Korean syllables."""
    return _readings(name) if len(name) <= LONGEST_NAME else ()


@lru_cache(maxsize=8192)
def _readings(name: str) -> tuple[Reading, ...]:
    if HANGUL_RUN.fullmatch(name):
        return (_read_hangul((name,)),)
    parts = groups(name)
    hangul = hangul_in(parts)
    if sum(map(len, hangul)) > 1 or (hangul and len(parts) == len(parts[0]) == 1):
        return (_read_hangul(hangul),)
    if sum(map(len, parts)) > _MOST_PARTS or any(
        len(part) > LONGEST_PART for group in parts for part in group
    ):
        return ()
    best: dict[str, Reading] = {}
    for reading in _candidates(parts):
        known = best.get(reading.hangul)
        if not known or reading.cost < known.cost:
            best[reading.hangul] = reading
    likeliest = sorted(best.values())[:_KEPT]
    return tuple(reading for reading in likeliest if reading.cost <= likeliest[0].cost + _HOPELESS)


def is_korean(parts: Groups) -> bool:
    """Whether every part by itself passes for a Korean surname or given name. Order plays no role."""
    flat = _flat(parts)
    if not flat or len(flat) > _MOST_PARTS or (len(flat) == 1 and not set(flat[0]) - set("aeiou")):
        return False
    return all(passes(part) for part in flat)


@lru_cache(maxsize=16384)
def _passes(part: str) -> bool:
    if part in READINGS or _plausible(_chains(part)):
        return True
    return any(part[:end] in READINGS and _plausible(_chains(part[end:])) for end in range(1, len(part)))


def passes(part: str) -> bool:
    """Whether one part by itself reads as a surname, a given name or both together."""
    return len(part) <= LONGEST_PART and _passes(part)


def _plausible(chains: tuple[Chain, ...]) -> bool:
    return any(cost <= (_WORST_MEAN + _PER_SYLLABLE) * len(hangul) for cost, hangul, _ in chains)


def _read_hangul(groups_of_hangul: tuple[str, ...]) -> Reading:
    first, *rest = groups_of_hangul
    last = (
        len(rest) == 1
        and len(first) > 1
        and len(rest[0]) == 1
        and rest[0] in BEARERS
        and first not in BEARERS
    )
    hangul = rest[0] + first if last else "".join(groups_of_hangul)
    surname = len(split_surname(hangul)[0])
    return Reading(0.0, hangul, tuple(hangul), surname, last)


def _candidates(parts: Groups) -> Iterator[Reading]:
    if len(parts) == 1:
        yield from _joined("".join(parts[0]))
    with_surname = []
    for taken in range(1, min(3, len(parts))):
        with_surname += _with_surname(parts[:taken], parts[taken:], last=False)
        with_surname += _with_surname(parts[-taken:], parts[:-taken], last=True)
    yield from with_surname
    for cost, hangul, pieces in _given(_flat(parts)):
        if len(hangul) < 3 or not with_surname:
            yield Reading(cost + _NO_SURNAME, hangul, pieces, 0)


def _with_surname(surname: Groups, given: Groups, *, last: bool) -> list[Reading]:
    """The readings with these groups as the surname. Last, it costs more where the first group could be one too."""
    families = _surnames(_flat(surname))
    if not families:
        return []
    either = last and bool(_surnames(given[0]))
    places = (_SURNAME_LAST if either and not _never_given(family[1]) else 0.0 for family in families)
    chains = _given(_flat(given))
    return [
        _join(family, chain, place, last)
        for family, place in zip(families, places, strict=True)
        for chain in chains
    ]


def _flat(parts: Groups) -> tuple[str, ...]:
    return tuple(part for group in parts for part in group)


def _joined(part: str) -> Iterator[Reading]:
    for end in range(1, min(len(part), 2 * LONGEST)):
        if part[:end] in READINGS:
            chains = _given((part[end:],))
            yield from (_join(family, chain) for family in _surnames((part[:end],)) for chain in chains)


def _join(family: Chain, chain: Chain, place: float = 0.0, last: bool = False) -> Reading:
    cost = family[0] + chain[0] + place
    return Reading(cost, family[1] + chain[1], family[2] + chain[2], len(family[1]), last)


@lru_cache(maxsize=4096)
def _surnames(parts: tuple[str, ...]) -> tuple[Chain, ...]:
    """The surnames that parts may spell. Two parts are one surname only as in Nam Goong."""
    latin = "".join(parts)
    found = {surname: cost for surname, cost in READINGS.get(latin, ()) if len(surname) >= len(parts)}
    if len(parts) == 1:
        for cost, syllable in syllable_readings(latin):
            if syllable in BEARERS:
                found.setdefault(syllable, cost - COSTS.get(syllable, UNUSUAL) + _UNLISTED_SURNAME)
    chains = (
        (
            cost + _never_given(name) * len(parts) - math.log(BEARERS[name] / 10_000),
            name,
            (latin, *[""] * (len(name) - 1)),
        )
        for name, cost in found.items()
    )
    return tuple(sorted(chains))


def _never_given(surname: str) -> float:
    """남궁 or 황보 can hardly be a given name, 선우 can."""
    return (
        _TWO_SYLLABLES if len(surname) == 2 and sum(COSTS.get(each, UNUSUAL) for each in surname) > 1 else 0.0
    )


@lru_cache(maxsize=8192)
def _given(parts: tuple[str, ...]) -> tuple[Chain, ...]:
    """The readings of parts as one given name, with what its number of syllables costs."""
    chains: tuple[Chain, ...] = ((0.0, "", ()),)
    for part in parts:
        further = _given_part(part)
        chains = _cheapest([(a[0] + b[0], a[1] + b[1], a[2] + b[2]) for a in chains for b in further])
    weighed = (
        (cost + _GIVEN_LENGTH.get(len(hangul), 4.0) + place_cost(hangul), hangul, pieces)
        for cost, hangul, pieces in chains
    )
    return tuple(sorted(weighed))


def _given_part(part: str) -> tuple[Chain, ...]:
    as_surname = tuple(
        (cost + _SURNAME_AS_GIVEN + _PER_SYLLABLE, surname, (part, *[""] * (len(surname) - 1)))
        for surname, cost in READINGS.get(part, ())
    )
    return _cheapest([*_chains(part), *as_surname])


@lru_cache(maxsize=16384)
def _chains(part: str) -> tuple[Chain, ...]:
    """The cheapest ways to cut part into syllables."""
    if HANGUL_RUN.fullmatch(part):
        return ((_PER_SYLLABLE * len(part), part, tuple(part)),)
    if len(part) > LONGEST_PART or not part.isascii():
        return ()
    reached: list[list[Chain]] = [[] for _ in range(len(part) + 1)]
    reached[0].append((0.0, "", ()))
    for start in range(len(part)):
        if not reached[start]:
            continue
        so_far = _cheapest(reached[start])
        for end in range(start + 1, min(start + LONGEST, len(part)) + 1):
            for cost, syllable in syllable_readings(part[start:end]):
                step = cost + _PER_SYLLABLE + _seam(part, end)
                reached[end].extend(
                    (before + step, hangul + syllable, (*pieces, part[start:end]))
                    for before, hangul, pieces in so_far
                )
    return _cheapest(reached[-1])


def _seam(part: str, end: int) -> float:
    """What it costs to end a syllable inside letters that usually belong together: s-oo, ju-ng-ah, do-hyun."""
    if part[end - 1] == "h" and part[end : end + 1] in tuple("aeiouwy"):
        return _AFTER_SILENT_H
    return _SEAMS.get(part[end - 1 : end + 1], 0.0)


def _cheapest(chains: list[Chain]) -> tuple[Chain, ...]:
    """The likeliest few, one for each Hangul, without those that are beyond hope."""
    if len(chains) < 2:
        return tuple(chains)
    chains.sort()
    limit = chains[0][0] + _HOPELESS
    best: dict[str, Chain] = {}
    for chain in chains:
        if chain[0] > limit or len(best) == _KEPT:
            break
        best.setdefault(chain[1], chain)
    return tuple(best.values())
