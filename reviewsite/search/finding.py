"""What is found for a question: candidates from the index, ranked."""

import datetime as dt
from collections.abc import Sequence

from django.utils import timezone
from django.utils.functional import cached_property

from reviewsite.search import lookup
from reviewsite.search.expression import Expression
from reviewsite.search.question import Question
from reviewsite.search.ranking import Ranking
from reviewsite.search.registry import Searchable, respellings_of
from reviewsite.search.tokeniser import split_names

#: No list of results is longer; one more word brings nearer what somebody is looking for than the sixty-first result.
MOST = 60
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

    @cached_property
    def _crowded(self) -> set[str]:
        return lookup.which_are_crowded(self._kinds)

    def find(self, question: Question) -> Ranking:
        ranking = Ranking(question)
        self._find_named(question, ranking)
        for each in self.asked:
            self._find_near(each, question, ranking)
        if not self.typing:
            self._find_texts(question, ranking)
        return ranking

    def find_as_keys(self, question: Question) -> Ranking:
        """Hangul names for which these Latin letters are the keys."""
        ranking = Ranking(question)
        rows = lookup.matching("names", question.as_keys, self._kinds, limit=self._limit, now=self._now)
        ranking.add_named(rows)
        return ranking

    def which_exist(self, questions: Sequence[Question]) -> list[bool]:
        """For each question, quickly, whether anything has all its words."""
        if self.typing:
            named = [question.in_names(typing=True) for question in questions]
            return lookup.which_exist("names", named, self._kinds, self._now)
        return lookup.which_exist("texts", [each.in_texts() for each in questions], self._kinds, self._now)

    def _find_named(self, question: Question, ranking: Ranking) -> None:
        expression = question.in_names(typing=self.typing)
        ranking.add_named(self._heaviest("names", expression, self._kinds, always=question.whole))

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
        where: lookup.Where,
        expression: Expression,
        kinds: Sequence[str],
        always: Expression | None = None,
    ) -> list[lookup.Row]:
        return lookup.heaviest(
            where,
            expression,
            kinds,
            limit=self._limit,
            now=self._now,
            crowded=self._crowded,
            always=always,
        )


def _spellings(row: lookup.Row) -> list[str]:
    """The names of a document as far as its row tells them; in Hangul only the first."""
    latin = [name for name in split_names(row.names)[0] if "q9" not in name]
    return [name for name in (row.title, row.hangul, *latin) if name]
