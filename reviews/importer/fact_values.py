"""Readers of names, genres and the cast: the value of a fact -> what the reading keeps."""

import re
from collections.abc import Callable

from reviews.importer.airing_values import add_networks
from reviews.importer.cast import read_cast
from reviews.importer.document import Labelled
from reviews.importer.lines import Line
from reviews.importer.names import Named, is_person, read_people
from reviews.importer.networks import find_known
from reviews.importer.parse_state import ParseState
from reviews.importer.titles import other_names, read_title_line

_GENRES = re.compile(r"\s*(?:[,|/•;·、\n]|\s&\s|\band\s)\s*")
_NO_GENRE = frozenset(("", "korean drama", "kdrama", "k-drama", "korean", "k drama", "tv series", "series"))
_HANGUL = re.compile("[가-힣]")
_EAST_ASIAN = re.compile("[가-힣\u3040-\u30ff\u3400-\u9fff]")
_HEAD_LINES, _LONGEST_TITLE = 20, 160
#: The parts for which a review has a score of its own, and the words by which writers call them.
PARTS = {
    "story": "story|plot|storyline|story line",
    "acting": "acting|cast|acting cast|performance|performances",
    "music": "music|ost|soundtrack",
    "rewatch": "rewatch|rewatchability|re watch|rewatch factor",
}
_PART_OF = {word: part for part, words in PARTS.items() for word in words.split("|")}

Reader = Callable[[ParseState, Labelled, Line], bool]


def part_of(name: str) -> str | None:
    """The part that a score such as "OST" is for; None for one that a review has no score for."""
    return _PART_OF.get(" ".join(re.findall(r"\w+", name.casefold())))


def put_names(
    reading: ParseState, native: str | None, romanized: str | None, others: list[str], line: Line
) -> None:
    for field, name in (("native_title", native), ("romanized_title", romanized)):
        if name:
            reading.put(field, name, line)
    reading.add("also_known_as", others, line)


def take_title(reading: ParseState, fact: Labelled, line: Line) -> bool:
    # Further down "Name: …" begins the profile of a character.
    is_in_head = line.index < _HEAD_LINES and len(fact.value) <= _LONGEST_TITLE
    read = read_title_line(fact.value) if is_in_head else None
    if read is None or not reading.put("title", read.title, line):
        return False
    add_networks(reading, [name for other in read.others for name in find_known(other)], line)
    others = [other for other in read.others if not find_known(other)]
    put_names(reading, read.native, read.romanized, others, line)
    if read.year:
        reading.put("year", read.year, line)
    return True


def take_other_names(reading: ParseState, fact: Labelled, line: Line) -> bool:
    parts = [part for part in re.split(r"\s*[,;|/\n]\s*", fact.value) if part]
    native, romanized, others = other_names(parts)
    if fact.field == "also_known_as" and reading.get("romanized_title"):
        romanized, others = None, [part for part in parts if part != native]
    put_names(reading, native, romanized, others, line)
    return bool(native or romanized or others)


def take_native_title(reading: ParseState, fact: Labelled, line: Line) -> bool:
    return bool(_EAST_ASIAN.search(fact.value)) and take_other_names(reading, fact, line)


def take_romanized_title(reading: ParseState, fact: Labelled, line: Line) -> bool:
    if _HANGUL.search(fact.value):
        return take_other_names(reading, fact, line)
    return len(fact.value) <= 80 and reading.put("romanized_title", fact.value, line)


def people_of(field: str) -> Reader:
    def read(reading: ParseState, fact: Labelled, line: Line) -> bool:
        return _add_people(reading, field, read_people(fact.value), line)

    return read


def two_jobs(first: str, second: str) -> Reader:
    """For "Writer/director: Lee Seul / Park Jin Woo & Seo Joo Wan"; without a slash everybody did both."""

    def read(reading: ParseState, fact: Labelled, line: Line) -> bool:
        one, slash, other = fact.value.partition("/")
        people, others = read_people(one), read_people(other if slash else one)
        if not people or not others:
            return False
        return _add_people(reading, first, people, line) and _add_people(reading, second, others, line)

    return read


def _add_people(reading: ParseState, field: str, people: list[Named], line: Line) -> bool:
    if any(person.bracket for person in people):
        reading.brackets_are_works = True
    reading.add(field, [person.name for person in people], line)
    reading.add("native_names", [(person.name, person.hangul) for person in people if person.hangul], line)
    return bool(people)


def take_genres(reading: ParseState, fact: Labelled, line: Line) -> bool:
    parts = [part.strip(" .") for part in _GENRES.split(fact.value)]
    genres = [part for part in parts if part.casefold() not in _NO_GENRE]
    if any(len(genre) > 30 or len(genre.split()) > 4 for genre in genres):
        return False
    reading.add("genres", genres, line)
    return bool(genres)


def take_cast(reading: ParseState, fact: Labelled, line: Line) -> bool:
    entries = read_cast(fact.value)
    reading.add_cast(entries, line)
    return bool(entries)


def take_synopsis(reading: ParseState, fact: Labelled, line: Line) -> bool:
    return reading.put("synopsis", fact.value, line)


def take_author(reading: ParseState, fact: Labelled, line: Line) -> bool:
    return is_person(fact.value) and reading.put("author", fact.value, line)
