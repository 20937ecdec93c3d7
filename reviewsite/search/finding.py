"""What is found for a question: candidates from the index, ranked."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils import timezone

from reviewsite.search import lookup, spelling
from reviewsite.search.expression import Expression
from reviewsite.search.question import Question
from reviewsite.search.ranking import Ranking
from reviewsite.search.registry import Computed, Document, Kind, Searchable, respellings_of
from reviewsite.search.rows import Row, Where
from reviewsite.search.tokeniser import name_tokens, split_names, stem

#: No list of results is longer; one more word brings nearer what somebody is looking for than the third page.
MOST = 40


class Finder:
    """Looks among some kinds at one moment; for suggestions `names_suffice`, if there are any."""

    def __init__(self, asked: Sequence[Kind], *, names_suffice: bool = False) -> None:
        self.asked = asked
        self._searchables = [each for each in asked if isinstance(each, Searchable)]
        self._kinds = [each.kind for each in self._searchables]
        self._suggested = [each.kind for each in asked if each.suggested]
        self._names_suffice = names_suffice
        self._now: dt.datetime = timezone.now()
        self._known: dict[str, bool] = {}

    def find(self, question: Question) -> Ranking:
        ranking = Ranking(question)
        for each in self.asked:
            if isinstance(each, Computed):
                ranking.add_named(_row(each.kind, document) for document in each.documents(question.text))
        self._find_named(question, ranking)
        for searchable in self._searchables:
            self._find_near(searchable, question, ranking)
        if self._names_suffice and any(ranking.rows_of(kind) for kind in self._suggested):
            return ranking
        # A word that is in no text is noticed first, before long texts are searched for it in vain.
        if ranking or self.known_words(question) == [*question.words]:
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
        # A whole word is found at its first place, a beginning only after all places have been gathered.
        wanted = [[each.in_texts(), each.in_texts(beginnings=True)] for each in questions]
        return lookup.which_exist("texts", wanted, self._kinds, self._now)

    def _is_in_no_name(self, question: Question) -> bool:
        """Whether one of several words is nowhere, so that names need not be searched for all of them in vain."""
        if len(question.words) < 2:
            return False
        new = [word for word in question.words if not self._known.get(word)]
        doubtful = {word for word in spelling.unfamiliar(new) if stem(word) == word}
        return bool(doubtful) and not doubtful <= {*self.known_words(question)}

    def _find_named(self, question: Question, ranking: Ranking) -> None:
        if self._is_in_no_name(question):
            return
        ranking.add_named(self._heaviest("names", question.in_names, self._kinds, first=question.whole))

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
        lacking = [kind for kind in self._kinds if len(ranking.rows_of(kind)) < MOST]
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
        return lookup.heaviest(where, expression, kinds, limit=MOST, now=self._now, first=first)


def _spellings(row: Row) -> list[str]:
    """The names of a document as far as its row tells them; in Hangul only the first."""
    latin = [name for name in split_names(row.names)[0] if "q9" not in name]
    return [name for name in (row.title, row.hangul, *latin) if name]


def _row(kind: str, document: Document) -> Row:
    """A document that is in no index, as if it were."""
    return Row(
        id=0,
        kind=kind,
        object_id=0,
        title=document.title,
        hangul=document.hangul,
        detail=document.detail,
        url=document.url,
        weight=document.weight,
        image_id=document.image_id,
        names=name_tokens(document.names),
    )
