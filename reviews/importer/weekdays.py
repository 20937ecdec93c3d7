"""Weekdays as reviewers write them, in English and Korean."""

import re

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_KOREAN = "월화수목금토일"
_ENGLISH_DAY = re.compile(
    r"\b(?:(mon)(?:day)?|(tue)(?:s|sday)?|(wed)(?:s|nesday)?|(thu)(?:r|rs|rsday)?|(fri)(?:day)?|(sat)(?:urday)?"
    r"|(sun)(?:day)?)s?\b",
    re.IGNORECASE,
)
_KOREAN_DAYS = re.compile(rf"(?<![가-힣])([{_KOREAN}](?:[\s,·/&~]*[{_KOREAN}])*)요일")
_WORKING_WEEK = re.compile(r"weekdays|mon(?:day)?s?\s*(?:[-–—~]|to|through)\s*fri(?:day)?s?", re.IGNORECASE)


def read_weekdays(text: str) -> list[str]:
    """English names of the weekdays that the text names, in its order."""
    if _WORKING_WEEK.search(text):
        return WEEKDAYS[:5]
    days = [WEEKDAYS[found.lastindex - 1] for found in _ENGLISH_DAY.finditer(text) if found.lastindex]
    for found in _KOREAN_DAYS.finditer(text):
        days += [WEEKDAYS[_KOREAN.index(sign)] for sign in found[1] if sign in _KOREAN]
    return list(dict.fromkeys(days))
