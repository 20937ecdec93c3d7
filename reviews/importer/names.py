"""People's names: how a romanised Korean name looks, and how lists of names are written."""

import re
from functools import lru_cache
from typing import NamedTuple

from dramas.korean_names.surnames import READINGS, split_surname
from dramas.korean_names.syllables import COSTS
from reviewsite.lazy_pattern import lazy_pattern

# As families write them, but for those that are English words.
_SURNAMES = frozenset(READINGS) - frozenset(
    "back bark beck been gal her i joe june la on oo pan u un we you".split()
) | {"cheok", "myo", "to"}
_ONSETS = "|k|kk|g|n|d|t|tt|r|l|m|b|p|pp|s|ss|sh|j|jj|ch|h|c|hy".split("|")
_VOWELS = (
    "a ah ae ai e eh ee eo eoh eu ew i o oh oo ou oe oi u uh ui eui ui wa wae we wi wo woo weo ya yae "
    "ye yeo yeu yo yoo you yu yi uy ie"
).split()
_CODAS = "|k|g|n|t|d|l|r|m|p|b|ng|s|h|ck|ll".split("|")
_SYLLABLES = frozenset(onset + vowel + coda for onset in _ONSETS for vowel in _VOWELS for coda in _CODAS)
_LONGEST_SYLLABLE = max(map(len, _SYLLABLES))
_ENGLISH = frozenset(
    (
        "one mine signal goblin healer hotel on in so to do go no us me my we he she it is at an am the his "
        "her him not sun moon run son song man men pan ten men hi bye mother father sister brother misaeng "
        "doctors pride love your you son on if or of and for by as all life time home more some come here "
        "there these those tree school city live heirs hometown chocolate are was were our who why how her "
        "new room money game law big mouth"
    ).split()
)
_HANGUL = lazy_pattern(r"[가-힣]")
_HANGUL_NAME = lazy_pattern(r"[가-힣]{1,5}\s[가-힣]{1,4}|[가-힣]{2,5}")
_PERSON = lazy_pattern(r"[^\W\d_][\w.’'`·-]{0,24}(?:\s[^\W\d_][\w.’'`-]{0,24}){0,4}")
_SMALL = frozenset(["de", "la", "van", "von", "bin", "al", "of", "and", "the"])
_NO_NAMES = _ENGLISH | _SMALL | {"a"}

_LETTERS = lazy_pattern(r"[^\W\d_]+")
_MOST_GIVEN_SYLLABLES, _GIVEN_SYLLABLES = 3, 2


@lru_cache(maxsize=20_000)
def _syllables(word: str) -> int:
    """The fewest Korean syllables that spell the word; 0 where none do."""
    fewest: list[int | None] = [0] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            before = fewest[start]
            if before is not None and word[start:end] in _SYLLABLES:
                fewest[end] = min(before + 1, fewest[end] or 99)
    return fewest[-1] or 0


def is_romanized_korean(text: str) -> bool:
    """Whether each word could be Korean in Latin letters; numbers may be between."""
    words = _LETTERS.findall(text.casefold())
    return bool(words) and all(len(word) <= 24 and word.isascii() and _syllables(word) for word in words)


def is_korean_name(text: str) -> bool:
    """Whether the text is a full name such as "Im Si-wan", "Kang Tae Oh" or "Siwan Im"."""
    words = text.casefold().replace("’", "'").split()
    if not 2 <= len(words) <= 4 or not all(word[:1].isupper() for word in text.split()):
        return False
    is_western_order = words[0] not in _SURNAMES
    surname, given = (words[-1], words[:-1]) if is_western_order else (words[0], words[1:])
    if surname not in _SURNAMES or (is_western_order and len(given) > 2):
        return False
    return is_romanized_korean(" ".join(given)) and _syllables_of(" ".join(given)) <= _MOST_GIVEN_SYLLABLES


def _syllables_of(text: str) -> int:
    return sum(map(_syllables, _LETTERS.findall(text)))


def is_korean_word(word: str) -> bool:
    return word.casefold() not in _ENGLISH and is_romanized_korean(word)


def names_somebody(text: str) -> bool:
    """Whether running text names a Korean here: "Im Si-wan", 임시완, "im si-wan"."""
    return is_korean_name(text) or _is_hangul_name(text) or _is_small_name(text)


