"""Numbers of episodes, minutes and years."""

import re

_NUMBER_OF_EPISODES = re.compile(
    r"(?<![0-9.\-–~/])([0-9]{1,3})(?![0-9.%:/]|\s*(?:[-–~/]\s*[0-9]|min|hour|hr))"
)
_SEEN_OF = re.compile(r"\b[0-9]{1,3}\s*(?:of|/)\s*([0-9]{1,3})\s*(?:episodes|eps)\b", re.IGNORECASE)
_EPISODES = re.compile(r"\b([0-9]{1,3})[\s-]*(?:episodes?\b|eps?\b|부작|회|화)", re.IGNORECASE)
_HOURS = re.compile(r"([0-9]{1,2}|an?|one|two)\s*(?:-\s*)?(?:hours?|hrs?|h)\b\.?", re.IGNORECASE)
_MINUTES = re.compile(r"(?<![0-9\-–~])([0-9]{1,3})\s*-?\s*(?:minutes?|mins?|m)\b", re.IGNORECASE)
_MINUTE_RANGE = re.compile(r"[0-9]+\s*(?:[-–~]|to)\s*[0-9]+\s*-?\s*(?:m|h)|\bor\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2}


def read_episodes(text: str) -> int | None:
    """How many episodes; None where the text gives none or a range ("16-20")."""
    if len(text) > 80:
        return None
    found = _SEEN_OF.search(text) or _EPISODES.search(text) or _NUMBER_OF_EPISODES.search(text)
    if not found or found.start() > 25:
        return None
    return int(found[1]) or None


def read_minutes(text: str, bare: bool = False) -> int | None:
    """Minutes of one episode; None for a range ("60-70 minutes"). `bare` takes "70" without its unit."""
    if _MINUTE_RANGE.search(text):
        return None
    hours, minutes = _HOURS.search(text), _MINUTES.search(text)
    if not hours and not minutes:
        number = re.fullmatch(r"\D{0,10}([0-9]{2,3})\D{0,3}", text) if bare else None
        return int(number[1]) if number else None
    total = 60 * (_WORDS.get(hours[1].casefold()) or int(hours[1])) if hours else 0
    return (total + (int(minutes[1]) if minutes else 0)) or None


def read_year(text: str) -> int | None:
    """The first year in the text, so 2015 of "2015-2016"."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None
