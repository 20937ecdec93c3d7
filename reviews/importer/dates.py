"""Dates, weekdays, and numbers of episodes, minutes and years, as reviewers write them."""

import re
from dataclasses import dataclass
from datetime import date

from reviewsite.lazy_pattern import lazy_pattern

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_KOREAN = "월화수목금토일"
_ENGLISH_DAY = lazy_pattern(
    r"\b(?:(mon)(?:day)?|(tue)(?:s|sday)?|(wed)(?:s|nesday)?|(thu)(?:r|rs|rsday)?|(fri)(?:day)?|(sat)(?:urday)?"
    r"|(sun)(?:day)?)s?\b",
    re.IGNORECASE,
)
_KOREAN_DAYS = lazy_pattern(rf"(?<![가-힣])([{_KOREAN}](?:[\s,·/&~]*[{_KOREAN}])*)요일")
_WORKING_WEEK = lazy_pattern(r"weekdays|mon(?:day)?s?\s*(?:[-–—~]|to|through)\s*fri(?:day)?s?", re.IGNORECASE)


def read_weekdays(text: str) -> list[str]:
    """English names of the weekdays that the text names, in its order."""
    if _WORKING_WEEK.search(text):
        return WEEKDAYS[:5]
    days = [WEEKDAYS[found.lastindex - 1] for found in _ENGLISH_DAY.finditer(text) if found.lastindex]
    for found in _KOREAN_DAYS.finditer(text):
        days += [WEEKDAYS[_KOREAN.index(sign)] for sign in found[1] if sign in _KOREAN]
    return list(dict.fromkeys(days))


_NUMBER_OF_EPISODES = lazy_pattern(
    r"(?<![0-9.\-–~/])([0-9]{1,3})(?![0-9.%:/]|\s*(?:[-–~/]\s*[0-9]|min|hour|hr))"
)
_SEEN_OF = lazy_pattern(r"\b[0-9]{1,3}\s*(?:of|/)\s*([0-9]{1,3})\s*(?:episodes|eps)\b", re.IGNORECASE)
_COUNTED_EPISODES = lazy_pattern(r"\b([0-9]{1,3})[\s-]*(?:episodes?\b|eps?\b|부작|회|화)", re.IGNORECASE)
_HOURS = lazy_pattern(r"([0-9]{1,2}|an?|one|two)\s*(?:-\s*)?(?:hours?|hrs?|h)\b\.?", re.IGNORECASE)
_COUNTED_MINUTES = lazy_pattern(r"(?<![0-9\-–~])([0-9]{1,3})\s*-?\s*(?:minutes?|mins?|m)\b", re.IGNORECASE)
_MINUTE_RANGE = lazy_pattern(r"[0-9]+\s*(?:[-–~]|to)\s*[0-9]+\s*-?\s*(?:m|h)|\bor\b", re.IGNORECASE)
_ANY_YEAR = lazy_pattern(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2}


def read_episodes(text: str) -> int | None:
    """How many episodes; None where the text gives none or a range ("16-20")."""
    if len(text) > 80:
        return None
    found = _SEEN_OF.search(text) or _COUNTED_EPISODES.search(text) or _NUMBER_OF_EPISODES.search(text)
    if not found or found.start() > 25:
        return None
    return int(found[1]) or None


def read_minutes(text: str, bare: bool = False) -> int | None:
    """Minutes of one episode; None for a range ("60-70 minutes"). `bare` takes "70" without its unit."""
    if _MINUTE_RANGE.search(text):
        return None
    hours, minutes = _HOURS.search(text), _COUNTED_MINUTES.search(text)
    if not hours and not minutes:
        number = re.fullmatch(r"\D{0,10}([0-9]{2,3})\D{0,3}", text) if bare else None
        return int(number[1]) if number else None
    total = 60 * (_NUMBER_WORDS.get(hours[1].casefold()) or int(hours[1])) if hours else 0
    return (total + (int(minutes[1]) if minutes else 0)) or None


def read_year(text: str) -> int | None:
    """The first year in the text, so 2015 of "2015-2016"."""
    found = _ANY_YEAR.search(text)
    return int(found[1]) if found else None


# One row a month: English, Spanish, Portuguese, French, German, Italian, Indonesian, short.
_MONTHS = (
    "january|enero|janeiro|janvier|januar|gennaio|januari|jan",
    "february|febrero|fevereiro|février|februar|febbraio|februari|feb",
    "march|marzo|março|mars|märz|maret|mar",
    "april|abril|avril|aprile|apr",
    "may|mayo|maio|mai|maggio|mei",
    "june|junio|junho|juin|juni|giugno|jun",
    "july|julio|julho|juillet|juli|luglio|jul",
    "august|agosto|août|agustus|aug",
    "september|septiembre|setembro|septembre|settembre|sept|sep",
    "october|octubre|outubro|octobre|oktober|ottobre|oct",
    "november|noviembre|novembro|novembre|nov",
    "december|diciembre|dezembro|décembre|dezember|dicembre|desember|dec",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split("|")}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>[0-3]?[0-9])(?![0-9])(?:st|nd|rd|th)?"
