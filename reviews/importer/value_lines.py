"""Facts without a label: "★★★★☆ 7.1/10", "2021 • tvN • 16 episodes", "16 episodes, 70 min each"."""

import re

from reviews.importer.dates import read_episodes, read_minutes
from reviews.importer.lines import Line
from reviews.importer.networks import is_streaming, known
from reviews.importer.parse_state import ParseState
from reviews.importer.scores import SCORE_LINE, read_rating

_CHUNKS = re.compile(r"\s*(?:[|•·;,/]|\s[–—-]\s|[^\w\s.:()'’&+/%-]+)\s*")
_EPISODES = re.compile(
    r"(?:[0-9]{1,3}\s*(?:of|/)\s*)?[0-9]{1,3}\s*(?:episodes?|eps?)(?:\s+(?:seen|watched|total))?",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(?:approx\.?|about|around|~)?\s*[0-9]{1,3}\s*(?:minutes?|mins?\.?|m|hrs?\.?|hours?|h)(?:\s*[0-9]{1,2}\s*\w+)?"
    r"(?:\s*(?:each|long|per ep(?:isode)?|an episode|/ep))?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\(?(?:19|20)[0-9]{2}\)?")
_SPLIT_EPISODES = re.compile(r"\s+(?:of|x|×)\s+(?=[0-9a-z]+\s*-?min)", re.IGNORECASE)


def take_value_lines(reading: ParseState) -> None:
    """Claim short lines that hold nothing but values."""
    for line in list(reading.free_lines()):
        if len(line.core) > 120 or line.core.startswith("|"):
            continue
        if SCORE_LINE.fullmatch(line.core) and (score := read_rating(line.core)):
            if reading.put("rating", score, line):
                reading.claim(line, "rating")
        elif fields := _values(reading, line):
            reading.claim(line, fields[0])


def _values(reading: ParseState, line: Line) -> list[str]:
    """The fields that the chunks of the line gave; empty where it is not mainly values."""
    chunks = [
        part for chunk in _CHUNKS.split(line.text) for part in _SPLIT_EPISODES.split(chunk) if part.strip()
    ]
    anchored = any(
        _EPISODES.fullmatch(chunk.strip()) or _MINUTES.fullmatch(chunk.strip()) for chunk in chunks
    )
    wordy = any(len(chunk.split()) > 3 and not _EPISODES.fullmatch(chunk.strip()) for chunk in chunks)
    if not anchored or wordy or (line.ends_a_sentence and len(chunks) < 2):
        return []
    return [field for chunk in chunks if (field := _take_chunk(reading, chunk.strip(), line))]


def _take_chunk(reading: ParseState, chunk: str, line: Line) -> str | None:
    if _EPISODES.fullmatch(chunk) and (count := read_episodes(chunk)):
        return "episodes" if reading.put("episodes", count, line) else None
    if _MINUTES.fullmatch(chunk) and (minutes := read_minutes(chunk)):
        return "duration_minutes" if reading.put("duration_minutes", minutes, line) else None
    if _YEAR.fullmatch(chunk):
        return "year" if reading.put("year", int(chunk.strip("()")), line) else None
    if name := known(chunk):
        field = "streaming" if is_streaming(name) else "networks"
        reading.add(field, [name], line)
        return field
    return None
