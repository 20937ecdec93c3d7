"""Scores and one-line opinions: whose they are, and what they are worth."""

import re

from reviews.importer.document import Labelled, Rating, SubRating
from reviews.importer.lines import Line
from reviews.importer.parse_state import ParseState
from reviews.importer.ratings import after_rating, of_ten, read_fraction, read_others, read_rating

_AGE_RATING = re.compile(
    r"(?:PG|TV|R|G)\b.{0,12}|[0-9]{1,2}\s?\+.{0,40}|(?:all|general)\b.{0,20}", re.IGNORECASE
)
_BARE = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})?")
_MEMBER_SITE = re.compile(r"\b(?:mydramalist|mdl)\b", re.IGNORECASE)
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
        score for score in (rating, *(sub.rating for sub in subs)) if score and _BARE.fullmatch(score.raw)
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
