"""Reads whether a sentence warns of spoilers, in any language of the table `languages.toml`.

Pure and linear. Whoever closes text by it also asks: a word that nobody wrote into the table yet stays open, so forms
and importer have their own questions besides.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from reviewsite.lazy_pattern import lazy_pattern

_TABLE = Path(__file__).with_name("languages.toml")
#: The beginning of the word that most languages took over.
_SHARED = lazy_pattern(r"s[\W_]{0,3}p[\W_]{0,3}[oil]|^\W*s\.?p\.?\s*[:)\]]")
#: A longer line is a paragraph: a spoiler that it only mentions is no warning.
_SHORT = 60
_LONGEST = 600
#: Words that together promise the plot, on a line of its own.
_HINTING = (("only", "watch"), ("read", "watch"), ("read", "plot"), ("tells", "plot"))
_LONGEST_HINT = 100
#: A longer sentence that has words for reading, for watching and for a condition tells a story.
_LONGEST_ADDRESS = 160
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
#: What is before and after the word where the sentence begins with it in brackets.
_IN_BRACKETS = (
    lazy_pattern(r"^\W*[\[(<{【〈《][^\])>}】〉》]{0,20}$"),
    lazy_pattern(r"[^\[\](){}<>【】〈〉《》]{0,20}[\])>}】〉》]"),
)
#: Around a word these make a mark of it.
_MARKS_A_WORD = tuple("/[]{}<>()*_~=%^@\\|:¦→⇒➡")
#: In a sentence of small letters.
_CRIED_OUT = lazy_pattern(r"(?<![A-Z] )\bSP[O0][I1L]L?ER\w*")
#: A question or an exclamation is none of these: it says what somebody thinks.
_ENDS_A_SENTENCE = lazy_pattern(r"[.!?…。！？~]\W*$")
_ENDS_A_STATEMENT = lazy_pattern(r"[.?…。？]\W*$")
#: "ep. 10" goes on, and so does "Not seen it yet? Stop here."
_SENTENCES = lazy_pattern(r"(?<=[.!…])(?<!\b[Ee]p\.)(?<!\b[Ee]ps\.)\s+|(?<=[。！])\s*|\n+")
_LATIN = lazy_pattern("[a-z]{2}")
#: A sentence with three of these is English, and no other language written in Latin letters has to look at it.
_ENGLISH = frozenset(
    (
        "the and was this that you it with have but are they she his her is of to what who from would were has "
        "had not"
    ).split()
)
_ENOUGH_ENGLISH = 3


class Says(Enum):
    """What a sentence says of spoilers. `MENTIONS`: it names some and neither warns nor denies."""

    NOTHING = "nothing"
    FREE = "there are none"
    ENDS = "they end here"
    MENTIONS = "there is such a thing"
    HINTS = "on a line of its own: they may follow"
    WARNS = "they follow"


def plain(text: str) -> str:
    """Small letters without accents and invisible characters; 0 in SP0ILER is an o."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    text = _SMALL_CAPITALS.sub(
        lambda word: word[0].translate(_STANDS_FOR), text.translate(_LOCAL | _IN_BOXES)
    )
    return _LATIN_WORD.sub(lambda word: _read(word[0]), text)


@lru_cache(maxsize=256)
def said_by(sentence: str) -> Says:
    """What one sentence or short line says."""
    text = plain(sentence[:_LONGEST])
    languages = _concerned(text)
    if end := _finds(languages, "ends", text):
        begun = _finds(languages, "stems", text[: end.start()])  # "(spoiler) he dies (end of spoiler)"
        return Says.WARNS if begun else Says.ENDS
    open_text = text
    for language in languages:
        open_text = language.without_calm(open_text)
    if _sends_away(text, open_text) or _finds(languages, "alone", open_text):
        return Says.WARNS
    found = _finds(languages, "stems", open_text)
    if found is None:
        return _without_stem(languages, text, open_text)
    warns = (
        _finds(languages, "alarms", open_text)
        or _is_call(open_text, found)
        or _is_label(open_text, found)
        or _is_set_off(open_text, found)
        or _CRIED_OUT.search(sentence[:_LONGEST])
    )
    return Says.WARNS if warns else Says.MENTIONS


def _without_stem(languages: list["_Language"], text: str, open_text: str) -> Says:
    if open_text != text:
        return Says.FREE
    return Says.HINTS if _promises(text) or _only_alarms(text) else Says.NOTHING


