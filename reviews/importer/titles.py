"""What a title line says: "[K-Drama Review] Run On (2020) – A Quiet Love" in its parts."""

import re
from dataclasses import dataclass, replace

from reviews.importer.counts import read_year
from reviews.importer.lines import fold, without_ornaments
from reviews.importer.names import is_romanized_korean
from reviews.importer.patterns import any_of, either

_BEFORE_REVIEW = either(
    "full|honest|quick|short|mini|final|late|my|the|a|an|spoiler[- ]free|non[- ]spoiler|spoiler",
    "drama|k[- ]?drama|korean|south korean|tv|series|show|netflix|season|completed?",
)
_REVIEW = (
    rf"(?:(?:{_BEFORE_REVIEW}[\s-]+){{0,5}}"
    r"(?:review|리뷰|후기|first impressions?|first look)(?:\s+and\s+(?:summary|recap))?)"
)
_SIGN = r"(?:\s*[:|–—]\s*|\s+[~•»-]\s+)"
_PREFIX = any_of(
    rf"[(\[【«]\s*{_REVIEW}\s*[)\]】»]\s*[:|–—-]?\s*",
    rf"{_REVIEW}(?:\s*#?\s?[0-9]+)?{_SIGN}",
    rf"{_REVIEW}\s+(?:of|for|on)\s+",
    r"k-?drama to \w+\s*:\s*",
)
_MIDDLE = any_of(rf"\s*[|–—(\[-]?\s*\b{_REVIEW}\b[)\]]?(?:\s*\([^()]*\))?{_SIGN}")
_SUFFIX = any_of(
    rf"\s*(?:[|:–—~,(\[]\s*|\s-\s*)?\b{_REVIEW}\s*[)\]]?(?:\s*[(\[][^()\[\]]{{0,40}}[)\]])?\s*[!.]*$"
)
_BANNER = any_of(r"(?:you are currently viewing|you are viewing|welcome to)\s+")
# "(2020)", "(2015-2016)", "(tvN, 2021)", "(2021 K-drama)"
_YEAR = any_of(
    r"\s*[(\[]\s*(?:[\w+ ]{1,20},\s*)?(?:19|20)[0-9]{2}(?:\s*[-–/]\s*(?:(?:19|20)?[0-9]{2}|present)?)?"
    r"(?:,?\s+(?:(?:south )?korean |k-?)?(?:drama|kdrama|series|show)|,\s*[\w+ ]{1,20})?\s*[)\]]"
)
_NUMBER = r"[0-9]{1,2}(?:\.[0-9]{1,2})?"
_SCORE = re.compile(
    rf"\s*[-–—:|(\[]?\s*((?:{_NUMBER}\s*\|\|\s*)+{_NUMBER}|{_NUMBER}\s*/\s*(?:5|10|100)|[★⭐][★☆⭐½\s]*|(?:[❤♥]\s*)+)"
    r"\s*[)\]]?$"
)
_SPLIT = re.compile(r"\s+[–—|-]\s+|\s*[–—|]\s+|\s+[–—|]\s*")
_QUOTED = re.compile(r"""[‘“"«《「']\s*([^‘“”"«»《》「」]{1,80}?)\s*[’”"»》」'](?!\w)""")
_BRACKET = re.compile(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]")
# "Salt Road 소금길"
_NATIVE_TAIL = re.compile(r"(?<=[A-Za-z0-9!?.])\s+\S{0,3}[가-힣\u4e00-\u9fff].*$")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class TitleLine:
    """`is_review` and `year` are what makes a line look like the title of a review rather than any short line."""

    title: str
    year: int | None = None
    subtitle: str | None = None
    native: str | None = None
    romanized: str | None = None
    others: tuple[str, ...] = ()
    score: str | None = None
    is_review: bool = False
    announces: bool = False

    @property
    def is_strong(self) -> bool:
        return self.is_review or self.year is not None


def read_title_line(core: str) -> TitleLine | None:
    """The parts of one line; None where nothing is left to be a title."""
    if len(core) > 200:
        return None
    banner = _BANNER.match(core)
    text = without_ornaments(core[banner.end() :] if banner else core).strip()
    score = _SCORE.search(text)
    text = text[: score.start()] if score else text
    year = _YEAR.search(text)
    text = (text[: year.start()] + " " + text[year.end() :]).strip() if year else text
    text, subtitle, is_review, announces = _without_kind(text)
    quoted = _QUOTED.search(text) if is_review else None
    if quoted and not text[: quoted.start()].strip():
        rest = text[quoted.end() :].strip(" :–—|-")
        text, subtitle = quoted[1], subtitle or rest or None
    elif subtitle is None:
        text, subtitle = _split_subtitle(text)
    read = read_title(text)
    if read is None:
        return None
    return replace(
        read,
        year=read_year(year[0]) if year else None,
        subtitle=_tidy(subtitle) if subtitle else None,
        score=score[1].strip() if score else None,
        is_review=is_review,
        announces=announces,
    )


def read_title(text: str) -> TitleLine | None:
    """A title with its other names in brackets: "Reply 1988 (응답하라 1988 / Eungdaphara 1988)"."""
    inside = [
        part for bracket in _BRACKET.findall(text) for part in re.split(r"\s+/\s+|\s*[,;|]\s*", bracket)
    ]
    title = _tidy(_BRACKET.sub("", text))
    if tail := _NATIVE_TAIL.search(title):
        inside.append(tail[0].strip())
        title = title[: tail.start()]
    if not title or len(title) > 80 or len(title.split()) > 12 or not any(sign.isalnum() for sign in title):
        return None
    native, romanized, others = other_names(inside)
    if _HANGUL.search(title) and not _LATIN.search(title) and others:
        native, title, others = title, others[0], others[1:]
    return TitleLine(title, native=native, romanized=romanized, others=tuple(others))


def other_names(parts: list[str]) -> tuple[str | None, str | None, list[str]]:
    """The native title (it has Hangul), its romanisation, and what else is in Latin letters.

    A part in any other script is what a wrong decoding left of the Hangul, and is no name.
    """
    native = romanized = None
    others = []
    for part in (part.strip() for part in parts):
        if _HANGUL.search(part):
            native = native or part
        elif not part or not _LATIN.search(part) or any("\u0e00" <= sign <= "\u0e7f" for sign in part):
            continue
        elif romanized is None and is_romanized_korean(part):
            romanized = part
        else:
            others.append(part)
    return native, romanized, others


def same_title(one: str, other: str) -> bool:
    return fold(one) == fold(other)


def _without_kind(text: str) -> tuple[str, str | None, bool, bool]:
    """Take "Review" and its like away: text, subtitle after it, whether it was there, whether it stood first."""
    prefix = _PREFIX.match(text)
    if prefix and prefix.end() < len(text):
        return text[prefix.end() :].strip(), None, True, True
    middle = _MIDDLE.search(text)
    if middle and middle.start() and middle.end() < len(text):
        return text[: middle.start()].strip(), text[middle.end() :].strip(), True, False
    suffix = _SUFFIX.search(text)
    if suffix and suffix.start():
        return text[: suffix.start()].strip(), None, True, False
    return text, None, False, False


def _split_subtitle(text: str) -> tuple[str, str | None]:
    sign = _SPLIT.search(text)
    if not sign or not sign.start() or sign.end() == len(text):
        return text, None
    return text[: sign.start()], text[sign.end() :]


def _tidy(text: str) -> str:
    text = " ".join(text.split()).strip(" :|–—-,*_~")
    quoted = _QUOTED.fullmatch(text)
    return quoted[1].strip() if quoted else text
