"""What the brackets in a list of the cast hold: characters, or the actors' earlier works."""

import re
from dataclasses import replace

from reviews.importer.cast import Entry
from reviews.importer.lines import normalise
from reviews.importer.names import is_korean_word
from reviews.importer.parse_state import ParseState

_RELATION = re.compile(
    r"['’]s?\s|\b(?:father|mother|brother|sister|son|daughter|wife|husband|friend|boss)\b", re.IGNORECASE
)
_TITLE_WORD = re.compile(
    r"\b(?:the|of|my|your|you|in|on|to|is|and|a|love|life|mr|miss|dr|season|also|known|was|reply|one|time|when)\b|[0-9&!?]",
    re.IGNORECASE,
)
_MOST_BRACKETS = 50


def settle_brackets(reading: ParseState, entries: list[Entry], text: str) -> list[Entry]:
    """Read the brackets of a list as characters, or as earlier works, or, in doubt, as neither."""
    inside = [entry.bracket for entry in entries if entry.bracket][:_MOST_BRACKETS]
    if not inside:
        return entries
    for_role = sum(_looks_like_role(bracket, text) for bracket in inside)
    for_work = sum(bool(_TITLE_WORD.search(bracket)) for bracket in inside)
    works = reading.brackets_are_works or for_work > for_role
    if not works and 2 * for_role >= len(inside):
        return [replace(entry, character=entry.bracket or entry.character, bracket=None) for entry in entries]
    if not works:
        reading.doubt(None, "brackets_unclear", brackets=", ".join(inside))
    return entries


def _looks_like_role(bracket: str, text: str) -> bool:
    if _RELATION.search(bracket):
        return True
    words = bracket.split()
    if len(words) <= 3 and all(is_korean_word(part) for word in words for part in word.split("-")):
        return True
    last = words[-1]
    return len(normalise(last)) > 2 and text.count(last) > 1 and not _TITLE_WORD.search(bracket)
