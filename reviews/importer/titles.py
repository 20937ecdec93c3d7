"""What a title line says: "[K-Drama Review] Run On (2020) – A Quiet Love" in its parts."""

import re
from dataclasses import dataclass, replace

from reviews.importer.dates import read_year
from reviews.importer.lines import normalise, without_ornaments
from reviews.importer.names import is_romanized_korean
from reviews.importer.patterns import any_of
from reviews.importer.title_kinds import (
    GENERIC_END,
    GENERIC_START,
    PHRASE,
    SIGN,
    Episodes,
    kind_of,
    take_episodes_out,
)
from reviewsite.lazy_pattern import lazy_pattern

_PREFIX = any_of(
    rf"[(\[【«]\s*{PHRASE}\s*[)\]】»]\s*[:|–—-]?\s*",
    rf"{PHRASE}(?:\s*(?:#|no\.?)?\s?[0-9]+)?{SIGN}",
    r"(?:review|ulasan|reseña) (?:drama korea|drakor|drama|kdrama)\s+(?=[A-Z])",
    rf"{PHRASE}\s+(?:of|for|on|about|at|de|del|da|do|du|von|zu|su|sobre|sur)\s+(?=[\W_]*[A-Z0-9À-Þ가-힣])",
    r"k-?drama to \w+\s*:\s*",
    # "Top 10 Reasons to Watch Salt Road"
    r"(?:top )?(?:[0-9]+|\w+) (?:\w+ ){0,4}(?:reasons?|things|lessons|moments|scenes|quotes)\b(?: \w+){0,6}? "
    r"(?:watch|about|love|loved|from|in|of)\s+(?=[\W_]?(?-i:[A-Z]))",
)
# "All Things Are Salty: A First Look at “Salt Road”"
_INNER = any_of(
    rf"(?P<before>.{{3,80}}?)(?:\s*[:|–—]\s*|\s+-\s+){PHRASE}\s+(?:of|for|on|about|at|into)\s+(?P<title>.+)"
)
_MIDDLE = any_of(rf"\s*[|–—(\[-]?\s*\b{PHRASE}\b[)\]]?(?:\s*\([^()]*\))?{SIGN}")
_SUFFIX = any_of(
    rf"\s*(?:[|:–—~,(\[]\s*|\s-\s*)?(?<!\w){PHRASE}\s*(?:#\s?[0-9]+)?\s*[)\]]?(?:\s*[(\[][^()\[\]]{{0,40}}[)\]])?\s*[!.]*$"
)
_BANNER = any_of(r"(?:you are currently viewing|you are viewing|welcome to)\s+")
# "(2020)", "(2015-2016)", "(tvN, 2021)", "(2021 K-drama)"
_YEAR = any_of(
    r"\s*[(\[]\s*(?:[\w+ ]{1,20},\s*)?(?:19|20)[0-9]{2}(?:\s*[-–/]\s*(?:(?:19|20)?[0-9]{2}|present)?)?"
    r"(?:,?\s+(?:(?:south )?korean |k-?)?(?:drama|kdrama|series|show)|,\s*[\w+ ]{1,20})?\s*[)\]]"
)
_NUMBER = r"[0-9]{1,2}(?:\.[0-9]{1,2})?"
_SCORE = lazy_pattern(
    rf"\s*[-–—:|(\[]?\s*((?:{_NUMBER}\s*\|\|\s*)+{_NUMBER}|{_NUMBER}\s*/\s*(?:5|10|100)|[★⭐][★☆⭐½\s]*|(?:[❤♥]\s*)+)"
    r"\s*[)\]]?$"
)
_SPLIT = lazy_pattern(r"\s+[–—|-]\s+|\s*[–—|]\s+|\s+[–—|]\s*")
_QUOTED = lazy_pattern(
    r"""[‘“"«《「『〈<']\s*([^‘“”"«»《》「」『』〈〉<>]{1,80}?)\s*[’”"»》」』〉>'](?!\w)"""
)
_BRACKET = lazy_pattern(r"\s*[(\[（]([^()\[\]（）]*)[)\]）]")
_NATIVE = "\u3040-\u30ff\u3400-\u9fff가-힣\u0e00-\u0e7f\u0400-\u04ff"
# "Salt Road 소금길", "Shio no michi / 塩の道"
_NATIVE_TAIL = lazy_pattern(r"(?<=[A-Za-z0-9!?.])\s+(?:[/|]\s*)?\S{0,3}[가-힣\u3040-\u30ff\u3400-\u9fff].*$")
_HANGUL = lazy_pattern(r"[가-힣]")
_EAST_ASIAN = lazy_pattern(r"[가-힣\u3040-\u30ff\u3400-\u9fff]")
_LATIN = lazy_pattern(r"[A-Za-z]")
# What a bracket says of the kind of thing, and is no other name of it.
_GENERIC = any_of(r"(?:south )?(?:korean |k-?)?(?:tv )?(?:drama|series|show|movie|film)s?")
# Headings that end like a title of a review: "Plot Review".
_NO_TITLES = frozenset(
    "plot story character characters cast acting music ost soundtrack drama series show episode episodes overall "
    "more first some other random quick full final book film movie tv korean k-drama kdrama the this my our a an "
    "romance ending in detailed "
    "general".split()
)


