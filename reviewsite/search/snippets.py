"""The place of a text where the words stand that somebody looked for, as pieces: never as HTML."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LENGTH = 180
#: How much of a snippet may stand before the first word found.
_BEFORE = 60
_ELLIPSIS = "…"


class Segment(NamedTuple):
    text: str
    marked: bool = False


def _base_letters() -> dict[int, str]:
    """Each accented Latin letter -> the one letter without its accents, so that places stay the same."""
    letters = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
    bases = {letter: unicodedata.normalize("NFKD", chr(letter))[0] for letter in letters}
    return {letter: base for letter, base in bases.items() if base.isascii()} | {ord("ø"): "o", ord("Ø"): "O"}


_BASES = _base_letters()


def highlighted(text: str, words: Iterable[str]) -> tuple[Segment, ...]:
    """The whole text with the words marked that begin with one of `words` (normalised)."""
    return tuple(_segments(text, _pattern(words)))


def snippet(text: str, words: Iterable[str], length: int = LENGTH) -> tuple[Segment, ...]:
    """About `length` characters around the words, or from the beginning of the text if none of them is in it."""
    pattern = _pattern(words)
    line = _best_line(text.split("\n"), pattern)
    found = pattern.search(_plain(line))
    start = _start_of_word(line, found.start() - _BEFORE) if found and len(line) > length else 0
    end = len(line) if len(line) - start <= length else _end_of_word(line, start + length)
    segments = _segments(line[start:end], pattern)
    opening = [Segment(_ELLIPSIS)] if start else []
    closing = [Segment(_ELLIPSIS)] if end < len(line) else []
    return (*opening, *segments, *closing)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    alternatives = [_alternative(word) for word in sorted(set(words), key=lambda word: (-len(word), word))]
    return re.compile("|".join(alternatives) if alternatives else r"(?!)")


def _alternative(word: str) -> str:
    letters = r"['’]?".join(map(re.escape, word))
    if not word.isascii():
        return letters
    return rf"(?<![^\W_]){letters}(?:['’]?[^\W_])*" if len(word) > 1 else rf"(?<![^\W_]){letters}(?![^\W_])"


def _plain(text: str) -> str:
    """The text without accents and case, every letter at its place."""
    plain = text.translate(_BASES)
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)


def _segments(text: str, pattern: re.Pattern[str]) -> list[Segment]:
    segments, done = [], 0
    for match in pattern.finditer(_plain(text)):
        segments += [
            Segment(text[done : match.start()]),
            Segment(match[0] and text[match.start() : match.end()], True),
        ]
        done = match.end()
    segments.append(Segment(text[done:]))
    return [segment for segment in segments if segment.text]


def _best_line(lines: Sequence[str], pattern: re.Pattern[str]) -> str:
    """The line with the most different words found; the first of equals."""
    return max(lines, key=lambda line: len(set(pattern.findall(_plain(line)))), default="")


def _start_of_word(text: str, place: int) -> int:
    space = text.find(" ", max(0, place))
    return 0 if place <= 0 else space + 1 if space >= 0 else place


def _end_of_word(text: str, place: int) -> int:
    space = text.rfind(" ", 0, place)
    return space if space > place - _BEFORE else place
