"""Reads whether a sentence warns of spoilers, in any language of the table `languages.toml`.

Pure and linear. Whoever closes text by it also asks: a word that nobody wrote into the table yet stays open, so forms
and importer have their own questions besides.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).with_name("languages.toml")
_PHRASES = ("stems", "calm", "alarms", "alone", "stop", "unseen", "ends")
#: The beginning of the word that most languages took over.
_SHARED = re.compile(r"s[\W_]{0,3}p[\W_]{0,3}[oil]|^\W*s\.?p\.?\s*[:)\]]")
_SHARED_AS_WRITTEN = re.compile(r"[s5$][\W_]{0,3}p")
#: A longer line is a paragraph: a spoiler that it only mentions is no warning.
_SHORT = 60
_LONGEST = 600
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0487\u064b-\u0655\u0640]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u20e3]")
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
_LATIN_WORD = re.compile(r"(?=[^\s]*[a-z])[a-z0-9$@!|*€øıѕрοоіеас]*[a-z$][a-z0-9$@!|*€øıѕрοоіеас]*")
_SMALL_CAPITALS = re.compile("[ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ]+")
_LOCAL = str.maketrans({"đ": "d", "ı": "i", "ł": "l", "ø": "o", "’": "'", "ё": "е", "ى": "ي", "ة": "ه"})
#: What is before and after the word where the sentence begins with it in brackets.
_IN_BRACKETS = (
    re.compile(r"^\W*[\[(<{【〈《][^\])>}】〉》]{0,20}$"),
    re.compile(r"[^\[\](){}<>【】〈〉《》]{0,20}[\])>}】〉》]"),
)
_SENTENCES = re.compile(r"(?<=[.!?…。！？])\s+|\n+")


class Says(Enum):
    """What a sentence says of spoilers. `MENTIONS`: it names some and neither warns nor denies."""

    NOTHING = "nothing"
    FREE = "there are none"
    ENDS = "they end here"
    MENTIONS = "there is such a thing"
    WARNS = "they follow"


def plain(text: str) -> str:
    """Small letters without accents and invisible characters; 0 in SP0ILER is an o."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    text = _SMALL_CAPITALS.sub(
        lambda word: word[0].translate(_STANDS_FOR), text.translate(_LOCAL | _IN_BOXES)
    )
    return _LATIN_WORD.sub(lambda word: _read(word[0]), text)


def said_by(sentence: str) -> Says:
    """What one sentence or short line says."""
    if sentence.isascii() and not _may_speak(sentence[:_LONGEST].casefold()):
        return Says.NOTHING
    text = plain(sentence[:_LONGEST])
    languages = _concerned(text)
    if _finds(languages, "ends", text):
        return Says.ENDS
    open_text = text
    for language in languages:
        open_text = language.without_calm(open_text)
    if _sends_away(languages, open_text) or _finds(languages, "alone", open_text):
        return Says.WARNS
    found = _finds(languages, "stems", open_text)
    if found is None:
        return Says.NOTHING if open_text == text else Says.FREE
    if _finds(languages, "alarms", open_text) or _is_call(open_text, found) or _is_label(open_text, found):
        return Says.WARNS
    return Says.MENTIONS


def warning_in(text: str) -> str:
    """The first sentence of a text that warns of spoilers or says that it holds some; "" if none does."""
    return next((sentence for sentence in sentences(text) if said_by(sentence) in _TELLS), "")


def sentences(text: str) -> Iterator[str]:
    return (sentence.strip() for sentence in _SENTENCES.split(text) if sentence.strip())


#: Who says that the spoilers are over has told some.
_TELLS = (Says.WARNS, Says.MENTIONS, Says.ENDS)


def _read(word: str) -> str:
    core = word.strip("!|*")
    if core.isalpha() and core.isascii():
        return word
    before, _core, after = word.partition(core)
    return before + core.translate(_STANDS_FOR) + after


def _is_label(text: str, found: re.Match[str]) -> bool:
    """Whether the sentence begins with the word as with a label: "SPOILER: he dies", "스포) 그가 죽어요"."""
    before, after = text[: found.start()], text[found.end() :]
    if _IN_BRACKETS[0].search(before) and _IN_BRACKETS[1].match(after):
        return True  # "[big spoiler, ep 12] he dies"
    begins = not any(map(str.isalnum, before))
    heads = len(text) <= _SHORT and after.rstrip().endswith(":")  # "Spoilers, obviously:"
    return begins and (
        heads or re.match(r"(?: tags?)?\W{0,3}[:;)\]】》〉」★☆!=–—⚠🚨🛑⛔🚫-]", after) is not None
    )


def _is_call(text: str, found: re.Match[str]) -> bool:
    """Whether the word stands (nearly) alone: "🚨 SPOILER 🚨", "결말 스포!!"."""
    around = re.sub(r"[\W\d_ㅡᅳー]+", "", text[: found.start()] + text[found.end() :])
    return len(text) <= _SHORT and len(around) <= max(6, found.end() - found.start())


class _Language:
    """One table of the file, its phrases made into patterns."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.hints = table.get("hints", ())
        self._script = re.compile(table["script"]) if "script" in table else None
        self.patterns = {name: _any_of(table[name]) for name in _PHRASES if name in table}

    def concerns(self, text: str) -> bool:
        if self._script:
            return self._script.search(text) is not None
        return any(hint in text for hint in self.hints)

    def without_calm(self, text: str) -> str:
        calm = self.patterns.get("calm")
        return calm.sub(" ", text) if calm else text


@cache
def _languages() -> list[_Language]:
    return [_Language(table) for table in tomllib.loads(_TABLE.read_text(encoding="utf-8")).values()]


@cache
def _hint_words() -> tuple[str, ...]:
    return tuple({hint for language in _languages() for hint in language.hints})


def _may_speak(text: str) -> bool:
    """A quick look at small ASCII letters, which is all that most sentences get."""
    return _SHARED_AS_WRITTEN.search(text) is not None or any(hint in text for hint in _hint_words())


def _concerned(text: str) -> list[_Language]:
    """The languages that may say something here: all of them where the word stands that they share."""
    return (
        [language for language in _languages() if language.concerns(text)]
        if not _SHARED.search(text)
        else _languages()
    )


def _finds(languages: list[_Language], phrases: str, text: str) -> re.Match[str] | None:
    found = (
        language.patterns[phrases].search(text) for language in languages if phrases in language.patterns
    )
    return next((match for match in found if match), None)


def _sends_away(languages: list[_Language], text: str) -> bool:
    """Whether a sentence of one language tells who has not seen the drama to read no further."""
    return any(
        _finds([language], "stop", text) and _finds([language], "unseen", text) for language in languages
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    # Written as people write them, matched as `plain` leaves them.
    return re.compile("|".join(f"(?:{_bare(phrase)})" for phrase in phrases))


def _bare(phrase: str) -> str:
    decomposed = unicodedata.normalize(
        "NFD", re.sub("[ㄱ-ㅎ]", lambda found: unicodedata.normalize("NFKC", found[0]), phrase)
    )
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed)).translate(_LOCAL)
