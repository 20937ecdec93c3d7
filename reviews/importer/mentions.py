"""People whom running text names: "directed by", "starring", "Seo Dan Ah (Choi Soo Young)", "Bona as Ko Yu-rim"."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice

from dramas import korean_names
from reviews.importer.document import Mention
from reviews.importer.lines import Line, normalise
from reviews.importer.names import (
    is_korean_name,
    is_romanized_korean,
    may_name_somebody,
    named,
    names_somebody,
    split_outside_brackets,
)
from reviews.importer.parse_state import ParseState
from reviews.importer.patterns import any_of
from reviews.importer.prose import sentences
from reviewsite.lazy_pattern import lazy_pattern

_LISTED = r"(?P<names>[^.;()!?]{3,80}?)"
_END = r"(?=(?:\s+and|,)?\s+(?:directed|written|script\w*|with|who|which|starring)\b|[.;()!?]|$)"
_DIRECTED = any_of(rf"\bdirected by (?:director |PD )?{_LISTED}{_END}")
_WRITTEN = any_of(rf"\b(?:written|penned|scripted|screenplay) by (?:screenwriter |writer )?{_LISTED}{_END}")
_STARRING = lazy_pattern(
    r"\b(?:starring|stars|starred|featur(?:es|ing)|(?:actors|leads|cast)(?:,|:| includes?| of| are))\s+"
    r"(?P<names>[^\W\d_][^.;!?]{1,160})"
)
_STAR = lazy_pattern(
    r"^(?P<names>[A-Z][\w\s,’'-]{4,120}?) (?:star|play the leads|lead the cast|are the leads)\b"
)


def take_makers_from_prose(reading: ParseState, lines: list[Line]) -> None:
    """The director and the writer, where no label gave them."""
    wanted = [
        (field, form)
        for field, form in (("directors", _DIRECTED), ("writers", _WRITTEN))
        if not reading.get(field)
    ]
    for sentence in sentences(lines) if wanted else ():
        for field, form in wanted:
            found = form.search(sentence)
            if found and not reading.get(field):
                reading.add(field, list(_leading_names(found["names"])))


def stars_from_prose(lines: list[Line]) -> list[str]:
    """The actors that the text lists as its stars, in its order."""
    names: list[str] = []
    for sentence in sentences(lines):
        for found in _STARRING.finditer(sentence):
            names += _leading_names(found["names"])
        if found_before := _STAR.search(sentence):
            names += _only_names(found_before["names"])
    return list(dict.fromkeys(names))


def _only_names(text: str) -> list[str]:
    """The Korean names of a list that holds nothing else: "Han Do-yun is a", before "star", is no list of stars."""
    parts = [named(part).name for part in split_outside_brackets(text)]
    return parts if all(map(is_korean_name, parts)) else []


def _leading_names(text: str) -> Iterator[str]:
    """The Korean names that a list begins with; it ends at the first entry that is more than one."""
    for part in split_outside_brackets(text):
        words = named(part.partition(" as ")[0]).name.split()
        heads = [" ".join(words[:count]) for count in (3, 4, 2, 1) if count <= len(words)]
        name = " ".join(words)
        if not (may_name_somebody(name) or names_somebody(name)):
            name = next((head for head in heads if names_somebody(head)), "")
        if not name:
            return
        yield name
        if len(words) > len(name.split()):
            return


# Beyond this nobody is looked for: no review names its cast for the first time after the length of a novel.
_LONGEST_SEARCHED = 500_000
_MOST_PAIRS, _LONGEST_NAME = 300, 60

_WORD = r"(?:[A-ZÀ-Þ][\w’'-]{0,24}|[가-힣]{1,5}(?![가-힣]))"
_NAME = rf"(?:{_WORD} ){{0,4}}{_WORD}"
_ANY_WORD = r"[^\W\d_][\w’'-]{0,24}"
_LEFT, _RIGHT = rf"(?<![\w’'-])(?P<left>{_NAME})", rf"(?P<right>{_NAME})"
_IN_BRACKETS = lazy_pattern(
    rf"{_LEFT} ?\( *(?P<sign>as |(?:played|portrayed) by )?{_RIGHT}(?: (?:of|from) [^()]{{1,60}})? *\)"
)
_AS = lazy_pattern(rf"{_LEFT} (?:as|plays|stars as) {_RIGHT}")
# "bae doona as Na-ra", "Na-ra (bae doona)"
_SMALL_AS = lazy_pattern(
    rf"(?<![\w’'-])(?P<left>(?:{_ANY_WORD} ){{1,3}}[a-z][\w’'-]{{0,24}}) (?:as|plays|stars as) {_RIGHT}"
)
_SMALL_PLAYED_BY = lazy_pattern(
    rf"{_LEFT}(?:,? (?:is )?(?:played|portrayed) by | ?\( *(?:(?:played|portrayed) by )?)"
    rf"(?P<right>(?:{_WORD} )?[a-z][\w’'-]{{0,24}}(?: {_ANY_WORD}){{0,3}})(?![\w’'-])"
)
_IN_HANGUL = lazy_pattern(r" ?\(([가-힣]{1,5}(?: [가-힣]{1,4})?)\)")
_PLAYED_BY = lazy_pattern(rf"{_LEFT},? (?:is )?(?:played|portrayed) by {_RIGHT}")

_ENDING_NAME = lazy_pattern(rf"(?<![\w’'-]){_NAME}$")
_POSSESSIVE = lazy_pattern(r"^.*[’']s\s")
# Words with a capital that are before names and are no part of them.
_BEFORE_NAMES = frozenset(
    (
        "a actor actress after agent also although an and as assemblyman at attorney because both but captain ceo "
        "chairman chairwoman chef detective director doctor dr for from he her his however in inspector is it judge "
        "king lawyer like manager meanwhile miss mr mrs ms my nurse officer on our president prince princess professor "
        "prosecutor queen reporter secretary she since sir so starring stars teacher the their then they to when where "
        "while who with writer"
    ).split()
)
_SHORTEST_STAGE_NAME = 3


def find_mentions(lines: list[Line], actors: list[str]) -> tuple[list[Mention], dict[str, str]]:
    """Pairs in the order of the text, each once, and the names in Hangul that are in brackets behind others.

    `actors` are known ones: they tell which side is which.
    """
    written = "\n".join(line.text for line in lines)[:_LONGEST_SEARCHED]
    hangul: dict[str, str] = {}

    def take(found: re.Match[str]) -> str:
        name = _whose_hangul(found)
        if name is None:
            return found[0]
        hangul.setdefault(name, found[1])
        return ""

    text = _IN_HANGUL.sub(take, written, count=_MOST_PAIRS)
    starts, at = [], 0
    for line in text.split("\n"):
        starts.append(at)
        at += len(line) + 1
    found: dict[tuple[str, str], Mention] = {}
    for place, actor, character in _pairs(text, {normalise(actor) for actor in actors}):
        if actor and character and normalise(actor) != normalise(character):
            number = lines[bisect_right(starts, place) - 1].number
            found.setdefault((actor, character), Mention(actor, character, number))
    return list(found.values()), hangul


def _whose_hangul(found: re.Match[str]) -> str | None:
    """The name in Latin letters before a bracket that has it in Hangul; "Han Do-yun (임시완)" are two people."""
    before = _ENDING_NAME.search(found.string[max(found.start() - _LONGEST_NAME, 0) : found.start()])
    if not before or not before[0][-1:].isascii() or not names_somebody(found[1]):
        return None
    name = _name_at_end(before[0].split())
    is_other = bool(name) and korean_names.similarity(name, found[1]) < korean_names.WORTH_ASKING
    return None if is_other else name or before[0]


def _pairs(text: str, known: set[str]) -> list[tuple[int, str, str]]:
    pairs = [(found.start(), *_in_brackets(found, text, known)) for found in _some(_IN_BRACKETS, text)]
    for pattern in (_AS, _SMALL_AS):
        pairs += [
            (found.start(), _actor_of(found["left"], found["right"], known), _character(found["right"]))
            for found in _some(pattern, text)
        ]
    pairs += [
        (found.start(), _actor_of(found["right"], found["left"], known), _character(found["left"]))
        for found in _some(_PLAYED_BY, text)
    ]
    pairs += [
        (found.start(), _name_among(_beginnings(found["right"].split())), _character(found["left"]))
        for found in _some(_SMALL_PLAYED_BY, text)
    ]
    return sorted(pairs)


def _actor_of(text: str, role: str, known: set[str]) -> str:
    """The actor's name; one with a slip of the pen where the role leaves no doubt that somebody plays it."""
    found = _actor(text, known)
    return found or (text if is_korean_name(_character(role)) and may_name_somebody(text) else "")


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return islice(pattern.finditer(text), _MOST_PAIRS)


