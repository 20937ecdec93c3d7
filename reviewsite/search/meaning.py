"""What may be meant by a question to which nothing answers as it was typed."""

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
    known = finder.known_words(question)
    return (
        _mended(question, finder, known) or _as_keys(question, finder) or _shortened(question, finder, known)
    )


def _mended(question: Question, finder: Finder, known: list[str]) -> Meaning | None:
    """With words that nothing has replaced by words that are a slip away, the likeliest first."""
    choices = [[word] if word in known else [word, *spelling.corrections(word)] for word in question.words]
    candidates = (
        question.with_words(words) for words in islice(product(*choices), 1, _CORRECTIONS_TRIED + 1)
    )
    if len(question.words) == 1:  # words that corrections are made of exist
        found = ((mended, finder.find(mended)) for mended in candidates)
        return next((Meaning(*each, corrected=each[0].text) for each in found if each[1]), None)
    mended = finder.first_that_exists(candidates)
    return Meaning(mended, finder.find(mended), corrected=mended.text) if mended else None


def _as_keys(question: Question, finder: Finder) -> Meaning | None:
    """Hangul typed while the keyboard was set to Latin letters: dlatldhks for 임시완."""
    if not all(word.isascii() and word.isalpha() and len(word) > 2 for word in question.words):
        return None
    best = finder.find_as_keys(question).best(1)
    meant = ask(best[0].row.hangul) if best else None
    return Meaning(meant, finder.find(meant), corrected=meant.text) if meant else None


def _shortened(question: Question, finder: Finder, known: list[str]) -> Meaning | None:
    """Without the words that nothing has, then also without one of the others, the shortest first."""
    if len(question.words) < 2:
        return None
    attempts = [known] if len(known) < len(question.words) else []
    attempts += [[word for word in known if word != left_out] for left_out in sorted(known, key=len)]
    shorter = finder.first_that_exists(question.with_words(words) for words in attempts if words)
    return Meaning(shorter, finder.find(shorter), left_out=question.without(shorter)) if shorter else None
