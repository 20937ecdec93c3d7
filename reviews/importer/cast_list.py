"""The cast as a whole, from all the places where a text names it, and what the brackets in its list hold."""

import re
from dataclasses import replace

from reviews.importer.cast import Entry, read_entry
from reviews.importer.document import CastMember, Mention, Section
from reviews.importer.lines import Line, normalise
from reviews.importer.mentions import find_mentions, stars_from_prose
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


_LONGEST_EVIDENCE = 200_000


class CastList:
    """Members in the order in which they came. Spellings that differ by more than hyphens stay apart."""

    def __init__(self) -> None:
        self.members: list[CastMember] = []
        #: By actor: the characters that are known, and the places where one is still unknown.
        self._characters: dict[str, set[str]] = {}
        self._without: dict[str, list[int]] = {}

    def add(self, actor: str, character: str | None) -> None:
        """A member; a second character of one actor is a second entry."""
        if self.tell(actor, character):
            return
        key, role = normalise(actor), normalise(character or "")
        if key not in self._characters or (character and role not in self._characters[key]):
            if not character:
                self._without.setdefault(key, []).append(len(self.members))
            self._characters.setdefault(key, set()).add(role)
            self.members.append(CastMember(actor, character))

    def add_new(self, actor: str, character: str | None) -> None:
        if normalise(actor) not in self._characters:
            self.add(actor, character)

    def tell(self, actor: str, character: str | None) -> bool:
        """Give a member the character that no list named."""
        places = self._without.get(normalise(actor))
        if not places or not character:
            return False
        place = places.pop(0)
        self.members[place] = CastMember(self.members[place].actor, character)
        self._characters[normalise(actor)].add(normalise(character))
        return True


def settle_cast(reading: ParseState, text: list[Line], sections: tuple[Section, ...]) -> list[Mention]:
    """Keep `cast` and return the pairs that the text names otherwise.

    A list of the cast is complete: the text then adds characters, no actors. Without one, the stars and pairs
    that the text names are the cast.
    """
    evidence = "\n".join(line.core for line in text)[:_LONGEST_EVIDENCE]
    cast_list = CastList()
    for entry in (*settle_brackets(reading, reading.cast_entries, evidence), *_sub_headings(sections)):
        cast_list.add(entry.actor, entry.character)
        reading.add("native_names", [(entry.actor, entry.hangul)] if entry.hangul else [])
    is_listed = bool(cast_list.members)
    for star in [] if is_listed else stars_from_prose(text):
        cast_list.add(star, None)
    mentions, hangul = find_mentions(text, [member.actor for member in cast_list.members])
    for mention in mentions:
        if not cast_list.tell(mention.actor, mention.character) and not is_listed:
            cast_list.add_new(mention.actor, mention.character)
    if cast_list.members:
        reading.found["cast"] = cast_list.members
    named = dict(reading.get("native_names") or ())
    actors = {each.actor for each in cast_list.members} | {each.actor for each in mentions}
    in_text = [(name, written) for name, written in hangul.items() if name in actors and name not in named]
    reading.add("native_names", in_text)
    listed = {
        (member.actor, character)
        for member in cast_list.members
        for character in (member.character, *(member.character or "").split(" / "))
    }
    return [mention for mention in mentions if (mention.actor, mention.character) not in listed]


def _sub_headings(sections: tuple[Section, ...]) -> list[Entry]:
    """The entries like "Song Joong Ki as Vincenzo Cassano" above paragraphs about each character."""
    blocks = [block for section in sections for block in section.blocks if block.is_subheading]
    entries = [read_entry(block.text) for block in blocks]
    return [entry for entry in entries if entry]
