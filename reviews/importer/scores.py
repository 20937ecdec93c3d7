"""Scores and one-line opinions: how they are written, whose they are, and what they are worth."""

import re
from decimal import ROUND_HALF_UP, Decimal

from reviews.importer.document import Labelled, OtherRating, Rating, SubRating
from reviews.importer.lines import Line
from reviews.importer.parse_state import ParseState
from reviewsite.lazy_pattern import lazy_pattern

_SITES = {
    "imdb": "IMDb",
    "mydramalist": "MyDramaList",
    "mdl": "MyDramaList",
    "rotten tomatoes": "Rotten Tomatoes",
    "rottentomatoes": "Rotten Tomatoes",
    "metacritic": "Metacritic",
    "tmdb": "TMDB",
    "douban": "Douban",
    "viki": "Viki",
    "naver": "Naver",
    "letterboxd": "Letterboxd",
    "asianwiki": "AsianWiki",
    "google": "Google",
    "users": "users",
    "nielsen": "audience share",
    "agb": "audience share",
}
_SITE = lazy_pattern(r"\b(" + "|".join(_SITES) + r")\b", re.IGNORECASE)
_NUMBER = r"[0-9]{1,3}(?:[.,][0-9]{1,2})?"
_FRACTION = lazy_pattern(
    rf"(?<![\w./])({_NUMBER})\s*(?:stars?|hearts?|★|⭐)?\s*(?:/|out\s+of|of)\s*([0-9]{{1,3}})(?![0-9%/]|[.,][0-9]|\s*(?:ep|found|people))"
    r"(?:\s*(?:stars?|hearts?|★|⭐))?",
    re.IGNORECASE,
)
_SHARE = lazy_pattern(
    r"([0-9]{1,2}(?:[.,][0-9]{1,3})?\s*%)(?:\s*\(?(nationwide|seoul|average|peak)\)?)?", re.IGNORECASE
)
_GRADE = lazy_pattern(
    r"[A-F](?:\s?(?:\+{1,3}|-{1,2}|−|plus|minus))?(?=\s*(?:$|[(,;:/|–—]|-\s))", re.IGNORECASE
)
_STARS = lazy_pattern(r"([★⭐🌟])[★⭐🌟\s]*(½?)\s*([☆✩]*)")
_HEARTS = lazy_pattern(r"(?:[❤♥♡💕💖💗💜💙💚🧡💛🖤🤍]\s*){1,10}")
_PAIR = lazy_pattern(rf"({_NUMBER})\s*(?:\|\||&)\s*({_NUMBER})")
_BARE = lazy_pattern(rf"({_NUMBER})(?:\s*(?:stars?|points?|★|⭐))?(?=\s*(?:$|[(,;|–—-]))", re.IGNORECASE)
_AROUND = lazy_pattern(r"^[\s★☆⭐🌟✩]+|[\s★☆⭐🌟✩]+$")
_PARTS = lazy_pattern(r",(?![0-9])|[;|\n]|\s[–—-]\s")
_SCALES = frozenset((4, 5, 6, 10, 20, 100))
SCORE_LINE = lazy_pattern(
    rf"(?=.*[0-9★⭐🌟])[★☆⭐🌟✩½\s]*(?:{_NUMBER}\s*/\s*(?:5|10|100))?[★☆⭐🌟✩½\s]*[.!]?", re.IGNORECASE
)


def of_ten(value: str, scale: int = 10) -> float | None:
    """A score on its scale -> of ten, to one decimal; None above the scale or on one that nobody uses."""
    number = Decimal(value.replace(",", "."))
    if scale not in _SCALES or number > scale:
        return None
    return float((number * 10 / scale).quantize(Decimal("0.1"), ROUND_HALF_UP))


def read_fraction(text: str) -> Rating | None:
    """A score with its scale: "9/10", "4.8 / 5", "9 out of 10"."""
    found = _FRACTION.search(text)
    if not found:
        return None
    return Rating(found[0].strip(), of_ten(found[1], int(found[2])))


def read_rating(text: str) -> Rating | None:
    """The score that a value begins with. A number wins over stars.

    Grades, hearts and bare numbers up to five are kept as written: their scale is not certain.
    """
    text = text.strip()
    if (fraction := read_fraction(text[:60])) is not None:
        return fraction
    if (pair := _PAIR.match(text)) is not None:
        return Rating(pair[0])
    if (stars := _STARS.match(text)) is not None:
        return _stars(stars)
    if (hearts := _HEARTS.match(text)) is not None:
        return Rating(hearts[0].strip())
    if (bare := _BARE.match(text)) is not None and len(text) <= 30:
        return Rating(
            bare[0].strip(), of_ten(bare[1]) if 5 < float(bare[1].replace(",", ".")) <= 10 else None
        )
    grade = _GRADE.match(text)
    return Rating(grade[0]) if grade and len(text) <= 40 else None


