"""Searching: what pages and the search box ask for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise

from reviewsite.images.models import Image
from reviewsite.images.pictures import picture_of
from reviewsite.markdown import Picture
from reviewsite.search import lookup
from reviewsite.search.finding import MOST, Finder
from reviewsite.search.meaning import Meaning, understand
from reviewsite.search.question import Question, ask
from reviewsite.search.ranking import Fit, Found
from reviewsite.search.registry import Kind, kinds, searchables
from reviewsite.search.rows import Row
from reviewsite.search.snippets import Highlighter, Segment


@dataclass(frozen=True, slots=True)
class Group:
    """The results of one kind, the best first. There may be more than the `MOST` that are listed."""

    of: Kind
    found: Sequence[Found]

    @property
    def kind(self) -> str:
        return self.of.kind

    @property
    def label(self) -> str | Promise:
        return self.of.label_plural

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


def search(text: str, *, only: Sequence[str] | None = None) -> SearchResults:
    """Everything that fits, by kind, the kind with the best result first. Any text is allowed."""
    question = ask(text)
    if question is None:
        return SearchResults(" ".join(text.split())[:80])
    asked = [each for each in kinds() if only is None or each.kind in only]
    meaning, groups = _answer(question, Finder(asked))
    if meaning is None:
        return SearchResults(question.text, question.words)
    return SearchResults(
        question.text, meaning.question.words, tuple(groups), meaning.corrected, meaning.left_out
    )


def _answer(question: Question, finder: Finder) -> tuple[Meaning | None, list[Group]]:
    """What results and suggestions both show: so the first suggestion is the first result."""
    meaning = understand(question, finder)
    if meaning is None:
        return None, []
    found = [Group(each, meaning.ranking.of_kind(each.kind)[:MOST]) for each in finder.asked]
    return meaning, sorted((group for group in found if group.found), key=lambda group: group.found[0].fit)


def hits(found: Sequence[Found], words: Sequence[str]) -> list[Hit]:
    """Results as they are shown, in the given order."""
    texts = lookup.texts_of([each.row.id for each in found])
    images = Image.objects.in_bulk({each.row.image_id for each in found} - {None})
    mark = Highlighter(words)
    return [
        Hit(
            kind=row.kind,
            url=row.url,
            title=row.title,
            hangul=row.hangul,
            detail=row.detail,
            marked_title=mark.whole(row.title),
            marked_hangul=mark.whole(row.hangul),
            snippet=mark.snippet(texts.get(row.id, "")),
            picture=picture_of(images.get(row.image_id or 0)),
        )
        for row in (each.row for each in found)
    ]


def offered(limit: int) -> list[Found]:
    """What may be shown to somebody who found nothing: the heaviest of the kinds that offer themselves."""
    rows = lookup.heaviest_of_all(
        [each.kind for each in searchables() if each.offered], limit, timezone.now()
    )
    return [Found(Fit.TEXT, place, 0, row.title, row.object_id, row) for place, row in enumerate(rows)]


def suggest(text: str, limit: int = 8) -> list[Suggestion]:
    """The best results for what somebody typed so far: from the second letter on, or the first in Hangul.

    Only names, if any fits. Reviews, which have the names of their dramas, are among them only if nothing else is.
    """
    question = ask(text)
    if question is None or (question.text.isascii() and len("".join(question.words)) < 2):
        return []
    _meaning, groups = _answer(question, Finder(kinds(), names_suffice=True))
    shown = [group for group in groups if group.of.suggested] or groups
    best = sorted((each for group in shown for each in group.found), key=lambda found: found.fit)
    labels = {group.kind: str(group.of.label) for group in shown}
    return [_suggestion(found.row, labels[found.row.kind]) for found in best[:limit]]


def _suggestion(row: Row, label: str) -> Suggestion:
    return Suggestion(row.kind, label, row.title, row.hangul, row.detail, row.url)
