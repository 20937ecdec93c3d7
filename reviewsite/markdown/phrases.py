"""Runs of words that may be a name: read in the same way where names are recognised and where they are linked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_][\w’'&.!+-]*[\w!+]|[^\W_]")
#: No title of a drama and no name is longer.
_MOST_WORDS = 7
_OPENING = " “\"‘'(*_"
_ENDING = ".!?…:;\n"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words at a place of a text. One that begins a sentence may only be capitalised for that."""

    text: str
    start: int
    begins_sentence: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_doubtful(self) -> bool:
        """One word that begins a sentence is more often a word than a title (“Moving on, …”)."""
        return self.begins_sentence and " " not in self.text and self.text.isascii()


def phrases_in(text: str) -> Iterator[Phrase]:
    """All runs of words in `text` that begin as a name does; of those from one place the shortest first."""
    line_start = 0
    for line in text.split("\n"):
        words = list(_WORD.finditer(line))
        for first, word in enumerate(words):
            if not (word[0][0].isupper() or word[0][0].isdigit() or word[0] > "가"):
                continue
            begins = begins_sentence(line, word.start())
            for last in words[first : first + _MOST_WORDS]:
                yield Phrase(line[word.start() : last.end()], line_start + word.start(), begins)
        line_start += len(line) + 1


def begins_sentence(text: str, place: int) -> bool:
    """Whether the word at `place` is the first of a sentence."""
    # Backwards sign by sign: a copy of all that is before each word would cost the square of the text.
    while place and text[place - 1] in _OPENING:
        place -= 1
    return not place or text[place - 1] in _ENDING
