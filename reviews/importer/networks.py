"""Broadcasters and streaming services: which is which, however they are spelled."""

import re

from reviews.importer.lines import normalise
from reviewsite.lazy_pattern import lazy_pattern

_STREAMING = """
Netflix|Disney+|Disney Plus|TVING|Viki|Rakuten Viki|Wavve|Coupang Play|Hulu|Prime Video|Amazon Prime|
Amazon Prime Video|Amazon|Apple TV+|Apple TV Plus|Apple TV|seezn|Watcha|KOCOWA|KOCOWA+|iQIYI|WeTV|Viu|YouTube|
HBO Max|Max|Paramount+|Naver TV|Naver TV Cast|Kakao TV|KakaoTV|Genie TV|V Live|VLive|DramaFever|Tubi|OnDemandKorea|
OnDemandChina|Bilibili|Peacock|Crunchyroll|U+ Mobile TV|Line TV|Oksusu|Dailymotion|Plex|Roku|AsianCrush|Vidio|
Studio X+U|Kocowa Plus|Vision Plus|TrueID|Hotstar|Disney+ Hotstar|Max Go
"""
_BROADCAST = """
KBS|KBS1|KBS2|KBS 1TV|KBS 2TV|KBS TV|MBC|MBC TV|SBS|SBS TV|EBS|tvN|JTBC|JTBC2|OCN|ENA|TV Chosun|MBN|Channel A|
OnStyle|Olive|Mnet|CGV|SBS Plus|MBC Every1|MBC Drama|Dramax|iHQ|Olleh TV|XtvN|O'live|Channel CGV|CSTV|TV Asahi|
tvN Drama|tvN Story|KBS World|KBS N|Drama Cube|Super Action|ENA Drama|SkyTV|SkyDrama|TV Joseon|Lifetime
"""


def _by_key(names: str) -> dict[str, str]:
    """Of two spellings with one key the first is the usual one."""
    return {_key(name): name for name in reversed(names.replace("\n", "").split("|"))}


def _key(name: str) -> str:
    return normalise(name.replace("+", "plus"))


STREAMING, BROADCAST = _by_key(_STREAMING), _by_key(_BROADCAST)
_PARTS = lazy_pattern(r"\s*(?:[,;|/]|\s&\s|\band\b|\s\+\s|\s-\s|\n)\s*")
_BRACKET = lazy_pattern(r"\s*[(\[][^()\[\]]*[)\]]")
_NAME = lazy_pattern(
    r"(?<![\w&])("
    + "|".join(
        re.escape(name) + (r"(?!\w)" if name[-1].isalnum() else "")
        for name in sorted([*STREAMING.values(), *BROADCAST.values()], key=len, reverse=True)
        if name not in ("Max", "Amazon", "Olive", "Lifetime", "Plex", "Roku", "Peacock")
    )
    + ")",
    re.IGNORECASE,
)
_PLAIN_NAME = lazy_pattern(r"[\w가-힣][\w\s+'’.&!:-]{0,28}")


def known(name: str) -> str | None:
    """The usual spelling of a broadcaster or service; None for one that is not known."""
    return STREAMING.get(_key(name)) or BROADCAST.get(_key(name))


def is_broadcaster(name: str) -> bool:
    return _key(name) in BROADCAST


def is_streaming(name: str) -> bool:
    return _key(name) in STREAMING


def read_networks(text: str) -> list[str]:
    """The names in a list such as "tvN / Netflix (international)"; known ones in their usual spelling."""
    names: list[str] = []
    for part in _PARTS.split(_BRACKET.sub("", text)):
        part = part.strip(" .")
        if known(part):
            names.append(known(part) or part)
        elif inside := find_known(part):
            names += inside
        elif _PLAIN_NAME.fullmatch(part) and len(part.split()) <= 3 and not part.islower():
            names.append(part)
    return list(dict.fromkeys(names))


def find_known(text: str) -> list[str]:
    """The broadcasters and services that running text names."""
    return list(dict.fromkeys(known(match[1]) or match[1] for match in _NAME.finditer(text)))