def _promises(text: str) -> bool:
    """Whether a line on its own promises the plot: "The ending", "for those who finished", "now I tell who did it"."""
    if len(text) > _LONGEST_HINT:
        return False
    languages = _who_may_write(text)
    is_title = len(text) <= _SHORT and not _ENDS_A_SENTENCE.search(text)
    return bool(is_title and _finds(languages, "topics", text)) or any(
        _finds([language], one, text) and _finds([language], other, text)
        for language in languages
        for one, other in _HINTING
    )


def warning_in(text: str, *, may_mention: bool = False) -> str:
    """The first sentence of a text that warns of spoilers or says that it holds some; "" if none does.

    A text that `may_mention` them has sentences about spoilers, as "We hide spoilers until you ask for them."
    """
    for sentence in sentences(text):
        says = said_by(sentence)
        if says is Says.WARNS or (says in _TELLS and (_is_remark(sentence) or not may_mention)):
            return sentence
    return hint_in(text)


def _is_remark(sentence: str) -> bool:
    return len(sentence) <= _SHORT and not (
        _ENDS_A_STATEMENT.search(sentence) and len(sentence.split(maxsplit=4)) > 3
    )


def hint_in(text: str) -> str:
    """The first line of its own with something below it that may announce spoilers: "The ending", "WARNING!!"."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return next((line for line in lines[:-1] if said_by(line) is Says.HINTS), "")


def sentences(text: str) -> Iterator[str]:
    return (sentence.strip() for sentence in _SENTENCES.split(text) if sentence.strip())


#: Who says that the spoilers are over has told some.
_TELLS = (Says.WARNS, Says.MENTIONS, Says.ENDS)


def _read(word: str) -> str:
    core = word.lstrip("@").strip("!|*")
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


def _is_set_off(text: str, found: re.Match[str]) -> bool:
    """Whether signs make a mark of the word: "--spoiler-- he dies", "so good /spoiler/ he dies"."""
    around = text[found.start() - 1 : found.start()], text[found.end() :][:1]
    return any(sign in _MARKS_A_WORD for sign in around)


def _only_alarms(text: str) -> bool:
    """Whether a short line says "warning" and nothing else."""
    words = re.findall(r"\w+", text) if len(text) <= _SHORT else []
    return bool(words) and any(
        all(alarms.fullmatch(word) for word in words)
        for language in _languages()
        if (alarms := language.patterns.get("alarms"))
    )


def _is_call(text: str, found: re.Match[str]) -> bool:
    """Whether the word stands (nearly) alone: "🚨 SPOILER 🚨", "결말 스포!!"."""
    around = re.sub(r"[\W\d_ㅡᅳー]+", "", text[: found.start()] + text[found.end() :])
    return len(text) <= _SHORT and len(around) <= max(6, found.end() - found.start())


class _Language:
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

    def without_calm(self, text: str) -> str:
        calm = self.patterns.get("calm")
        return calm.sub(" ", text) if calm else text


@cache
def _languages() -> list[_Language]:
    return [_Language(*table) for table in tomllib.loads(_TABLE.read_text(encoding="utf-8")).items()]


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


def _who_may_write(text: str) -> list[_Language]:
    languages = [language for language in _languages() if language.may_write(text)]
    if len(_ENGLISH.intersection(text.split())) < _ENOUGH_ENGLISH:
        return languages
    return [language for language in languages if language.is_english or language.has_script]


def _sends_away(text: str, open_text: str) -> bool:
    """Whether a sentence of one language makes reading on depend on having watched, or on minding spoilers.

    Words for reading, for watching and for a condition, in any order: "read on only once you have finished",
    "if you have not seen it, stop here"; or "stop reading if you hate spoilers".
    """
    if len(text) > _LONGEST_ADDRESS:
        return False
    languages = [language for language in _who_may_write(open_text) if _finds([language], "read", open_text)]
    return any(
        _finds([language], "watch", open_text) and _finds([language], "terms", open_text)
        for language in languages
    ) or any(
        _finds([language], "unwilling", text)
        and (_finds([language], "plot", text) or _finds(_concerned(text), "stems", text))
        for language in languages
    )


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    # Written as people write them, matched as `plain` leaves them.
    return lazy_pattern("|".join(f"(?:{_bare(phrase)})" for phrase in phrases))


def _bare(phrase: str) -> str:
    decomposed = unicodedata.normalize(
        "NFD", re.sub("[ㄱ-ㅎ]", lambda found: unicodedata.normalize("NFKC", found[0]), phrase)
    )
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed)).translate(_LOCAL)
