"""Facts that running text states: "a 10-episode Netflix K-drama, each episode around 53 minutes"."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reviews.importer.dates import read_airing, read_minutes, read_weekdays, read_year
from reviews.importer.lines import Line
from reviews.importer.networks import find_known, is_streaming
from reviews.importer.parse_state import ParseState
from reviews.importer.patterns import any_of
from reviews.importer.scores import read_fraction

_LONGEST_SEARCHED = 200_000
_LONGEST_SENTENCE = 1000
_OPENING = 4000
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'‘])")

_KIND = r"(?:(?:K-?\s?|Korean )?drama|(?:Korean )?(?:television|TV) series|(?:mini-?)?series|show)\b"
_IS_A_DRAMA = any_of(
    rf"[“\"'‘]?(?P<title>[^“”\"]{{1,80}}?)[”\"'’]?,? (?:is|was) an? (?P<kind>(?:[\w+’'-]+,? ){{0,7}}?){_KIND}"
)
_QUOTED_SUBJECT = re.compile(
    r"[‘“\"](?P<title>[^‘’“”\"]{1,80})[’‘”\"],? (?:is|was|stars|tells|follows|aired|premiered|starring|ended|began)\b"
)
_NO_TITLE = frozenset(
    "It This That He She They There Here What Which Who These Those I We You Everyone".split()
)
_AIRED = any_of(r"\b(?:aired|airs|airing|premiered|premieres|broadcast|ran|runs|released|shown)\b")
_STATION = any_of(
    r"\b(?:aired|airs|airing|premiered|premieres|broadcast|ran|shown|originally on)\b(?P<where>[^.!?]{0,60})",
    r"\b(?:drama|series) (?:by|from|on)\b(?P<station>[^.!?]{0,60})",
)
_STREAMS = any_of(
    r"\b(?:stream(?:s|ed|ing)?|available|watch(?:ed)? (?:it|this|the drama|the series)|(?:it|this|drama|series) is|"
    r"(?:find|catch) it)\b[^.!?]{0,30}\b(?:on|at|via)\b(?P<where>[^.!?]{0,50})"
)
_EPISODES = any_of(
    r"(?<!first )(?<!last )(?<!final )(?<!only )(?<!of )\b(?P<count>[0-9]{1,3})[\s-]episodes?\b"
)
_MINUTES = any_of(
    r"[^.!?;]{0,60}\b[0-9]{2,3}[\s-]*min(?:ute)?s?\b",
    r"\b(?:an?|one) hour (?:long|each)",
    r"episodes? of about an hour",
)
_WEEKLY = any_of(r"\bevery\b", r"\bon \w+days\b", r"[0-9]{1,2}:[0-9]{2}")
_I_RATE = re.compile(
    r"\bI(?:['’]d|['’]ll| would| will)? (?:have to )?(?:give|rate|gave|rated) "
    r"(?:(?:it|this|the)(?: drama| one| show| series)?|[A-Z][\w ]{1,40}?) (?:an? )?(?:solid |score of |rating of )?"
    r"(?P<score>[0-9]{1,2}(?:\.[0-9]{1,2})? ?(?:/|out of) ?(?:5|10|100))"
)


class ToldTitle(NamedTuple):
    """A title that a sentence names; a definition ("X is a 2020 drama") leaves no doubt that it is the subject."""

    title: str
    line: Line
    is_definition: bool


def title_from_prose(lines: Iterable[Line]) -> ToldTitle | None:
    """The subject of the first "X is a 2020 drama" or "“X” stars …", where X has the capitals of a title."""
    for line in lines:
        for sentence in sentences([line], _OPENING):
            definition = _IS_A_DRAMA.match(sentence)
            found = definition or _QUOTED_SUBJECT.search(sentence)
            if found and _is_title(found["title"]):
                return ToldTitle(found["title"].strip(" ,"), line, definition is not None)
    return None


def take_prose_facts(reading: ParseState, lines: list[Line]) -> None:
    """Fill fields that no label gave from sentences that speak of the drama itself. No line is claimed."""
    for sentence in sentences(lines, _LONGEST_SEARCHED):
        speaks_of_it = bool(_IS_A_DRAMA.match(sentence) or _AIRED.search(sentence))
        if speaks_of_it:
            _take_dates(reading, sentence)
        if speaks_of_it or (_EPISODES.search(sentence) and read_minutes(sentence)):
            _take_numbers(reading, sentence)
        _take_networks(reading, sentence)
        _take_rating(reading, sentence)


def sentences(lines: Iterable[Line], limit: int = _LONGEST_SEARCHED) -> Iterator[str]:
    """The sentences of the first `limit` characters, each cut at a length that no sentence has."""
    for line in lines:
        if limit <= 0:
            return
        for sentence in _SENTENCE_END.split(line.text[:limit]):
            yield sentence[:_LONGEST_SENTENCE]
        limit -= len(line.text)


def _is_title(text: str) -> bool:
    words = text.strip(" ,").split()
    high = sum(word[0].isupper() or word[0].isdigit() for word in words)
    return (
        0 < len(words) <= 10 and words[0][0].isupper() and words[0] not in _NO_TITLE and 2 * high > len(words)
    )


def _take_numbers(reading: ParseState, sentence: str) -> None:
    kind = _IS_A_DRAMA.match(sentence)
    if kind and (year := read_year(kind["kind"])):
        reading.found.setdefault("year", year)
    if count := _EPISODES.search(sentence):
        reading.found.setdefault("episodes", int(count["count"]))
    if (minutes := _MINUTES.search(sentence)) and (length := read_minutes(minutes[0])):
        reading.found.setdefault("duration_minutes", length)


def _take_dates(reading: ParseState, sentence: str) -> None:
    aired = _AIRED.search(sentence)
    if aired is None:
        return
    told = sentence[aired.start() :]
    airing = read_airing(told)
    if airing and airing.first:
        first = reading.found.setdefault("aired_from", airing.first)
        if airing.last and first == airing.first:
            reading.found.setdefault("aired_to", airing.last)
    if not reading.get("weekdays") and _WEEKLY.search(told):
        reading.add("weekdays", read_weekdays(told))


def _take_networks(reading: ParseState, sentence: str) -> None:
    kind, station, streams = _IS_A_DRAMA.match(sentence), _STATION.search(sentence), _STREAMS.search(sentence)
    told = [kind["kind"]] if kind else []
    told += [part for part in station.groups() if part] if station else []
    names = [name for part in told for name in find_known(part)]
    services = [
        name for name in names + (find_known(streams["where"]) if streams else []) if is_streaming(name)
    ]
    for field, found in (
        ("networks", [name for name in names if not is_streaming(name)]),
        ("streaming", services),
    ):
        if not reading.get(field):
            reading.add(field, found)


def _take_rating(reading: ParseState, sentence: str) -> None:
    found = _I_RATE.search(sentence)
    score = read_fraction(found["score"]) if found else None
    if score and not reading.get("rating"):
        reading.found["rating"] = score
        reading.doubt(None, "score_from_sentence", raw=score.raw)