def may_name_somebody(text: str) -> bool:
    """Whether the text is a Korean name but for a slip of the pen: "Parkk Hae-soo", "Kim Domg-wook"."""
    words = text.casefold().split()
    if (
        not 2 <= len(words) <= 3
        or not _PERSON.fullmatch(text)
        or not all(w[:1].isupper() for w in text.split())
    ):
        return False
    if not _NO_NAMES.isdisjoint(words) or words[0] == "oh":
        return False
    return any(
        surname in _SURNAMES or (is_romanized_korean(given) and _syllables_of(given) == _GIVEN_SYLLABLES)
        for surname, given in ((words[0], " ".join(words[1:])), (words[-1], " ".join(words[:-1])))
    )


def _is_hangul_name(text: str) -> bool:
    """A surname with syllables of which given names are made: 임시완, but not 로맨스."""
    surname, given = split_surname(text.replace(" ", ""))
    is_shaped = _HANGUL_NAME.fullmatch(text) is not None and len(given) <= _MOST_GIVEN_SYLLABLES
    return bool(surname) and is_shaped and all(syllable in COSTS for syllable in given)


def _is_small_name(text: str) -> bool:
    """A Korean name that lacks a capital: "bae doona", "Lee jung-eun"."""
    small = [word for word in text.split() if not word[:1].isupper()]
    is_told = bool(small) and not _NO_NAMES.issuperset(small) and small[0] not in _NO_NAMES
    return is_told and is_korean_name(text.title())


def is_person(text: str) -> bool:
    """Whether the text has the shape of a name: one to five words with capitals, or two to five Hangul."""
    if _HANGUL_NAME.fullmatch(text):
        return True
    if len(text) > 50 or not _PERSON.fullmatch(text):
        return False
    small = [word for word in text.split() if not word[:1].isupper()]
    return (text[:1].isupper() and _SMALL.issuperset(small)) or _is_small_name(text)


class Named(NamedTuple):
    """One entry of a list of people. `bracket` is what is in brackets after the name, Hangul aside."""

    name: str
    hangul: str | None = None
    bracket: str | None = None


_SPLIT = lazy_pattern(
    r"\s*(?:[,;|•·、\n]|\s/\s|/\s*|\s&\s|&|(?<=\W)and\b|\band\s)\s*(?:(?:and|&)\s)?", re.IGNORECASE
)
_BRACKETS = lazy_pattern(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]")
_NOTHING = frozenset(
    ("", "n/a", "na", "tba", "tbd", "unknown", "-", "–", "none", "etc", "etc.", "and more", "more")
)
_MOST_PEOPLE = 60


def split_outside_brackets(text: str, pattern: re.Pattern[str] = _SPLIT) -> list[str]:
    """The parts of a list, where signs inside brackets do not part anything."""
    covers = [found.span() for found in _BRACKETS.finditer(text)]
    parts, start, cover = [], 0, 0
    for sign in pattern.finditer(text):
        while cover < len(covers) and covers[cover][1] <= sign.start():
            cover += 1
        if cover < len(covers) and covers[cover][0] < sign.start():
            continue
        parts.append(text[start : sign.start()])
        start = sign.end()
    return [part.strip() for part in (*parts, text[start:])]


def named(entry: str) -> Named:
    """The name, its Hangul and the other bracket of "Kim Tae-ri (김태리) (Mr. Sunshine)"."""
    hangul = bracket = None
    for inside in _BRACKETS.findall(entry):
        if _HANGUL.search(inside) and hangul is None:
            hangul = inside.strip()
        elif inside.strip():
            bracket = bracket or inside.strip()
    name = _BRACKETS.sub("", entry).strip(" .:-–—*")
    trailing = re.fullmatch(r"(?P<latin>[^가-힣]+?)\s+(?P<hangul>[가-힣\s]+)", name)
    if trailing and hangul is None:
        name, hangul = trailing["latin"], trailing["hangul"].strip()
    return Named(name, hangul, bracket)


def read_people(text: str) -> list[Named]:
    """The people of "Jung Ji Hyun, Kim Seung Ho (Live)"; empty where an entry is not a name."""
    parts = split_outside_brackets(text)
    if len(parts) > _MOST_PEOPLE:
        return []
    entries = [named(part) for part in parts if part.casefold() not in _NOTHING]
    return entries if all(is_person(entry.name) for entry in entries) else []