def _in_brackets(found: re.Match[str], text: str, known: set[str]) -> tuple[str, str]:
    """Reviewers put the actor in the brackets, unless the name before them is an actor of the cast."""
    left, right, sign = found["left"], found["right"], (found["sign"] or "").strip()
    before = _actor(left, known)
    if sign == "as" or (not sign and before and normalise(before) in known):
        return before, _character(right)
    character = _character(left)
    actor = _actor_of(right, left, known) or (right if sign else _stage_name(right, character, text))
    is_name = sign or names_somebody(character) or text.count(character.partition(" ")[0]) > 1
    return (actor, character) if is_name else ("", "")


def _actor(text: str, known: set[str]) -> str:
    """The name that the words end with, if it is a known actor's or looks Korean; else ""."""
    words = _POSSESSIVE.sub("", text).split()
    tails = [" ".join(words[start:]) for start in range(len(words))]
    return next((tail for tail in tails if normalise(tail) in known), "") or _name_at_end(words)


def _character(text: str) -> str:
    """The words without "Lawyer", "When" and their like; a Korean name among them stands alone."""
    words = text.split()
    while words and words[0].casefold() in _BEFORE_NAMES:
        words.pop(0)
    return _name_at_end(words) or " ".join(words)


def _name_at_end(words: list[str]) -> str:
    return _name_among(" ".join(words[-count:]) for count in (4, 3, 2, 1) if count <= len(words))


def _beginnings(words: list[str]) -> Iterator[str]:
    return (" ".join(words[:count]) for count in (4, 3, 2) if count <= len(words))


def _name_among(texts: Iterable[str]) -> str:
    return next((text for text in texts if names_somebody(text)), "")


def _stage_name(text: str, character: str, whole: str) -> str:
    """A single word such as "Sooyoung", where the text names it again and the character is a full name."""
    fits = " " not in text and len(text) >= _SHORTEST_STAGE_NAME and not text.isupper()
    return (
        text
        if fits and is_romanized_korean(text) and whole.count(text) > 1 and is_korean_name(character)
        else ""
    )
