"""The table `languages.toml`, language by language, and text as its phrases are written."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from reviewsite.lazy_pattern import lazy_pattern

_TABLE = Path(__file__).with_name("languages.toml")
#: The beginning of the word that most languages took over.
_SHARED = lazy_pattern(r"s[\W_]{0,3}p[\W_]{0,3}[oil]|(?<![a-z])sp\W{0,2}[aw]|^\W*s\.?p\.?\s*[:)\]]")
_ACCENTS = lazy_pattern("[\u0300-\u036f\u0483-\u0487\u064b-\u0655\u0640]")
_INVISIBLE = lazy_pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u20e3]")
#: Letters of other scripts, digits and signs that stand for a Latin letter between Latin letters.
_STANDS_FOR = str.maketrans("0134578$@!|ѕрοоіеаёсхуյ€øı", "oieastbsaiisrooieaecxyjeoi") | {
    ord("р"): "p",
    ord("5"): "s",
}
#: Small capitals, and capitals in a black box, in a black circle and of flags.
_STANDS_FOR |= str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz")
_IN_BOXES = {
    first + place: chr(ord("a") + place) for first in (0x1F150, 0x1F170, 0x1F1E6) for place in range(26)
}
_LATIN_WORD = lazy_pattern(r"(?=[^\s]*[a-z])[a-z0-9$@!|*€øıѕрοоіеас]*[a-z$][a-z0-9$@!|*€øıѕрοоіеас]*")
_SMALL_CAPITALS = lazy_pattern("[ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ]+")
_LOCAL = str.maketrans({"đ": "d", "ı": "i", "ł": "l", "ø": "o", "’": "'", "ё": "е", "ى": "ي", "ة": "ه"})
_LATIN = lazy_pattern("[a-z]{2}")
#: A sentence with three of these is English, and no other language written in Latin letters has to look at it.
_ENGLISH = frozenset(
    (
        "the and was this that you it with have but are they she his her is of to what who from would were has "
        "had not"
    ).split()
)
_ENOUGH_ENGLISH = 3


def plain(text: str) -> str:
    """Small letters without accents and invisible characters; 0 in SP0ILER is an o."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    text = _SMALL_CAPITALS.sub(
        lambda word: word[0].translate(_STANDS_FOR), text.translate(_LOCAL | _IN_BOXES)
    )
    return _LATIN_WORD.sub(lambda word: _read(word[0]), text)


def _read(word: str) -> str:
    core = word.lstrip("@").strip("!|*")
    if core.isalpha() and core.isascii():
        return word
    before, _core, after = word.partition(core)
    return before + core.translate(_STANDS_FOR) + after


class Language:
    """One table of the file, its phrases made into patterns."""

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.hints = table.get("hints", ())
        self._script = lazy_pattern(table["script"]) if "script" in table else None
        self.has_script = self._script is not None
        self.is_english = name == "en"
        self.patterns = {
            kind: _any_of(phrases) for kind, phrases in table.items() if kind not in ("hints", "script")
        }

    def concerns(self, text: str) -> bool:
        if self._script:
            return self._script.search(text) is not None
        return any(hint in text for hint in self.hints)

    def may_write(self, text: str) -> bool:
        return (self._script or _LATIN).search(text) is not None

    def without(self, phrases: str, text: str) -> str:
        pattern = self.patterns.get(phrases)
        return pattern.sub(" ", text) if pattern else text


@cache
def all_languages() -> list[Language]:
    return [Language(*table) for table in tomllib.loads(_TABLE.read_text(encoding="utf-8")).items()]


def concerned(text: str) -> list[Language]:
    """The languages that may say something here: all of them where the word stands that they share."""
    return (
        [language for language in all_languages() if language.concerns(text)]
        if not _SHARED.search(text)
        else all_languages()
    )


def find(languages: list[Language], phrases: str, text: str) -> re.Match[str] | None:
    found = (
        language.patterns[phrases].search(text) for language in languages if phrases in language.patterns
    )
    return next((match for match in found if match), None)


def without(languages: list[Language], phrases: str, text: str) -> str:
    for language in languages:
        text = language.without(phrases, text)
    return text


def who_may_write(text: str) -> list[Language]:
    languages = [language for language in all_languages() if language.may_write(text)]
    if len(_ENGLISH.intersection(text.split())) < _ENOUGH_ENGLISH:
        return languages
    return [language for language in languages if language.is_english or language.has_script]


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    # Written as people write them, matched as `plain` leaves them.
    return lazy_pattern("|".join(f"(?:{_bare(phrase)})" for phrase in phrases))


def _bare(phrase: str) -> str:
    decomposed = unicodedata.normalize(
        "NFD", re.sub("[ㄱ-ㅎ]", lambda found: unicodedata.normalize("NFKC", found[0]), phrase)
    )
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed)).translate(_LOCAL)
