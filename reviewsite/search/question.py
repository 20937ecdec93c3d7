"""What somebody typed, as what is looked for. Nothing that can be typed is an error."""

from collections.abc import Iterable
from dataclasses import dataclass

from reviewsite.search.expression import Expression, Phrase, all_of, any_of
from reviewsite.search.tokeniser import (
    initials,
    is_initials,
    keystrokes,
    pressed,
    squeezed,
    stem,
    tokens_of,
    whole,
    words,
)

LONGEST = 200
MOST_WORDS = 12
#: In running text shorter beginnings would find more or less everything.
_SHORTEST_BEGINNING = 4


@dataclass(frozen=True, slots=True)
class Question:
    """`text` as it was typed, `words` normalised; never without a word."""

    text: str
    words: tuple[str, ...]

    @property
    def whole(self) -> Expression:
        """Titles and names that are just this, whatever spaces and signs are in them."""
        return Phrase((whole(self.text),))

    @property
    def in_names(self) -> Expression:
        """Titles and names with all the words; each may go on, and its last syllable may be half typed."""
        return all_of(_in_names(word, alone=len(self.words) == 1) for word in self.words)

    @property
    def as_keys(self) -> Expression:
        """Hangul names for which these Latin letters are the keys."""
        return all_of(Phrase((pressed(word),), prefix=True) for word in self.words)

    def in_texts(self, respellings: Iterable[str] = (), *, beginnings: bool = False) -> Expression:
        """Documents with all the words, or with all those of a respelling, anywhere; or all their `beginnings`."""
        asked = [self.words, *(tuple(words(spelling)) for spelling in respellings)]
        return any_of(all_of(_in_text(word, beginnings) for word in each) for each in asked if each)

    def without(self, kept: "Question") -> tuple[str, ...]:
        """What of the text, as it was typed, is not in `kept`."""
        return tuple(
            part for part in self.text.split() if (found := words(part)) and not {*found} & {*kept.words}
        )

    def with_words(self, chosen: Iterable[str]) -> "Question":
        chosen = tuple(chosen)
        return Question(" ".join(chosen), chosen)


def ask(raw: str) -> Question | None:
    """The question in what was typed; None if there is no letter in it."""
    text = " ".join("".join(char if char.isprintable() else " " for char in raw[: 4 * LONGEST]).split())[
        :LONGEST
    ]
    found = tuple(words(text)[:MOST_WORDS])
    return Question(text, found) if found else None


def _in_names(word: str, *, alone: bool) -> Expression:
    tokens = tuple(tokens_of(word))
    if is_initials(word):
        alternatives = [Phrase((initials(word),), prefix=True)]
    else:
        alternatives = [Phrase(tokens, prefix=len(tokens[-1]) > 1)]
    if typed := keystrokes(word):
        alternatives.append(Phrase((typed,), prefix=True))
    if alone and word.isascii() and len(word) > 1:
        alternatives.append(Phrase((squeezed(word),), prefix=True))
    return any_of(alternatives)


def _in_text(word: str, beginning: bool) -> Expression:
    tokens = tuple(tokens_of(stem(word)))
    one_syllable = len(tokens) == 1 and len(tokens[0]) == len("q9uac00") and not tokens[0].isalpha()
    return Phrase(tokens, prefix=one_syllable or (beginning and len(tokens[-1]) >= _SHORTEST_BEGINNING))
