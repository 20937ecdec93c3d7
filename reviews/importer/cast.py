"""Who plays whom: entries of cast lists, and what the brackets in them hold."""

import re
from dataclasses import dataclass

from reviews.importer.names import (
    Named,
    is_person,
    named,
    split_outside_brackets,
)

_AS = re.compile(r"\s+(?:as|plays|playing)\s+(?:the role of\s+)?", re.IGNORECASE)
_PLAYED_BY = re.compile(r"\s*,?\s+(?:played|portrayed)\s+by\s+", re.IGNORECASE)
# Signs between actor and character, which part other things, too.
_OTHER_SIGN = re.compile(r"\s+(?:[-–—=:]|->|→|…|\.\.\.)\s+|\s*[:→]\s*|\s*[–—]\s*|\t+")
_LIST = re.compile(r"\s*(?:[,;|•·、\n]|\s&\s|(?<=\W)and\b|\band\s)\s*(?:(?:and|&)\s)?", re.IGNORECASE)
_LIST_BEFORE_AS = re.compile(
    r"\s*[,;|•·、\n]\s*(?:and\s|&\s)?|\s+(?:and|&)\s+(?=[^,;]{2,60}?\s+as\s)", re.IGNORECASE
)
_ROLE_WORD = re.compile(r"^(?:as|role of|plays|the role of)\s+", re.IGNORECASE)
_MOST_ENTRIES = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a cast list. What `bracket` holds is decided later: the character or an earlier work."""

    actor: str
    character: str | None = None
    bracket: str | None = None
    hangul: str | None = None


def read_cast(text: str) -> list[Entry]:
    """All entries of a list on one line; none of them if a part of it is not a name."""
    parts = split_outside_brackets(text, _LIST_BEFORE_AS if _AS.search(text) else _LIST)
    if len(parts) == 1 and " as " not in text and text.count("/") >= 1 and "(" not in text:
        parts = [part.strip() for part in text.split("/")]
    if len(parts) > _MOST_ENTRIES:
        return []
    entries = [
        read_entry(part) for part in parts if part.strip(" .") and part.casefold() not in ("etc", "more")
    ]
    return [entry for entry in entries if entry] if all(entries) else []


def read_entry(text: str) -> Entry | None:
    """Read one entry: "Im Si Wan as Ki Seon Gyeom", "Kim Tae-ri (Na Hee-do)", "Bona – Ko Yu-rim", or "Bona".

    None for what is no entry.
    """
    text = text.strip(" ,.;*")
    for sign in (_AS, _PLAYED_BY, _OTHER_SIGN):
        halves = sign.split(text, maxsplit=1)
        if len(halves) == 2:
            actor, character = reversed(halves) if sign is _PLAYED_BY else halves
            return _pair(named(actor), _tidy_character(character), strict=sign is _OTHER_SIGN)
    person = named(text)
    return _undecided(person) if is_person(person.name) else None


def is_pair(text: str) -> bool:
    """Whether a whole line is "Actor as Character" and nothing more."""
    halves = _AS.split(text, maxsplit=1)
    return len(halves) == 2 and is_person(named(halves[0]).name) and _is_character(halves[1])


def _pair(person: Named, character: str, strict: bool) -> Entry | None:
    """An actor with a character, which has to look like a person's name if `strict`."""
    is_role = is_person(character) if strict else 0 < len(character) <= 70
    return Entry(person.name, character, None, person.hangul) if is_role and is_person(person.name) else None


def _undecided(person: Named) -> Entry:
    bracket = person.bracket
    if bracket and _ROLE_WORD.match(bracket):
        return Entry(person.name, _tidy_character(_ROLE_WORD.sub("", bracket)), None, person.hangul)
    return Entry(person.name, None, bracket, person.hangul)


def _tidy_character(text: str) -> str:
    """Drop what is in brackets, and put a slash with spaces between two names of one character."""
    return " / ".join(part.strip() for part in named(text.strip(" ,.;*")).name.split("/") if part.strip())


def _is_character(text: str) -> bool:
    text = _tidy_character(text)
    words = text.replace("/", " ").split()
    return 1 <= len(words) <= 8 and len(text) <= 70 and words[0][:1].isupper() and words[-1][:1].isupper()
