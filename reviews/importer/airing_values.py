"""Values about the broadcast: days, weekdays, stations, services, episodes, minutes."""

import re

from reviews.importer.counts import read_episodes, read_minutes, read_year
from reviews.importer.dates import Airing, read_airing, read_date
from reviews.importer.document import Labelled
from reviews.importer.lines import Line
from reviews.importer.networks import find_known, is_broadcaster, is_streaming, read_networks
from reviews.importer.parse_state import ParseState
from reviews.importer.weekdays import read_weekdays

_EXTRA = re.compile(r"\bspecials?\b|\bseasons?\b|\bparts?\b|\+", re.IGNORECASE)
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
