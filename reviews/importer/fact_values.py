"""One reader for each label: the value of a fact -> what the reading keeps."""

import re
from collections.abc import Callable

from reviews.importer.airing_values import (
    add_networks,
    take_aired,
    take_aired_to,
    take_duration,
    take_episodes,
    take_network,
    take_published,
    take_where_to_watch,
    take_year,
)
from reviews.importer.cast import read_cast
from reviews.importer.labels import ASIDE, DIRECTORS_AND_WRITERS, WRITERS_AND_DIRECTORS, Labelled, split_label
from reviews.importer.lines import Line
from reviews.importer.names import Named, is_person, read_people
from reviews.importer.networks import find_known
from reviews.importer.reading import Reading
from reviews.importer.score_values import take_rating, take_sub_rating, take_verdict
from reviews.importer.titles import other_names, read_title_line

_GENRES = re.compile(r"\s*(?:[,|/•;·、\n]|\s&\s|\band\s)\s*")
_NO_GENRE = frozenset(("", "korean drama", "kdrama", "k-drama", "korean", "k drama", "tv series", "series"))
_PURE_SCORE = re.compile(r"[★☆⭐\s]*[0-9]{1,2}(?:[.,][0-9]{1,2})?\s*/\s*(?:5|10|100)[★☆⭐\s]*[.!]?")
_HANGUL = re.compile("[가-힣]")
# Labels of facts under which some writers score the part instead.
_SCORABLE = ("synopsis", "cast", "writers", "directors", ASIDE)
_HEAD_LINES, _LONGEST_TITLE = 20, 160
_SUMMARIES = frozenset(("synopsis", "summary", "premise", "plot summary", "logline", "description"))

Reader = Callable[[Reading, Labelled, Line], bool]


def understand(reading: Reading, fact: Labelled, line: Line) -> str | None:
    """Read the value by its label and keep it; the field that it went to, None where nobody can read it.

    A score is a score whatever the label: "Story: 9/10" is no synopsis.
    """
    if not fact.value:
        return None
    reading.touched.clear()
    if fact.field in _SCORABLE and is_score(fact.value):
        understood = take_sub_rating(reading, fact.label, fact.value)
    elif fact.field not in _READERS:
        understood = False
    elif fact.value[0] in "★⭐":
        understood = take_rating(reading, fact, line)
    else:
        understood = _READERS[fact.field](reading, fact, line)
    if not understood or not reading.touched:
        return None
    return fact.field if fact.field in reading.touched else reading.touched[0]


def is_score(value: str) -> bool:
    return _PURE_SCORE.fullmatch(value) is not None


def put_names(
    reading: Reading, native: str | None, romanized: str | None, others: list[str], line: Line
) -> None:
    for field, name in (("native_title", native), ("romanized_title", romanized)):
        if name:
            reading.put(field, name, line)
    reading.add("also_known_as", others)


def _title(reading: Reading, fact: Labelled, line: Line) -> bool:
    # Further down "Name: …" begins the profile of a character.
    is_in_head = line.index < _HEAD_LINES and len(fact.value) <= _LONGEST_TITLE
    read = read_title_line(fact.value) if is_in_head else None
    if read is None or not reading.put("title", read.title, line):
        return False
    add_networks(reading, [name for other in read.others for name in find_known(other)])
    others = [other for other in read.others if not find_known(other)]
    put_names(reading, read.native, read.romanized, others, line)
    if read.year:
        reading.put("year", read.year, line)
    return True


def _other_names(reading: Reading, fact: Labelled, line: Line) -> bool:
    parts = [part for part in re.split(r"\s*[,;|/\n]\s*", fact.value) if part]
    native, romanized, others = other_names(parts)
    if fact.field == "also_known_as" and reading.get("romanized_title"):
        romanized, others = None, [part for part in parts if part != native]
    put_names(reading, native, romanized, others, line)
    return bool(native or romanized or others)


def _native_title(reading: Reading, fact: Labelled, line: Line) -> bool:
    return bool(_HANGUL.search(fact.value)) and _other_names(reading, fact, line)


def _romanized_title(reading: Reading, fact: Labelled, line: Line) -> bool:
    if _HANGUL.search(fact.value):
        return _other_names(reading, fact, line)
    return len(fact.value) <= 80 and reading.put("romanized_title", fact.value, line)


def _people(field: str) -> Reader:
    def read(reading: Reading, fact: Labelled, line: Line) -> bool:
        return _add_people(reading, field, read_people(fact.value))

    return read


def _two_jobs(first: str, second: str) -> Reader:
    """For "Writer/director: Lee Seul / Park Jin Woo & Seo Joo Wan"; without a slash everybody did both."""

    def read(reading: Reading, fact: Labelled, line: Line) -> bool:
        one, slash, other = fact.value.partition("/")
        people, others = read_people(one), read_people(other if slash else one)
        if not people or not others:
            return False
        return _add_people(reading, first, people) and _add_people(reading, second, others)

    return read


def _add_people(reading: Reading, field: str, people: list[Named]) -> bool:
    if any(person.bracket for person in people):
        reading.brackets_are_works = True
    reading.add(field, [person.name for person in people])
    reading.add("native_names", [(person.name, person.hangul) for person in people if person.hangul])
    return bool(people)


def _genres(reading: Reading, fact: Labelled, line: Line) -> bool:
    parts = [part.strip(" .") for part in _GENRES.split(fact.value)]
    genres = [part for part in parts if part.casefold() not in _NO_GENRE]
    if any(len(genre) > 30 or len(genre.split()) > 4 for genre in genres):
        return False
    reading.add("genres", genres)
    return bool(genres)


def _cast(reading: Reading, fact: Labelled, line: Line) -> bool:
    entries = read_cast(fact.value)
    reading.add_cast(entries)
    return bool(entries)


def _synopsis(reading: Reading, fact: Labelled, line: Line) -> bool:
    """Only inside a list of facts; elsewhere "Plot: …" is a paragraph of the text."""
    below = reading.after(line)
    next_is_fact = below is not None and split_label(below.core[:60]) is not None
    in_list = line.bulleted or next_is_fact or fact.label.casefold() in _SUMMARIES
    return in_list and reading.is_fact(reading.after(line, -1)) and reading.put("synopsis", fact.value, line)


def _author(reading: Reading, fact: Labelled, line: Line) -> bool:
    return is_person(fact.value) and reading.put("author", fact.value, line)


_READERS: dict[str, Reader] = {
    "title": _title,
    "native_title": _native_title,
    "romanized_title": _romanized_title,
    "also_known_as": _other_names,
    "year": take_year,
    "published": take_published,
    "aired": take_aired,
    "aired_to": take_aired_to,
    "weekdays": take_aired,
    "networks": take_network,
    "streaming": take_where_to_watch,
    "episodes": take_episodes,
    "duration": take_duration,
    "directors": _people("directors"),
    "writers": _people("writers"),
    WRITERS_AND_DIRECTORS: _two_jobs("writers", "directors"),
    DIRECTORS_AND_WRITERS: _two_jobs("directors", "writers"),
    "genres": _genres,
    "cast": _cast,
    "rating": take_rating,
    "verdict": take_verdict,
    "synopsis": _synopsis,
    "author": _author,
}
