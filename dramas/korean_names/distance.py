"""How far apart two names sound, letter by letter of their Hangul, or two spellings look.

Distances between letters run from 0 (the same) to 1 (nothing in common). Near are letters that one Latin letter often
stands for (ㄱ ㅋ, ㅓ ㅜ ㅡ), that sound alike today (ㅐ ㅔ, 외 왜 웨), or that weaken in speech (ㅎ between vowels).
"""

from functools import lru_cache

from dramas.korean_names.hangul import decompose, hangul_only, is_syllable

_ONSET, _VOWEL, _CODA = 0.4, 0.35, 0.25
_SURNAME_WEIGHT = 1.3


def _table(lines: str) -> dict[tuple[str, str], float]:
    """ "0.3 ㄱㅋ ㄷㅌ" -> each pair, both ways round."""
    near = {}
    for line in lines.strip().splitlines():
        distance, *pairs = line.split()
        for pair in pairs:
            near[pair[0], pair[1]] = near[pair[1], pair[0]] = float(distance)
    return near


_NEAR_ONSETS = _table("""
    0.3 ㄱㅋ ㄱㄲ ㄲㅋ ㄷㅌ ㄷㄸ ㄸㅌ ㅂㅍ ㅂㅃ ㅃㅍ ㅈㅊ ㅈㅉ ㅉㅊ ㅅㅆ
    0.2 ㄹㅇ
    0.4 ㅇㅎ ㄴㄹ
    0.6 ㄴㅇ
""")
_NEAR_VOWELS = _table("""
    0.2 ㅙㅚ ㅙㅞ ㅚㅞ ㅒㅖ
    0.3 ㅐㅔ ㅣㅢ ㅡㅢ
    0.4 ㅡㅜ ㅜㅠ ㅔㅖ ㅓㅕ ㅏㅑ ㅕㅖ ㅟㅢ
    0.5 ㅗㅛ ㅓㅡ ㅓㅜ ㅐㅖ ㅚㅓ ㅚㅗ ㅟㅣ
    0.7 ㅕㅠ ㅕㅛ ㅏㅘ ㅗㅘ ㅓㅝ ㅓㅔ
    0.8 ㅗㅜ ㅓㅗ ㅏㅐ ㅏㅓ
""")
_NEAR_CODAS = _table("""
    0.6 ㄱㅋ ㅂㅍ ㅅㄷ ㅅㅊ ㅅㅈ ㅅㅌ
    0.8 ㄴㅇ ㄴㅁ ㅁㅇ
""")
_CODA_LOST = 0.8

# Without h, r and l, which come and go in spelling (Ahn, Park, Lee), and without glides.
_CONSONANTS = dict(zip("ㄱㄲㅋㄴㄷㄸㅌㅁㅂㅃㅍㅅㅆㅈㅉㅊ", "kkkntttmpppssjjj", strict=True))
_LATIN_SKELETON = str.maketrans("kgcqnmsjztdpbvf", "kkkknmsjjttpppp", "aehiloruwxy '’.,-‐‑–")


@lru_cache(maxsize=65536)
def syllable_distance(one: str, other: str) -> float:
    """0 for the same syllable to 1 for two that share nothing."""
    if one == other:
        return 0.0
    if not (is_syllable(one) and is_syllable(other)):
        return 1.0
    (onset, vowel, coda), (onset2, vowel2, coda2) = decompose(one), decompose(other)
    distance = 0.0
    if onset != onset2:
        distance += _ONSET * _NEAR_ONSETS.get((onset, onset2), 1.0)
    if vowel != vowel2:
        distance += _VOWEL * _NEAR_VOWELS.get((vowel, vowel2), 1.0)
    if coda != coda2:
        lost = _CODA_LOST if not (coda and coda2) else 1.0
        distance += _CODA * _NEAR_CODAS.get((coda, coda2), lost)
    return distance


def sound_similarity(one: str, other: str) -> float:
    """1.0 for the same Hangul, 0.0 for nothing in common; a wrong first syllable, the surname, weighs most."""
    if one == other:
        return 1.0
    if len(one) == len(other):
        away = sum(map(syllable_distance, one, other))
    elif set(one).isdisjoint(other):
        return 0.0
    else:
        away = _alignment(one, other)
    away += (_SURNAME_WEIGHT - 1) * syllable_distance(one[0], other[0])
    return max(0.0, 1.0 - away / max(len(one), len(other)))


def _alignment(one: str, other: str) -> float:
    """The edit distance of two strings of syllables, with `syllable_distance` as the cost of a substitution."""
    above: list[float] = list(range(len(other) + 1))
    for row, syllable in enumerate(one, 1):
        line = [float(row)]
        for column, facing in enumerate(other, 1):
            line.append(
                min(above[column] + 1, line[-1] + 1, above[column - 1] + syllable_distance(syllable, facing))
            )
        above = line
    return above[-1]


def skeleton(name: str) -> str:
    """A rough print of a name's consonants, the same for Hangul and its romanisations: a quick test of agreement."""
    if hangul := hangul_only(name):
        return "".join(sorted("".join(map(_syllable_skeleton, hangul))))
    letters = name.lower().replace("ch", "j").replace("ck", "k").translate(_LATIN_SKELETON)
    return "".join(sorted(letters))


@lru_cache(maxsize=4096)
def _syllable_skeleton(syllable: str) -> str:
    initial, _, final = decompose(syllable)
    return _CONSONANTS.get(initial, "") + ("nk" if final == "ㅇ" else _CONSONANTS.get(final, ""))


def letter_similarity(one: str, other: str) -> float:
    """1.0 for equal strings, less by the share of letters added, dropped, changed or swapped with their neighbour."""
    longer = max(len(one), len(other))
    if one == other or not longer:
        return 1.0
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, facing in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != facing))
            if row > 1 < column and letter == other[column - 2] and one[row - 2] == facing:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return 1.0 - above[-1] / longer
