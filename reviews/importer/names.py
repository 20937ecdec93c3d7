"""People's names: how a romanised Korean name looks, and how lists of names are written."""

import re
from functools import lru_cache
from typing import NamedTuple

_SURNAMES = frozenset(
    (
        "kim gim lee yi rhee ri park bak pak choi choe jung jeong chung kang gang cho jo yoon yun jang "
        "chang lim im yim rim han oh seo suh shin sin kwon gwon hwang ahn an song ryu yoo yu ryoo hong jeon "
        "jun chun ko go goh moon mun son sohn yang bae baek paik heo hur huh nam shim sim noh roh no ha "
        "kwak gwak sung seong cha joo ju woo u goo koo gu ku min na ra jin ji eom um uhm won chae cheon "
        "bang byun byeon gong kong ki gi yeo do to tak tang wi hyun ok yook yuk maeng je mo pyo myung "
        "myeong ban ma sul seol seon sun gil kil bong sa so wang geum keum myo ye ok eun in namgoong "
        "namkoong hwangbo seonwoo dokgo sagong pi jegal cheok bu boo gook kook guk pyeon yong ham seok suk"
    ).split()
)
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
_HANGUL = re.compile(r"[가-힣]")
_HANGUL_NAME = re.compile(r"[가-힣]{2,5}(?:\s[가-힣]{1,4})?")
_PERSON = re.compile(r"[^\W\d_][\w.’'`·-]{0,24}(?:\s[^\W\d_][\w.’'`-]{0,24}){0,4}")
_SMALL = frozenset(["de", "la", "van", "von", "bin", "al", "of", "and", "the"])

_MOST_GIVEN_SYLLABLES = 3


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
    words = re.findall(r"[^\W\d_]+", text.casefold())
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
    parts = [part for word in given for part in re.findall(r"[^\W\d_]+", word)]
    return is_romanized_korean(" ".join(parts)) and sum(map(_syllables, parts)) <= _MOST_GIVEN_SYLLABLES


def is_korean_word(word: str) -> bool:
    return word.casefold() not in _ENGLISH and is_romanized_korean(word)


def is_person(text: str) -> bool:
    """Whether the text has the shape of a name: one to five words with capitals, or two to five Hangul."""
    if _HANGUL_NAME.fullmatch(text):
        return True
    if len(text) > 50 or not _PERSON.fullmatch(text):
        return False
    words = text.split()
    return words[0][:1].isupper() and all(word[:1].isupper() or word in _SMALL for word in words)


class Named(NamedTuple):
    """One entry of a list of people. `bracket` is what is in brackets after the name, Hangul aside."""

    name: str
    hangul: str | None = None
    bracket: str | None = None


_SPLIT = re.compile(
    r"\s*(?:[,;|•·、\n]|\s/\s|/\s*|\s&\s|&|(?<=\W)and\b|\band\s)\s*(?:(?:and|&)\s)?", re.IGNORECASE
)
_BRACKETS = re.compile(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]")
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