@dataclass(frozen=True, slots=True)
class TitleLine:
    """`is_review`, `year` and `episodes` are what makes a line look like the title of a text rather than any short
    line; `announces` that the kind of text comes first."""

    title: str
    year: int | None = None
    subtitle: str | None = None
    native: str | None = None
    romanized: str | None = None
    others: tuple[str, ...] = ()
    score: str | None = None
    is_review: bool = False
    announces: bool = False
    kind: str = "review"
    episodes: Episodes | None = None

    @property
    def is_strong(self) -> bool:
        return self.is_review or self.year is not None or self.episodes is not None or self.kind == "dropped"


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
    kind = kind_of(text)
    text, episodes = take_episodes_out(text, is_dropped=kind == "dropped")
    text, subtitle, is_review, announces = _without_kind(text)
    text, subtitle = _title_and_subtitle(text, subtitle, is_review or episodes is not None)
    read = read_title(text)
    is_told = is_review or episodes is not None or kind != "review"
    if read is None or (is_told and read.title.casefold() in _NO_TITLES):
        return None
    if episodes is not None and kind == "review":
        kind = "recap"
    return replace(
        read,
        year=read_year(year[0]) if year else None,
        subtitle=_no_generic(_tidy(subtitle)) or None if subtitle else None,
        score=score[1].strip() if score else None,
        is_review=is_review,
        announces=announces,
        kind=kind,
        episodes=episodes,
    )


def read_kind_line(core: str) -> TitleLine | None:
    """What a line says of the kind and the episodes that says nothing else: "Episode 3 Recap"."""
    kind = kind_of(core)
    rest, episodes = take_episodes_out(core, is_dropped=kind == "dropped")
    is_told = re.fullmatch(rf"[\W_]*(?:{PHRASE})[\W_]*", rest, re.IGNORECASE) is not None
    if kind == "dropped":
        is_told = not any(sign.isalnum() for sign in rest)
    if not is_told or (kind == "review" and not episodes):
        return None
    return TitleLine("", kind="recap" if kind == "review" else kind, episodes=episodes)


def _title_and_subtitle(text: str, subtitle: str | None, is_strong: bool) -> tuple[str, str | None]:
    """A quoted title stands for itself; what is around it is the subtitle."""
    quoted = _QUOTED.search(text) if is_strong else None
    if quoted:
        before, after = text[: quoted.start()].strip(" :–—|-,"), text[quoted.end() :].strip(" :–—|-,")
        if not before or (not after and not _BRACKET.match(before)):
            return quoted[1], subtitle or after or _no_generic(before) or None
    return _split_subtitle(text) if subtitle is None else (text, subtitle)


def _no_generic(text: str) -> str:
    return "" if _GENERIC.fullmatch(text) or text in ("드라마", "한국 드라마") else text


def read_title(text: str) -> TitleLine | None:
    """A title with its other names in brackets: "Reply 1988 (응답하라 1988 / Eungdaphara 1988)"."""
    inside = [
        part for bracket in _BRACKET.findall(text) for part in re.split(r"\s+/\s+|\s*[,;|]\s*", bracket)
    ]
    title = _tidy(_BRACKET.sub("", text))
    if tail := _NATIVE_TAIL.search(title):
        inside.append(tail[0].strip(" /|"))
        title = title[: tail.start()].strip()
    if not title or len(title) > 80 or len(title.split()) > 12 or not any(sign.isalnum() for sign in title):
        return None
    native, romanized, others = other_names([part for part in inside if not _GENERIC.fullmatch(part.strip())])
    if _EAST_ASIAN.search(title) and not _LATIN.search(title) and others:
        native, title, others = title, others[0], others[1:]
    return TitleLine(title, native=native, romanized=romanized, others=tuple(others))


def other_names(parts: list[str]) -> tuple[str | None, str | None, list[str]]:
    """The native title (in Hangul, kana or Han characters), its romanisation, and what else is in Latin letters.

    A part in any other script is what a wrong decoding left of the Hangul, and is no name.
    """
    native = romanized = None
    others = []
    for part in (part.strip() for part in parts):
        if _HANGUL.search(part):
            native = part if native is None or not _HANGUL.search(native) else native
        elif _EAST_ASIAN.search(part):
            native = native or part
        elif not part or not _LATIN.search(part) or any("\u0e00" <= sign <= "\u0e7f" for sign in part):
            continue
        elif romanized is None and is_romanized_korean(part):
            romanized = part
        else:
            others.append(part)
    return native, romanized, others


def same_title(one: str, other: str) -> bool:
    return normalise(one) == normalise(other)


def _without_kind(text: str) -> tuple[str, str | None, bool, bool]:
    """Take "Review" and its like away: text, subtitle after it, whether it was there, whether it came first."""
    if (inner := _INNER.fullmatch(text)) and _starts_like_title(inner["title"]):
        return inner["title"].strip(), inner["before"].strip(), True, True
    prefix = _PREFIX.match(text)
    if prefix and prefix.end() < len(text):
        return text[prefix.end() :].strip(), None, True, True
    middle = _MIDDLE.search(text)
    if middle and middle.start() and middle.end() < len(text):
        return text[: middle.start()].strip(), text[middle.end() :].strip(), True, False
    for ending in (_SUFFIX, GENERIC_END):
        suffix = ending.search(text)
        if suffix and suffix.start():
            return text[: suffix.start()].strip(), None, True, False
    start = GENERIC_START.match(text)
    if start and start.end() < len(text):
        return text[start.end() :].strip(), None, True, False
    return text, None, False, False


def _starts_like_title(text: str) -> bool:
    first = next((sign for sign in text if sign.isalnum()), "")
    return bool(first) and not first.islower()


def _split_subtitle(text: str) -> tuple[str, str | None]:
    sign = _SPLIT.search(text)
    if not sign or not sign.start() or sign.end() == len(text):
        return text, None
    return text[: sign.start()], text[sign.end() :]


def _tidy(text: str) -> str:
    text = " ".join(text.split()).strip(" :|–—-,*_~")
    for opening, closing in ("()", "[]", "『』"):
        text = text.strip(closing if opening not in text else "").strip(
            opening if closing not in text else ""
        )
    quoted = _QUOTED.fullmatch(text)
    return quoted[1].strip() if quoted else text
