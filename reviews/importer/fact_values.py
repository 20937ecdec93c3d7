"""Readers of the values of facts: what the reading keeps of days, networks, names, genres and the cast."""

import re
from collections.abc import Callable

from reviews.importer.cast import read_cast
from reviews.importer.dates import (
    Airing,
    read_airing,
    read_date,
    read_episodes,
    read_minutes,
    read_weekdays,
    read_year,
)
from reviews.importer.document import Labelled
from reviews.importer.lines import Line
from reviews.importer.names import Named, is_person, read_people
from reviews.importer.networks import find_known, is_broadcaster, is_streaming, read_networks
from reviews.importer.parse_state import ParseState
from reviews.importer.titles import other_names, read_title_line
from reviewsite.lazy_pattern import lazy_pattern

_EXTRA = lazy_pattern(r"\bspecials?\b|\bseasons?\b|\bparts?\b|\+", re.IGNORECASE)
_LONGEST = 120


def take_year(reading: ParseState, fact: Labelled, line: Line) -> bool:
    year = read_year(fact.value)
    return year is not None and len(fact.value) <= 30 and reading.put("year", year, line)


def take_published(reading: ParseState, fact: Labelled, line: Line) -> bool:
    day = read_date(fact.value)
    return day is not None and reading.put("published", day, line)


def take_aired(reading: ParseState, fact: Labelled, line: Line) -> bool:
    """Days, weekdays and stations are together under many of these labels, so all three are read."""
    if len(fact.value) > _LONGEST:
        return False
    airing = read_airing(fact.value, reading.get("year"))
    if airing and airing.first and not airing.is_range and fact.label.casefold() == "date":
        reading.doubt(line, "unclear_date")
        return reading.put("published", airing.first, line)
    understood = [airing is not None and _keep_airing(reading, airing, line)]
    # The weekday of one single date ("Friday, June 4, 2021") is not the drama's slot.
    if not airing or airing.is_range or not airing.first:
        days = read_weekdays(fact.value)
        reading.add("weekdays", days, line)
        understood.append(bool(days))
    understood.append(add_networks(reading, find_known(fact.value), line))
    return any(understood)


def take_aired_to(reading: ParseState, fact: Labelled, line: Line) -> bool:
    airing = read_airing(fact.value, reading.get("year"))
    return airing is not None and airing.first is not None and reading.put("aired_to", airing.first, line)


def take_network(reading: ParseState, fact: Labelled, line: Line) -> bool:
    names = read_networks(fact.value)
    if not names:
        return take_aired(reading, fact, line)
    reading.add("weekdays", read_weekdays(fact.value), line)
    return add_networks(reading, names, line)


def take_where_to_watch(reading: ParseState, fact: Labelled, line: Line) -> bool:
    """An unknown name under such a label is a service; a known broadcaster stays one."""
    names = read_networks(fact.value)
    reading.add("networks", [name for name in names if is_broadcaster(name)], line)
    reading.add("streaming", [name for name in names if not is_broadcaster(name)], line)
    return bool(names)


def add_networks(reading: ParseState, names: list[str], line: Line) -> bool:
    reading.add("streaming", [name for name in names if is_streaming(name)], line)
    reading.add("networks", [name for name in names if not is_streaming(name)], line)
    return bool(names)


def take_episodes(reading: ParseState, fact: Labelled, line: Line) -> bool:
    count = read_episodes(fact.value)
    if count is None or not reading.put("episodes", count, line):
        return False
    if _EXTRA.search(fact.value):
        reading.doubt(line, "more_than_a_number", value=fact.value)
    minutes = read_minutes(fact.value)
    if minutes:
        reading.put("duration_minutes", minutes, line)
    return True


def take_duration(reading: ParseState, fact: Labelled, line: Line) -> bool:
    minutes = read_minutes(fact.value, bare=True)
    if minutes:
        return reading.put("duration_minutes", minutes, line)
    if not any(sign.isdigit() for sign in fact.value) and read_weekdays(fact.value):
        reading.doubt(line, "weekdays_not_length", label=fact.label)
        return take_aired(reading, fact, line)
    return False


def _keep_airing(reading: ParseState, airing: Airing, line: Line) -> bool:
    kept = [
        reading.put(field, value, line)
        for field, value in (
            ("aired_from", airing.first),
            ("aired_to", airing.last),
            ("aired_month", airing.month),
        )
        if value
    ]
    if airing.year and not airing.first and not airing.month:
        kept.append(reading.put("year", airing.year, line))
    return any(kept)


_GENRES = lazy_pattern(r"\s*(?:[,|/•;·、\n]|\s&\s|\band\s)\s*")
_NO_GENRE = frozenset(("", "korean drama", "kdrama", "k-drama", "korean", "k drama", "tv series", "series"))
_HANGUL = lazy_pattern("[가-힣]")
_EAST_ASIAN = lazy_pattern("[가-힣\u3040-\u30ff\u3400-\u9fff]")
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
