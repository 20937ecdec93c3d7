"""How one Korean syllable comes to be spelled in Latin letters: every reading of a chunk such as "shi" or "young".

The tables say which Hangul letters a Latin spelling may stand for and what that reading costs: 0 is the spelling of the
Revised Romanization or one that everybody uses, 0.5 a frequent variant, 1 and more a rare one. The costs rank readings;
they are our own estimates, not measurements.

The variants have four causes:
- older systems: McCune-Reischauer writes ㄱ ㄷ ㅂ ㅈ as k t p ch at the start (Ko, Cho, Chung) and ㅓ as ŏ, hence o;
- English habits: oo for ㅜ (Soo), ee for ㅣ (Been), young for 영, u for ㅓ in a closed syllable (Jung, Suk, Hyun), a
  silent h that closes an open vowel (Ah, Oh, Suh);
- Korean itself: ㅅ before ㅣ sounds like sh, ㅐ and ㅔ have fallen together, so have 외 왜 웨, and ㅢ after a consonant
  is said ㅣ (희 hee);
- u alone stands for ㅜ, for ㅓ (closed syllables) and for ㅡ; which one it is, `syllables` decides.
"""

from collections.abc import Iterator
from functools import lru_cache

from dramas.korean_names.hangul import compose
from dramas.korean_names.syllables import COSTS, UNUSUAL

Consonants = dict[str, tuple[tuple[str, float], ...]]
Vowels = dict[str, tuple[tuple[str, float | None, float | None], ...]]


def _consonants(table: str) -> Consonants:
    found = {}
    for latin, rest in _lines(table):
        found[latin] = tuple((letter.strip("."), float(cost)) for letter, cost in rest)
    return found


def _vowels(table: str) -> Vowels:
    found = {}
    for latin, rest in _lines(table):
        found[latin] = tuple(
            (letter, _cost(in_open), _cost(in_closed)) for letter, in_open, in_closed in rest
        )
    return found


def _lines(table: str) -> Iterator[tuple[str, list[list[str]]]]:
    for line in table.strip().splitlines():
        latin, rest = line.split(maxsplit=1)
        yield latin.strip("."), [reading.split() for reading in rest.split(",")]


def _cost(written: str) -> float | None:
    return None if written == "-" else float(written)


# Each line: Latin spelling, then Hangul letter and cost; "." is nothing.
ONSETS = _consonants("""
    .    ㅇ 0
    g    ㄱ 0
    k    ㄱ 0.1, ㅋ 0.5
    kk   ㄲ 0, ㄱ 1
    gg   ㄲ 0.3, ㄱ 1
    kh   ㅋ 0.5, ㄱ 1
    n    ㄴ 0
    d    ㄷ 0
    t    ㅌ 0, ㄷ 0.8
    tt   ㄸ 0, ㅌ 1
    dd   ㄸ 0.3, ㄷ 1
    th   ㅌ 0.8
    r    ㄹ 0
    l    ㄹ 0.2
    rh   ㄹ 0.8
    ll   ㄹ 0.8
    m    ㅁ 0
    b    ㅂ 0
    p    ㅍ 0, ㅂ 0.8
    bb   ㅃ 0.3
    pp   ㅃ 0, ㅍ 1
    ph   ㅍ 0.8
    s    ㅅ 0
    sh   ㅅ 0.1
    ss   ㅆ 0, ㅅ 1
    j    ㅈ 0
    ch   ㅊ 0, ㅈ 0.8
    z    ㅈ 0.8
    jj   ㅉ 0
    tch  ㅊ 1
    h    ㅎ 0
""")

CODAS = _consonants("""
    .    . 0
    k    ㄱ 0
    g    ㄱ 0.1
    c    ㄱ 0.5
    ck   ㄱ 0.4
    n    ㄴ 0
    t    ㅅ 0.2, ㅊ 0.3
    d    ㅅ 0.6
    l    ㄹ 0
    r    ㄹ 0.3
    m    ㅁ 0
    p    ㅂ 0, ㅍ 0.6
    b    ㅂ 0.1
    ng   ㅇ 0
""")