_LAST_DAY = r"(?:\s*(?:[-–—~]|to)\s*(?P<last_day>[0-3]?[0-9])(?![0-9])(?:st|nd|rd|th)?(?=\W))?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_SHAPES = tuple(
    lazy_pattern(rf"(?<!\w){shape}", re.IGNORECASE)
    for shape in (
        rf"{_YEAR}\s*(?:[-./]|년)\s*(?P<number>[01]?[0-9])\s*(?:[-./]|월)\s*{_DAY}일?",
        rf"(?P<one>[0-3]?[0-9])[./-](?P<other>[0-3]?[0-9])[./-]{_YEAR}",
        rf"{_MONTH}\s*[/-]?\s*{_DAY}{_LAST_DAY}(?:[,/-]?\s*{_YEAR})?",
        rf"{_DAY}\.?{_LAST_DAY}(?:\s+(?:of|de))?\s*[/-]?\s*{_MONTH}(?:(?:,|/|-|\s+de|\s+del)?\s*{_YEAR})?",
        rf"{_MONTH},?\s*{_YEAR}",
        _YEAR,
    )
)
_TILL = lazy_pattern(
    r"\s*(?:\([^()]{0,20}\))?[\s,]*(?:[-–—~～]+|to|until|till|through|thru|and)\s*(?:\w+day,?)?\s*",
    re.IGNORECASE,
)
# What a line may say besides its date: by whom, where, when, how many comments.
_BESIDE_A_DATE = lazy_pattern(
    r"(?>(?:posted|published|updated|written|reviewed|uploaded|date)\b(?:\s+on)?\s*:?|by\s+[\w.]+(?:\s[\w.]+)?"
    r"|(?:in|under)\s+[\w\s,&-]{1,40}|[0-9]+\s+comments?|leave a comment|no comments|at\b|on\b"
    r"|(?:k-?drama |korean drama |drama )?reviews?|k-?dramas?|updated|edited|uncategorized"
    r"|[0-9]{1,2}:[0-9]{2}\s*(?:[ap]\.?m\.?)?(?:\s?kst)?|\w+day|[|·•,;.()\s/–—-])+",
    re.IGNORECASE,
)
_LONGEST_DATE_LINE = 120


@dataclass(frozen=True, slots=True)
class PartialDate:
    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def full(self) -> date | None:
        """None where a part is missing or no calendar has such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Airing:
    """When a drama ran. `month` is "2022-06" where no day is known, `year` alone where no month is."""

    first: date | None = None
    last: date | None = None
    month: str | None = None
    year: int | None = None
    is_range: bool = False


def read_airing(text: str, year: int | None = None) -> Airing | None:
    """The first date or range in the text. One year serves both ends; `year` serves where the text has none."""
    found = _first_dates(text)
    if not found:
        return None
    start, end = _with_years(found[0], found[1] if len(found) > 1 else None, year)
    first, last = start.full, end.full if end else None
    impossible = (
        (start.day and not first) or (end and end.day and not last) or (first and last and last < first)
    )
    if impossible:
        return None
    month = f"{start.year:04}-{start.month:02}" if not first and start.year and start.month else None
    return Airing(first, last, month, start.year, is_range=end is not None)


def read_date(text: str) -> date | None:
    """The one full date of a line that says nothing else but by whom, where and at what time."""
    found = _next(text, 0) if len(text) <= _LONGEST_DATE_LINE else None
    if found is None:
        return None
    rest = (text[: found.start()].strip(), text[found.end() :].strip())
    dates = _dates(found)
    is_alone = all(not part or _BESIDE_A_DATE.fullmatch(part) for part in rest)
    return dates[0].full if is_alone and len(dates) == 1 and not _next(text, found.end()) else None


def _next(text: str, start: int) -> re.Match[str] | None:
    """The next date; of those that begin at one place, the shape that says most."""
    found = [match for shape in _SHAPES if (match := shape.search(text, start))]
    return min(found, key=re.Match.start, default=None)


def _first_dates(text: str) -> list[PartialDate]:
    first = _next(text, 0)
    if first is None:
        return []
    dates = _dates(first)
    second = _next(text, first.end()) if len(dates) == 1 else None
    if second and _TILL.fullmatch(text[first.end() : second.start()]):
        dates += _dates(second)
    return dates


def _dates(found: re.Match[str]) -> list[PartialDate]:
    """One date, or two where a single month serves both days ("14 - 30 December 2021")."""
    part = found.groupdict()
    year = int(part["year"]) if part["year"] else None
    if part.get("one"):
        return [_numeric(int(part["one"]), int(part["other"]), year)]
    month = _MONTH_OF[part["month"].casefold()] if part.get("month") else None
    month = int(part["number"]) if part.get("number") else month
    days = [int(part[day]) for day in ("day", "last_day") if part.get(day)]
    return [PartialDate(year, month, day) for day in days] or [PartialDate(year, month)]


def _numeric(one: int, other: int, year: int | None) -> PartialDate:
    """Of numbers, "25/12/2020" and "12/25/2020" are certain; "04/05/2021" is known only to its year."""
    if one > 12 >= other or one == other:
        return PartialDate(year, other, one)
    return PartialDate(year, one, other) if other > 12 >= one else PartialDate(year)


def _with_years(
    start: PartialDate, end: PartialDate | None, year: int | None
) -> tuple[PartialDate, PartialDate | None]:
    """Give both ends a year; a range that passes New Year has two."""
    if end is None:
        return PartialDate(start.year or year, start.month, start.day), None
    turns = bool(start.month and end.month and end.month < start.month)
    first, last = start.year, end.year
    if first is None:
        first = last - turns if last is not None else year
    if last is None and first is not None:
        last = first + turns
    return PartialDate(first, start.month, start.day), PartialDate(last, end.month, end.day)
