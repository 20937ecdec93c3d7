"""Actors and characters that running text names together: "Seo Dan Ah (Choi Soo Young)", "Bona as Ko Yu-rim"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from reviews.importer.document import Mention
from reviews.importer.lines import Line, normalise
from reviews.importer.names import is_korean_name, is_romanized_korean

# Beyond this nobody is looked for: no review names its cast for the first time after the length of a novel.
_LONGEST_SEARCHED = 500_000
_MOST_PAIRS = 300

_WORD = r"[A-ZÀ-Þ][\w’'-]{0,24}"
_NAME = rf"(?:{_WORD} ){{0,4}}{_WORD}"
_LEFT, _RIGHT = rf"(?<![\w’'-])(?P<left>{_NAME})", rf"(?P<right>{_NAME})"
_IN_BRACKETS = re.compile(
    rf"{_LEFT} ?\( *(?P<sign>as |(?:played|portrayed) by )?{_RIGHT}(?: (?:of|from) [^()]{{1,60}})? *\)"
)
_AS = re.compile(rf"{_LEFT} (?:as|plays|stars as) {_RIGHT}")
_PLAYED_BY = re.compile(rf"{_LEFT},? (?:is )?(?:played|portrayed) by {_RIGHT}")

_POSSESSIVE = re.compile(r"^.*[’']s\s")
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


def find_mentions(lines: list[Line], actors: list[str]) -> list[Mention]:
    """Pairs in the order of the text, each once. `actors` are known ones: they tell which side is which."""
    text = "\n".join(line.text for line in lines)[:_LONGEST_SEARCHED]
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line.text) + 1
    found: dict[tuple[str, str], Mention] = {}
    for place, actor, character in _pairs(text, {normalise(actor) for actor in actors}):
        if actor and character and normalise(actor) != normalise(character):
            number = lines[bisect_right(starts, place) - 1].number
            found.setdefault((actor, character), Mention(actor, character, number))
    return list(found.values())


def _pairs(text: str, known: set[str]) -> list[tuple[int, str, str]]:
    pairs = [(found.start(), *_in_brackets(found, text, known)) for found in _some(_IN_BRACKETS, text)]
    pairs += [
        (found.start(), _actor(found["left"], known), _character(found["right"]))
        for found in _some(_AS, text)
    ]
    pairs += [
        (found.start(), _actor(found["right"], known), _character(found["left"]))
        for found in _some(_PLAYED_BY, text)
    ]
    return sorted(pairs)


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    return islice(pattern.finditer(text), _MOST_PAIRS)


def _in_brackets(found: re.Match[str], text: str, known: set[str]) -> tuple[str, str]:
    """Reviewers put the actor in the brackets, unless the name before them is an actor of the cast."""
    left, right, sign = found["left"], found["right"], (found["sign"] or "").strip()
    before = _actor(left, known)
    if sign == "as" or (not sign and before and normalise(before) in known):
        return before, _character(right)
    character = _character(left)
    actor = _actor(right, known) or (right if sign else _stage_name(right, character, text))
    is_name = sign or is_korean_name(character) or text.count(character.partition(" ")[0]) > 1
    return (actor, character) if is_name else ("", "")


def _actor(text: str, known: set[str]) -> str:
    """The name that the words end with, if it is a known actor's or looks Korean; else ""."""
    words = _POSSESSIVE.sub("", text).split()
    tails = [" ".join(words[start:]) for start in range(len(words))]
    return next((tail for tail in tails if normalise(tail) in known), "") or _korean_tail(words)


def _character(text: str) -> str:
    """The words without "Lawyer", "When" and their like; a Korean name among them stands alone."""
    words = text.split()
    while words and words[0].casefold() in _BEFORE_NAMES:
        words.pop(0)
    return _korean_tail(words) or " ".join(words)


def _korean_tail(words: list[str]) -> str:
    tails = (" ".join(words[-count:]) for count in (4, 3, 2) if count <= len(words))
    return next((tail for tail in tails if is_korean_name(tail)), "")


def _stage_name(text: str, character: str, whole: str) -> str:
    """A single word such as "Sooyoung", where the text names it again and the character is a full name."""
    fits = " " not in text and len(text) >= _SHORTEST_STAGE_NAME and not text.isupper()
    return (
        text
        if fits and is_romanized_korean(text) and whole.count(text) > 1 and is_korean_name(character)
        else ""
    )