# Each line: Latin spelling, then Hangul letter, its cost in an open syllable and in a closed one; "-": not read so.
VOWELS = _vowels("""
    a     ㅏ 0 0
    ah    ㅏ 0.2 0.4
    aa    ㅏ 0.6 0.6
    ae    ㅐ 0 0, ㅔ 1.2 1.2, ㅖ 1.2 -
    aeh   ㅐ 0.6 -
    ai    ㅐ 0.5 0.5
    ay    ㅐ 0.6 -
    ea    ㅐ 0.9 0.9, ㅓ 1.2 1.2, ㅣ 1 1
    e     ㅔ 0 0, ㅐ 1 1, ㅖ 1 -, ㅓ 2 1.8
    eh    ㅔ 0.2 -, ㅐ 0.9 -
    ei    ㅔ 1 -, ㅐ 1 -
    ey    ㅔ 1 -, ㅖ 1.2 -, ㅣ 1.2 -
    eo    ㅓ 0 0, ㅗ 2 2
    eoh   ㅓ 0.3 -
    uh    ㅓ 0.2 0.2
    ur    ㅓ 0.6 -
    er    ㅓ 1 -
    eou   ㅓ 0.8 0.6
    o     ㅗ 0 0, ㅓ 2 1.2
    oh    ㅗ 0.2 0.4, ㅓ 2 2
    ow    ㅗ 1.2 -
    oe    ㅚ 0 0, ㅓ 2 2
    oi    ㅚ 0.3 0.3
    oy    ㅚ 0.6 -
    ou    ㅜ 0.6 0.6, ㅓ 1.2 0.6, ㅗ 1 1
    u     ㅜ 0 0, ㅓ 1.6 0.25, ㅡ 1.2 0.9
    oo    ㅜ 0.05 0.05, ㅡ - 1.5
    eu    ㅡ 0 0, ㅓ 1 0.8, ㅜ 1.2 1.2
    ue    ㅡ 1.5 1.5, ㅜ 1.5 -
    i     ㅣ 0 0, ㅢ 0.5 -
    ee    ㅣ 0.1 0.1, ㅢ 0.1 -
    ie    ㅣ 0.7 -, ㅢ 0.8 -
    ii    ㅣ 0.8 0.8
    ih    ㅣ 0.3 0.5
    y     ㅣ 0.7 -, ㅢ 1 -
    yi    ㅣ 0.3 0.5
    ui    ㅢ 0 0, ㅟ 0.8 0.8
    eui   ㅢ 0.1 0.1
    uy    ㅢ 0.8 -
    uee   ㅢ 0.5 -
    ya    ㅑ 0 0
    yah   ㅑ 0.3 -
    yae   ㅒ 0 0, ㅖ 0.8 -
    yeo   ㅕ 0 0, ㅛ 2 2
    yeoh  ㅕ 0.4 -
    yuh   ㅕ 0.2 -
    yea   ㅕ 1.2 1.2
    yeu   ㅕ 0.8 0.6, ㅠ 0.8 0.8
    yeou  ㅕ 0.6 0.4
    yu    ㅠ 0 0, ㅕ 1.6 0.25
    yoo   ㅠ 0.05 0.05
    yew   ㅠ 0.6 -
    you   ㅠ 0.2 0.1, ㅕ 1.2 0.3
    yo    ㅛ 0 0, ㅕ 1.6 0.8
    yoh   ㅛ 0.3 -
    ye    ㅖ 0 0.4, ㅕ 1.6 0.9
    yeh   ㅖ 0.3 -
    yei   ㅖ 0.8 -
    wa    ㅘ 0 0
    wah   ㅘ 0.3 -
    oa    ㅘ 0.8 0.8
    ua    ㅘ 0.8 0.8
    wae   ㅙ 0 0, ㅚ 0.6 0.6, ㅞ 0.6 0.6
    we    ㅞ 0 0, ㅚ 0.4 0.4, ㅙ 0.6 0.6
    wo    ㅝ 0 0, ㅜ 1.6 -
    weo   ㅝ 0.1 0.1
    uo    ㅝ 0.8 0.8
    wu    ㅜ 0.6 1, ㅝ 1.2 0.6
    woo   ㅜ 0.6 1, ㅝ - 2.5
    wou   ㅜ 0.8 0.8
    wi    ㅟ 0 0
    wee   ㅟ 0.2 -
    wy    ㅟ 0.8 -
""")

# After an empty initial the glide of woo, wu and yi is only a way to begin: 우, 이.
_BARE_VOWELS = _vowels("""
    woo   ㅜ 0 0
    wu    ㅜ 0.1 0.3, ㅝ - 0.8
    yi    ㅣ 0.1 0.3, ㅢ 0.8 -
""")

LONGEST = 8
_KEPT = 4


@lru_cache(maxsize=16384)
def syllable_readings(chunk: str) -> tuple[tuple[float, str], ...]:
    """The syllables that chunk may spell, as (cost, syllable), the likeliest first; () when it is not one syllable."""
    if chunk.startswith("wh"):
        chunk = "hw" + chunk[2:]
    found: dict[str, float] = {}
    for after_onset in range(min(4, len(chunk))):
        onsets = ONSETS.get(chunk[:after_onset])
        if not onsets:
            continue
        for before_coda in range(max(after_onset + 1, len(chunk) - 2), len(chunk) + 1):
            codas = CODAS.get(chunk[before_coda:])
            vowels = VOWELS.get(chunk[after_onset:before_coda])
            if not after_onset:
                vowels = _BARE_VOWELS.get(chunk[:before_coda], vowels)
            if codas and vowels:
                _combine(onsets, vowels, codas, found)
    return tuple(sorted((cost, syllable) for syllable, cost in found.items()))[:_KEPT]


def _combine(
    onsets: tuple[tuple[str, float], ...],
    vowels: tuple[tuple[str, float | None, float | None], ...],
    codas: tuple[tuple[str, float], ...],
    found: dict[str, float],
) -> None:
    for vowel, in_open, in_closed in vowels:
        for coda, coda_cost in codas:
            vowel_cost = in_closed if coda else in_open
            if vowel_cost is None:
                continue
            for onset, onset_cost in onsets:
                syllable = compose(onset, vowel, coda)
                cost = onset_cost + vowel_cost + coda_cost + COSTS.get(syllable, UNUSUAL)
                if cost < found.get(syllable, 99):
                    found[syllable] = cost
