"""The place of a text where the words are that somebody looked for, as pieces: never as HTML."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

LENGTH = 180
#: How much of a snippet may be before the first word found.
_BEFORE = 60
_ELLIPSIS = "…"


class Segment(NamedTuple):
    text: str
    marked: bool = False


def _base_letters() -> dict[int, str]:
    """Each accented Latin letter -> the one letter without its accents, so that places stay the same.

    Among them is İ, the only letter whose lower case is longer than itself.
    """
    letters = [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]
    bases = {letter: unicodedata.normalize("NFKD", chr(letter))[0] for letter in letters}
    return {letter: base for letter, base in bases.items() if base.isascii()} | {ord("ø"): "o", ord("Ø"): "O"}


_BASES = _base_letters()
#: Signs that may be within a word that was typed without them: siwan finds Si-wan.
_JOINTS = {ord(sign): None for sign in "'’-"}
#: Finding out whether there is any takes a fraction of the time of writing a text without them.
_ACCENTED = re.compile(f"[{''.join(map(chr, _BASES))}]")


class Highlighter:
    """Marks the words of texts that begin with one of `words`, which are normalised."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words), key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(_alternative, self._words)) if self._words else r"(?!)")

    def whole(self, text: str) -> tuple[Segment, ...]:
        return tuple(self._segments(text))

    def snippet(self, text: str, length: int = LENGTH) -> tuple[Segment, ...]:
        """About `length` characters around the words, or from the beginning of the text if none is in it."""
        line = self._best_line(text)
        found = self._pattern.search(_plain(line)) if len(line) > length else None
        start = _start_of_word(line, found.start() - _BEFORE) if found else 0
        end = len(line) if len(line) - start <= length else _end_of_word(line, start + length)
        opening = [Segment(_ELLIPSIS)] if start else []
        closing = [Segment(_ELLIPSIS)] if end < len(line) else []
        return (*opening, *self._segments(line[start:end]), *closing)

    def _segments(self, text: str) -> list[Segment]:
        segments, done = [], 0
        for match in self._pattern.finditer(_plain(text)):
            segments += [
                Segment(text[done : match.start()]),
                Segment(text[match.start() : match.end()], True),
            ]
            done = match.end()
        segments.append(Segment(text[done:]))
        return [segment for segment in segments if segment.text]

    def _best_line(self, text: str) -> str:
        """The line with the most different words found; the first of equals."""
        lines, plain = text.split("\n"), _plain(text)
        # Letters are compared far more quickly than words are found, and most lines have none of them.
        letters = plain.translate(_JOINTS).split("\n")
        likely = [place for place, line in enumerate(letters) if any(word in line for word in self._words)]
        if len(likely) < 2:
            return lines[likely[0] if likely else 0]
        marked = plain.split("\n")
        return lines[max(likely, key=lambda place: len(set(self._pattern.findall(marked[place]))))]


def _alternative(word: str) -> str:
    if not word.isascii():
        return r"['’]?".join(map(re.escape, word))
    first, *rest = map(re.escape, word)
    # What is before the first letter is looked at after it, so that only places with such a letter are tried.
    first = rf"{first}(?<![^\W_].)"
    if not rest:
        return rf"{first}(?![^\W_])"
    return r"['’-]?".join([first, *rest]) + r"(?:['’]?[^\W_])*"


def _plain(text: str) -> str:
    """The text without accents and case, every letter at its place."""
    return text.lower() if text.isascii() or not _ACCENTED.search(text) else text.translate(_BASES).lower()


def _start_of_word(text: str, place: int) -> int:
    space = text.find(" ", max(0, place))
    return 0 if place <= 0 else space + 1 if space >= 0 else place


def _end_of_word(text: str, place: int) -> int:
    space = text.rfind(" ", 0, place)
    return space if space > place - _BEFORE else place
