"""Reads whether a sentence warns of spoilers, in any language of the table `languages.toml`.

Pure and linear. Whoever closes text by it also asks: a word that nobody wrote into the table yet stays open, so forms
and importer have their own questions besides.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache
from itertools import chain

from reviewsite.lazy_pattern import lazy_pattern
from reviewsite.spoilers.languages import (
    Language,
    all_languages,
    concerned,
    find,
    plain,
    who_may_write,
    without,
)

#: A longer line is a paragraph: a spoiler that it only mentions is no warning.
_SHORT = 60
_LONGEST = 600
#: Words that together promise the plot, on a line of its own.
_HINTING = (
    ("only", "watch"),
    ("read", "watch"),
    ("read", "plot"),
    ("here", "plot"),
    ("here", "tells"),
    ("here", "only"),
    ("tells", "plot"),
)
#: Of a longer line one clause must promise it.
_LONGEST_HINT = 100
_CLAUSES = lazy_pattern(r"[,;:—–،，、；：]")
#: A longer sentence that has words for reading, for watching and for a condition tells a story.
_LONGEST_ADDRESS = 160
#: How far from "spoiler-free" the words stand that end it.
_NEAR = 40
#: What is before and after the word where the sentence begins with it in brackets.
_IN_BRACKETS = (
    lazy_pattern(r"^\W*[\[(<{【〈《][^\])>}】〉》]{0,20}$"),
    lazy_pattern(r"[^\[\](){}<>【】〈〉《》]{0,20}[\])>}】〉》]"),
)
#: Around a word these make a mark of it.
_MARKS_A_WORD = tuple("/[]{}<>()*_~=%^@\\|:¦→⇒➡")
#: In a sentence of small letters.
_CRIED_OUT = lazy_pattern(r"(?<![A-Z] )\bSP[O0][I1L]L?ER\w*")
#: One to three words that stand before a colon or the like: "Attention:", "Heads up!", "Ojo que".
_LABEL = lazy_pattern(r"[\W_]*([^\W\d]\w*(?: \w+){0,2}?)(?:\W{0,2}[:!,–—：！、，-]| (?:que|i|je|ich)\b)")
#: A number with the word before it: "episodes 9-16".
_NUMBERED = lazy_pattern(r"(?:\w+[\s.]{1,3})?\d[\d\W]*\w?(?!\w)")
#: A question or an exclamation is none of these: it says what somebody thinks.
_ENDS_A_SENTENCE = lazy_pattern(r"[.!?…。！？~]\W*$")
_ENDS_A_STATEMENT = lazy_pattern(r"[.?…。？]\W*$")
#: One question without a clause or a label that could tell something.
_QUESTION = lazy_pattern(r"[¿\s]*([^.,:;!?…—–()\[\]|。、！？؟،]+)[?？؟]+\W*")
#: So many words may stand between a spoiler and the end of its question.
_FEW = 2
#: "ep. 10" goes on, and so does "Not seen it yet? Stop here."
_SENTENCES = lazy_pattern(r"(?<=[.!…])(?<!\b[Ee]p\.)(?<!\b[Ee]ps\.)\s+|(?<=[。！])\s*|\n+")


class Says(Enum):
    """What a sentence says of spoilers. `MENTIONS`: it names some and neither warns nor denies."""

    NOTHING = "nothing"
    FREE = "there are none"
    ENDS = "they end here"
    MENTIONS = "there is such a thing"
    HINTS = "on a line of its own: they may follow"
    WARNS = "they follow"


@lru_cache(maxsize=256)
def said_by(sentence: str) -> Says:
    """What one sentence or short line says."""
    text = plain(sentence[:_LONGEST])
    languages = concerned(text)
    if end := find(languages, "ends", text):
        begun = find(languages, "stems", text[: end.start()])  # "(spoiler) he dies (end of spoiler)"
        return Says.WARNS if begun else Says.ENDS
    others_text = without(languages, "minds", text)
    open_text = without(languages, "calm", others_text)
    if (
        _sends_away(others_text, open_text)
        or find(languages, "alone", open_text)
        or _ends_the_safe_part(languages, text)
    ):
        return Says.WARNS
    found = find(languages, "stems", open_text)
    if found is None:
        return _without_stem(languages, others_text, open_text)
    warns = (
        find(languages, "alarms", open_text)
        or _is_call(open_text, found)
        or _is_label(open_text, found)
        or _is_set_off(open_text, found)
        or _CRIED_OUT.search(sentence[:_LONGEST])
    )
    return Says.WARNS if warns else Says.MENTIONS


def _without_stem(languages: list[Language], text: str, open_text: str) -> Says:
    if open_text != text:
        return Says.FREE
    hints = _promises(text) or _only_alarms(text) or _cautions(text)
    return Says.HINTS if hints else Says.NOTHING


def _promises(text: str) -> bool:
    """Whether a line on its own promises the plot, or asks to stop.

    "The ending", "for those who finished", "now I tell who did it", "close this tab".
    """
    if len(text) > _LONGEST_ADDRESS:
        return False
    languages = who_may_write(text)
    is_title = len(text) <= _SHORT and not _ENDS_A_SENTENCE.search(text)
    is_short = len(text) <= _LONGEST_HINT
    clauses, hinting = ([text], _HINTING) if is_short else (_CLAUSES.split(text), _HINTING[-1:])
    return bool((is_title and find(languages, "topics", text)) or find(languages, "leave", text)) or any(
        _has_pair(language, clause, hinting) for clause in clauses for language in languages
    )


def _has_pair(language: Language, clause: str, hinting: Iterable[tuple[str, str]]) -> bool:
    found = {kind for kind in dict.fromkeys(chain(*hinting)) if find([language], kind, clause)}
    return len(found) > 1 and any(found.issuperset(pair) for pair in hinting)


def warning_in(text: str, *, may_mention: bool = False) -> str:
    """The first sentence of a text that warns of spoilers or says that it holds some; "" if none does.

    A text that `may_mention` them has sentences about spoilers, as "We hide spoilers until you ask for them."
    """
    if _asks_for_some(text):
        return ""
    for sentence in sentences(text):
        says = said_by(sentence)
        if says is Says.WARNS or (says in _TELLS and (_is_remark(sentence) or not may_mention)):
            return sentence
    return hint_in(text)


def _asks_for_some(text: str) -> bool:
    """Whether all that somebody wrote is a question for spoilers: "Does the trailer have any spoilers?"."""
    if len(text) > _SHORT or _CRIED_OUT.search(text):
        return False
    found = _QUESTION.fullmatch(text.strip())
    words = plain(found[1]) if found else ""
    stem = find(concerned(words), "stems", words) if words else None
    return bool(stem and words[: stem.start()].strip() and len(words[stem.end() :].split()) <= _FEW)


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


def _ends_the_safe_part(languages: list[Language], text: str) -> bool:
    """Whether what is free of spoilers is over: "The spoiler-free part ends here"."""
    calm = find(languages, "calm", text)
    around = text[max(calm.start() - _NEAR, 0) : calm.end() + _NEAR] if calm else ""
    return bool(around and find(languages, "over", around))


def _only_alarms(text: str) -> bool:
    """Whether a short line says "warning" and nothing else but a number: "WARNING: episodes 9-16"."""
    words = re.findall(r"[^\W\d]+", _NUMBERED.sub(" ", text)) if len(text) <= _SHORT else []
    return bool(words) and any(
        all(alarms.fullmatch(word) for word in words)
        for language in all_languages()
        if (alarms := language.patterns.get("alarms"))
    )


def _cautions(text: str) -> bool:
    """Whether a line begins with a word of alarm and then tells: "Attention: I talk about the father"."""
    label = _LABEL.match(text) if len(text) <= _LONGEST_ADDRESS else None
    if label is None:
        return False
    return any(
        alarm.start() == label.start(1) and find([language], "tells", text)
        for language in who_may_write(text)
        if (alarm := find([language], "alarms", label[0]))
    )


def _is_call(text: str, found: re.Match[str]) -> bool:
    """Whether the word stands (nearly) alone: "🚨 SPOILER 🚨", "결말 스포!!"."""
    around = re.sub(r"[\W\d_ㅡᅳー]+", "", text[: found.start()] + text[found.end() :])
    return len(text) <= _SHORT and len(around) <= max(6, found.end() - found.start())


def _sends_away(text: str, open_text: str) -> bool:
    """Whether a sentence of one language makes reading on depend on having watched, or on minding spoilers.

    Words for reading, for watching and for a condition, in any order: "read on only once you have finished",
    "if you have not seen it, stop here"; or "stop reading if you hate spoilers".
    """
    if len(text) > _LONGEST_ADDRESS:
        return False
    languages = [language for language in who_may_write(open_text) if _asks([language], open_text)]
    return any(
        find([language], "watch", open_text) and find([language], "terms", open_text)
        for language in languages
    ) or any(
        find([language], "unwilling", text)
        and (
            find([language], "leave", text)
            or find([language], "plot", text)
            or find(concerned(text), "stems", text)
        )
        for language in languages
    )


def _asks(languages: list[Language], text: str) -> bool:
    """Whether a sentence has words for reading on or for leaving."""
    return bool(find(languages, "read", text) or find(languages, "leave", text))
