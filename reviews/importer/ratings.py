"""Scores: what was written, and what it is worth of ten where the scale is certain."""

import re
from decimal import ROUND_HALF_UP, Decimal

from reviews.importer.document import OtherRating, Rating

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
_SITE = re.compile(r"\b(" + "|".join(_SITES) + r")\b", re.IGNORECASE)
_NUMBER = r"[0-9]{1,3}(?:[.,][0-9]{1,2})?"
_FRACTION = re.compile(
    rf"(?<![\w./])({_NUMBER})\s*(?:stars?|hearts?|★|⭐)?\s*(?:/|out\s+of|of)\s*([0-9]{{1,3}})(?![0-9%/]|[.,][0-9]|\s*(?:ep|found|people))"
    r"(?:\s*(?:stars?|hearts?|★|⭐))?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"([0-9]{1,2}(?:[.,][0-9]{1,3})?\s*%)(?:\s*\(?(nationwide|seoul|average|peak)\)?)?", re.IGNORECASE
)
_GRADE = re.compile(r"[A-F](?:\s?(?:\+{1,3}|-{1,2}|−|plus|minus))?(?=\s*(?:$|[(,;:/|–—]|-\s))", re.IGNORECASE)
_STARS = re.compile(r"([★⭐🌟])[★⭐🌟\s]*(½?)\s*([☆✩]*)")
_HEARTS = re.compile(r"(?:[❤♥♡💕💖💗💜💙💚🧡💛🖤🤍]\s*){1,10}")
_PAIR = re.compile(rf"({_NUMBER})\s*(?:\|\||&)\s*({_NUMBER})")
_BARE = re.compile(rf"({_NUMBER})(?:\s*(?:stars?|points?|★|⭐))?(?=\s*(?:$|[(,;|–—-]))", re.IGNORECASE)
_AROUND = re.compile(r"^[\s★☆⭐🌟✩]+|[\s★☆⭐🌟✩]+$")
_PARTS = re.compile(r",(?![0-9])|[;|\n]|\s[–—-]\s")
_SCALES = frozenset((4, 5, 6, 10, 20, 100))
SCORE_LINE = re.compile(
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
