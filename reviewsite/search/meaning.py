"""What may be meant by a question to which nothing answers as it was typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from reviewsite.search import spelling
from reviewsite.search.finding import Finder
from reviewsite.search.question import Question, ask
from reviewsite.search.ranking import Ranking

_CORRECTIONS_TRIED = 6


@dataclass(frozen=True, slots=True)
class Meaning:
    """A reading of a question, and what was found for it."""

    question: Question
    ranking: Ranking
    corrected: str = ""
    left_out: tuple[str, ...] = ()


def understand(question: Question, finder: Finder) -> Meaning | None:
    """The first reading that finds anything: as typed, with slips mended, with another keyboard, with fewer words."""
    if ranking := finder.find(question):
        return Meaning(question, ranking)
    exist = finder.which_exist([question.with_words([word]) for word in question.words])
    known = [word for word, exists in zip(question.words, exist, strict=True) if exists]
    for read in (
        _mended(question, finder, known),
        _as_keys(question, finder),
        _shortened(question, finder, known),
    ):
        if meaning := next(read, None):
            return meaning
    return None


def _mended(question: Question, finder: Finder, known: list[str]) -> Iterator[Meaning]:
    """With words that nothing has replaced by words that are a slip away, the likeliest first."""
    choices = [[word] if word in known else [word, *spelling.corrections(word)] for word in question.words]
    candidates = [
        question.with_words(words) for words in islice(product(*choices), 1, _CORRECTIONS_TRIED + 1)
    ]
    for candidate, exists in zip(candidates, finder.which_exist(candidates), strict=True):
        if exists:
            yield Meaning(candidate, finder.find(candidate), corrected=candidate.text)


def _as_keys(question: Question, finder: Finder) -> Iterator[Meaning]:
    """Hangul typed while the keyboard was set to Latin letters: dlatldhks for 임시완."""
    if not all(word.isascii() and word.isalpha() and len(word) > 2 for word in question.words):
        return
    if best := finder.find_as_keys(question).best(1):
        meant = ask(best[0].row.hangul)
        if meant and (ranking := finder.find(meant)):
            yield Meaning(meant, ranking, corrected=meant.text)


def _shortened(question: Question, finder: Finder, known: list[str]) -> Iterator[Meaning]:
    """Without the words that nothing has, then also without one of the others, the shortest first."""
    if finder.typing or len(question.words) < 2:
        return
    attempts = [known] if len(known) < len(question.words) else []
    attempts += [[word for word in known if word != left_out] for left_out in sorted(known, key=len)]
    candidates = [question.with_words(words) for words in attempts if words]
    for candidate, exists in zip(candidates, finder.which_exist(candidates), strict=True):
        if exists:
            left_out = question.without(candidate)
            yield Meaning(candidate, finder.find(candidate), left_out=left_out)
