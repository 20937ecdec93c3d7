"""Searching: what pages and the search box ask for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from django.utils.functional import Promise

from reviewsite.markdown import Picture
from reviewsite.search import lookup, spelling
from reviewsite.search.models import SearchText
from reviewsite.search.question import Question, ask
from reviewsite.search.ranking import Found, Ranking
from reviewsite.search.registry import Searchable, of_kind, respellings_of, searchables
from reviewsite.search.snippets import Segment, highlighted, snippet

#: No list of results is longer; what is asked for with one more word is nearer than the hundred and first result.
MOST = 100
_CORRECTIONS_TRIED = 6
_SUGGESTED_FROM = 40


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind, the best first. There may be more than the `MOST` that are listed."""

    kind: str
    label: str | Promise
    found: Sequence[Found]

    @property
    def count(self) -> int:
        return len(self.found)

    @property
    def is_cut(self) -> bool:
        return self.count >= MOST


@dataclass(frozen=True, slots=True)
class SearchResults:
    """What was found for `text`.

    `corrected` is what was looked for instead where nothing has the words as they were typed; `left_out` are words
    that had to be left out for anything to be found. Both are empty otherwise.
    """

    text: str
    words: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    corrected: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class Hit:
    """A result as it is shown. What may hold the words looked for comes in pieces, so that they can be marked."""

    kind: str
    url: str
    title: str
    hangul: str
    detail: str
    marked_title: tuple[Segment, ...]
    marked_hangul: tuple[Segment, ...]
    snippet: tuple[Segment, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    kind: str
    label: str
    title: str
    hangul: str
    detail: str
    url: str


def search(text: str, *, kinds: Sequence[str] | None = None) -> SearchResults:
    """Everything that fits, by kind, the kind with the best result first. Any text is allowed."""
    question = ask(text)
    if question is None:
        return SearchResults(" ".join(text.split())[:80])
    asked = [each for each in searchables() if kinds is None or each.kind in kinds]
    if ranking := _find(question, asked):
        return _results(question, question, ranking, asked)
    for corrected, ranking in _corrected(question, asked, texts=True):
        return _results(question, corrected, ranking, asked, corrected=corrected.text)
    for shorter, ranking in _relaxed(question, asked):
        return _results(question, shorter, ranking, asked, left_out=question.without(shorter))
    return SearchResults(question.text, question.words)


def hits(found: Sequence[Found], words: Sequence[str]) -> list[Hit]:
    """Results as they are shown, in the given order: one query for the texts, one for the pictures of each kind."""
    texts = dict(SearchText.objects.filter(pk__in=[each.row.id for each in found]).values_list("pk", "text"))
    pictures = {kind: _pictures(kind, found) for kind in {each.row.kind for each in found}}
    return [
        Hit(
            kind=row.kind,
            url=row.url,
            title=row.title,
            hangul=row.hangul,
            detail=row.detail,
            marked_title=highlighted(row.title, words),
            marked_hangul=highlighted(row.hangul, words),
            snippet=snippet(texts.get(row.id, ""), words),
            picture=pictures[row.kind].get(row.object_id),
        )
        for row in (each.row for each in found)
    ]


def suggest(text: str, limit: int = 8) -> list[Suggestion]:
    """What somebody who typed this much may be looking for: from the second letter on, or the first in Hangul."""
    question = ask(text)
    if question is None or (question.text.isascii() and len("".join(question.words)) < 2):
        return []
    asked = [each for each in searchables() if each.suggested]
    ranking = _find(question, asked, texts=False, limit=_SUGGESTED_FROM)
    if not ranking:
        ranking = next((found for _question, found in _corrected(question, asked, texts=False)), ranking)
    return [_suggestion(found) for found in ranking.best(limit)]


def _find(
    question: Question, asked: Sequence[Searchable], *, texts: bool = True, limit: int = MOST
) -> Ranking:
    now, kinds = lookup.this_moment(), [each.kind for each in asked]
    ranking = Ranking(question)
    expression = question.in_names(typing=not texts)
    ranking.add_named(
        lookup.heaviest("names", expression, kinds, limit=limit, now=now, always=question.whole)
    )
    for each in asked:
        if each.near:
            likeness = dict(each.near(question.text))
            ranking.add_near(lookup.by_object(each.kind, likeness, now), likeness)
    if texts:
        expression = question.in_texts(respellings_of(question.text))
        lacking = [kind for kind in kinds if len(ranking.of_kind(kind)) < limit]
        ranking.add_texts(lookup.heaviest("texts", expression, lacking, limit=limit, now=now))
    return ranking


def _corrected(
    question: Question, asked: Sequence[Searchable], *, texts: bool
) -> Iterator[tuple[Question, Ranking]]:
    """Questions with slips mended that find something, the likeliest first."""
    choices = [[word, *spelling.corrections(word)] for word in question.words]
    for words in islice(product(*choices), 1, _CORRECTIONS_TRIED + 1):
        corrected = question.with_words(words)
        if _is_anywhere(corrected, asked) and (ranking := _find(corrected, asked, texts=texts)):
            yield corrected, ranking
    yield from _as_keys(question, asked)


def _as_keys(question: Question, asked: Sequence[Searchable]) -> Iterator[tuple[Question, Ranking]]:
    """Hangul typed while the keyboard was set to Latin letters: dlatldhks for 임시완."""
    if not all(word.isascii() and word.isalpha() and len(word) > 2 for word in question.words):
        return
    kinds = [each.kind for each in asked]
    rows = lookup.matching("names", question.as_keys, kinds, limit=MOST, now=lookup.this_moment())
    if rows:
        meant = ask(rows[0].hangul or rows[0].title) or question
        ranking = Ranking(meant)
        ranking.add_named(rows)
        yield meant, ranking


def _relaxed(question: Question, asked: Sequence[Searchable]) -> Iterator[tuple[Question, Ranking]]:
    """Questions with fewer words that find something: first without those that nothing has, then without one more."""
    if len(question.words) < 2:
        return
    known = [word for word in question.words if _is_anywhere(question.with_words([word]), asked)]
    attempts = [known] if 0 < len(known) < len(question.words) else []
    attempts += [[word for word in known if word != left_out] for left_out in sorted(known, key=len)]
    for words in attempts:
        if words and _is_anywhere(question.with_words(words), asked):
            yield question.with_words(words), _find(question.with_words(words), asked)


def _is_anywhere(question: Question, asked: Sequence[Searchable]) -> bool:
    return lookup.is_anywhere(question.in_texts(), [each.kind for each in asked], lookup.this_moment())


def _results(
    question: Question, meant: Question, ranking: Ranking, asked: Sequence[Searchable], **more: object
) -> SearchResults:
    groups = [Group(each.kind, each.label_plural, ranking.of_kind(each.kind)[:MOST]) for each in asked]
    groups = sorted((group for group in groups if group.found), key=lambda group: group.found[0].fit)
    return SearchResults(question.text, meant.words, tuple(groups), **more)  # type: ignore[arg-type]


def _pictures(kind: str, found: Sequence[Found]) -> dict[int, Picture]:
    searchable = of_kind(kind)
    if searchable is None or searchable.pictures is None:
        return {}
    return dict(searchable.pictures([each.row.object_id for each in found if each.row.kind == kind]))


def _suggestion(found: Found) -> Suggestion:
    row, searchable = found.row, of_kind(found.row.kind)
    label = str(searchable.label) if searchable else ""
    return Suggestion(row.kind, label, row.title, row.hangul, row.detail, row.url)
