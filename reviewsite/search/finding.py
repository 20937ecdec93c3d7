"""What is found for a question: candidates from the index, ranked."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from reviewsite.search import lookup, spelling
from reviewsite.search.expression import Expression
from reviewsite.search.question import Question
from reviewsite.search.ranking import Ranking
from reviewsite.search.registry import Searchable, respellings_of
from reviewsite.search.rows import Row, Where
from reviewsite.search.tokeniser import split_names, stem

#: No list of results is longer; one more word brings nearer what somebody is looking for than the third page.
MOST = 40
#: From so many names of each kind the suggestions are chosen.
_MOST_TYPING = 40


class Finder:
    """Looks among some kinds at one moment; while somebody is `typing`, in titles and names only."""

    def __init__(self, asked: Sequence[Searchable], *, typing: bool = False) -> None:
        self.asked = asked
        self.typing = typing
        self._kinds = [each.kind for each in asked]
        self._limit = _MOST_TYPING if typing else MOST
        self._now: dt.datetime = timezone.now()
        self._known: dict[str, bool] = {}

    def find(self, question: Question) -> Ranking:
        ranking = Ranking(question)
        self._find_named(question, ranking)
        for each in self.asked:
            self._find_near(each, question, ranking)
        # A word that is in no text is noticed first, before long texts are searched for it in vain.
        if not self.typing and (ranking or self.known_words(question) == [*question.words]):
            self._find_texts(question, ranking)
        return ranking

    def known_words(self, question: Question) -> list[str]:
        """Those of the words that are anywhere, each by itself, as a whole or as a beginning."""
        words = [word for word in dict.fromkeys(question.words) if word not in self._known]
        exist = self._which_exist([question.with_words([word]) for word in words])
        self._known |= zip(words, exist, strict=True)
        return [word for word in question.words if self._known[word]]

    def find_as_keys(self, question: Question) -> Ranking:
        """Hangul names for which these Latin letters are the keys."""
        ranking = Ranking(question)
        ranking.add_named(self._heaviest("names", question.as_keys, self._kinds))
        return ranking

    def first_that_exists(self, questions: Iterable[Question]) -> Question | None:
        """The first question with an answer; whether there is one, is quickly told."""
        return next(filter(self._exists, questions), None)

    def _exists(self, question: Question) -> bool:
        if len(question.words) == 1 and self._known.get(question.words[0]):
            return True
        exists = self._which_exist([question]) == [True]
        self._known |= dict.fromkeys(question.words, True) if exists else {}
        return exists

    def _which_exist(self, questions: Sequence[Question]) -> list[bool]:
        where: Where = "names" if self.typing else "texts"
        wanted = [[*self._anywhere(question)] for question in questions]
        return lookup.which_exist(where, wanted, self._kinds, self._now)

    def _anywhere(self, question: Question) -> Iterator[Expression]:
        if self.typing:
            yield question.in_names(typing=True)
            return
        # A whole word is found at its first place, a beginning only after all places have been gathered.
        yield question.in_texts()
        yield question.in_texts(beginnings=True)

    def _is_in_no_name(self, question: Question) -> bool:
        """Whether one of several words is nowhere, so that names need not be searched for all of them in vain."""
        if self.typing or len(question.words) < 2:
            return False
        new = [word for word in question.words if not self._known.get(word)]
        doubtful = {word for word in spelling.unfamiliar(new) if stem(word) == word}
        return bool(doubtful) and not doubtful <= {*self.known_words(question)}

    def _find_named(self, question: Question, ranking: Ranking) -> None:
        if self._is_in_no_name(question):
            return
        expression = question.in_names(typing=self.typing)
        ranking.add_named(self._heaviest("names", expression, self._kinds, first=question.whole))

    def _find_near(self, searchable: Searchable, question: Question, ranking: Ranking) -> None:
        if searchable.near is None:
            return
        ids = [*searchable.near.candidates(question.text)]
        rows = ranking.rows_of(searchable.kind)
        unknown = [each for each in ids if each not in rows]
        rows |= {row.object_id: row for row in lookup.by_object(searchable.kind, unknown, self._now)}
        candidates = [(each, _spellings(rows[each])) for each in ids if each in rows]
        ranking.add_near(searchable.kind, rows, dict(searchable.near.compare(question.text, candidates)))

    def _find_texts(self, question: Question, ranking: Ranking) -> None:
        lacking = [kind for kind in self._kinds if len(ranking.rows_of(kind)) < self._limit]
        if not lacking:
            return
        respellings = respellings_of(question.text)
        rows = self._heaviest("texts", question.in_texts(respellings), lacking)
        if not rows and not ranking:
            rows = self._heaviest("texts", question.in_texts(respellings, beginnings=True), lacking)
        ranking.add_texts(rows)

    def _heaviest(
        self,
        where: Where,
        expression: Expression,
        kinds: Sequence[str],
        first: Expression | None = None,
    ) -> list[Row]:
        return lookup.heaviest(where, expression, kinds, limit=self._limit, now=self._now, first=first)


def _spellings(row: Row) -> list[str]:
    """The names of a document as far as its row tells them; in Hangul only the first."""
    latin = [name for name in split_names(row.names)[0] if "q9" not in name]
    return [name for name in (row.title, row.hangul, *latin) if name]