def after_rating(text: str, rating: Rating) -> str:
    """What a writer adds to the score: "(A series that feeds the heart.)" -> the sentence."""
    rest = _AROUND.sub("", text.partition(rating.raw)[2])
    bracket = re.fullmatch(r"[(\[](.+)[)\]]\.?", rest)
    return (bracket[1] if bracket else rest.strip("-–—:|,. ")).strip()


def read_others(text: str, label: str = "") -> list[OtherRating]:
    """Scores that are another site's or an audience share. A site is named in the label or beside the number."""
    share = _SHARE.search(text)
    named = _SITE.search(label)
    if share and not read_fraction(text):
        kind = _SITES[named[1].casefold()] if named else "audience share"
        return [OtherRating(share[0].strip(), kind)]
    others = []
    for part in _PARTS.split(text):
        site = named or _SITE.search(part)
        score = read_fraction(part) or (read_rating(part) if site else None)
        if site and score:
            others.append(OtherRating(score.raw, _SITES[site[1].casefold()]))
    return others


def _stars(found: re.Match[str]) -> Rating:
    half = 0.5 if found[2] else 0
    filled = sum(found[0].count(sign) for sign in "★⭐🌟") + half
    places = filled + half + len(found[3])
    certain = places in (5, 10) and (found[2] or found[3])
    return Rating(found[0].strip(), of_ten(str(filled), int(places)) if certain else None)


_AGE_RATING = lazy_pattern(
    r"(?:PG|TV|R|G)\b.{0,12}|[0-9]{1,2}\s?\+.{0,40}|(?:all|general)\b.{0,20}", re.IGNORECASE
)
_BARE_SCORE = lazy_pattern(r"[0-9]{1,2}(?:\.[0-9]{1,2})?")
_MEMBER_SITE = lazy_pattern(r"\b(?:mydramalist|mdl)\b", re.IGNORECASE)
_SHORTEST_REMARK, _LONGEST_REMARK = 8, 300


def take_rating(reading: ParseState, fact: Labelled, line: Line) -> bool:
    label = f"{fact.label} {fact.qualifier}"
    # A blogger's own score at a site where members rate is often given under that site's name.
    own_there = bool(_MEMBER_SITE.search(label)) and not reading.get("rating")
    others = [] if own_there else read_others(fact.value, label)
    if others:
        reading.add("other_ratings", others, line)
        return True
    score = None if _AGE_RATING.fullmatch(fact.value) else read_rating(fact.value)
    if score is None or not reading.put("rating", score, line):
        return False
    if own_there:
        reading.doubt(line, "own_score", label=fact.label)
    elif score.value_10 is None:
        reading.doubt(line, "scale_unclear", raw=score.raw)
    _keep_remark(reading, fact.value, score, line)
    return True


def take_verdict(reading: ParseState, fact: Labelled, line: Line) -> bool:
    score = read_fraction(fact.value[:20])
    if score and len(fact.value) <= len(score.raw) + 12:
        return take_rating(reading, fact, line)
    return len(fact.value) <= _LONGEST_REMARK and reading.put("verdict", fact.value, line)


def take_sub_rating(reading: ParseState, label: str, value: str, line: Line) -> bool:
    """The score of a part: "Acting/Cast 9.0" is that of Acting, "Rewatch Value 8.5" that of Rewatch."""
    score = read_rating(value)
    if score is None:
        return False
    name = label.split("/")[0].strip().removesuffix(" Value").removesuffix(" value")
    reading.add("sub_ratings", [SubRating(name, score)], line)
    return True


def settle_bare_scores(reading: ParseState) -> None:
    """Scores without a scale are of ten if one of them is above five: "Overall 6.0 … Rewatch Value 4.0"."""
    rating: Rating | None = reading.get("rating")
    subs: list[SubRating] = list(reading.get("sub_ratings") or ())
    bare = [
        score
        for score in (rating, *(sub.rating for sub in subs))
        if score and _BARE_SCORE.fullmatch(score.raw)
    ]
    if not subs or not bare or max(float(score.raw) for score in bare) <= 5:
        return
    worth = {score: Rating(score.raw, of_ten(score.raw)) for score in bare}
    reading.found["sub_ratings"] = [SubRating(sub.name, worth.get(sub.rating, sub.rating)) for sub in subs]
    if rating:
        reading.found["rating"] = worth.get(rating, rating)


def _keep_remark(reading: ParseState, value: str, score: Rating, line: Line) -> None:
    remark = after_rating(value, score)
    fits = _SHORTEST_REMARK <= len(remark) <= _LONGEST_REMARK and " " in remark
    if fits and not reading.get("verdict"):
        reading.put("verdict", remark, line)
