"""The order of results: how well what was typed fits, then the weight. It is made here and not by a database, so that
both give the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from reviewsite.search.lookup import Row
from reviewsite.search.question import Question
from reviewsite.search.registry import Likeness
from reviewsite.search.tokeniser import initials, is_initials, split_names, tokens_of, whole

_ARTICLES = ("a ", "an ", "the ")


class Fit(IntEnum):
    """How well a document fits, the best first."""

    WHOLE = 0  # one of its names is what was typed
    SPELLED = 1  # … spelled otherwise
    BEGINS = 2  # one of its names begins so
    WORDS = 3  # one of its names has all the words
    BEGINNINGS = 4  # one of its names has words that begin so
    SIMILAR = 5  # one of its names sounds or looks nearly so
    PARTLY = 6  # its text has all the words, its names some of them
    TEXT = 7  # its text has all the words


@dataclass(frozen=True, slots=True)
class Found:
    row: Row
    fit: Fit
    place: int = 0

    @property
    def order(self) -> tuple[int, int, int, str, int]:
        return self.fit, self.place, -self.row.weight, self.row.title.casefold(), self.row.object_id


class Ranking:
    """Collects what was found for a question; each document once, as well as it fits."""

    def __init__(self, question: Question) -> None:
        self._words = [" ".join(tokens_of(word)) for word in question.words]
        self._typed = " ".join(self._words)
        self._whole = whole(question.text)
        self._initials = initials(question.words[0]) if is_initials("".join(question.words)) else ""
        self._found: dict[int, Found] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add_named(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._add(row, self._fit_of_names(row))

    def add_near(self, rows: Iterable[Row], likeness: Mapping[int, Likeness]) -> None:
        """Documents whose names are near, in the order of `likeness`.

        The merely similar ones are left out where the name itself was found.
        """
        by_id = {row.object_id: row for row in rows}
        kinds = {row.kind for row in by_id.values()}
        named = Likeness.SAME in likeness.values() or any(
            found.fit is Fit.WHOLE and found.row.kind in kinds for found in self._found.values()
        )
        for place, (object_id, like) in enumerate(likeness.items()):
            if row := by_id.get(object_id):
                if like is Likeness.SAME:
                    self._add(row, Fit.SPELLED)
                elif not named:
                    self._add(row, Fit.SIMILAR, place)

    def add_texts(self, rows: Iterable[Row]) -> None:
        for row in rows:
            names = f" {row.names} "
            partly = any(f" {word} " in names for word in self._words)
            self._add(row, Fit.PARTLY if partly else Fit.TEXT)

    def of_kind(self, kind: str) -> list[Found]:
        """The best first."""
        return sorted((found for found in self._found.values() if found.row.kind == kind), key=_order)

    def best(self, limit: int) -> list[Found]:
        return sorted(self._found.values(), key=_order)[:limit]

    def _add(self, row: Row, fit: Fit, place: int = 0) -> None:
        known = self._found.get(row.id)
        if known is None or fit < known.fit:
            self._found[row.id] = Found(row, fit, place)

    def _fit_of_names(self, row: Row) -> Fit:
        names, short_cuts = split_names(row.names)
        if self._whole in short_cuts:
            return Fit.WHOLE
        if self._initials:
            return Fit.WORDS if self._initials in short_cuts else Fit.BEGINNINGS
        if any(
            _without_article(name).startswith(self._typed) or name.startswith(self._typed) for name in names
        ):
            return Fit.BEGINS
        if any(all(f" {word} " in f" {name} " for word in self._words) for name in names):
            return Fit.WORDS
        return Fit.BEGINNINGS


def _order(found: Found) -> tuple[int, int, int, str, int]:
    return found.order


def _without_article(name: str) -> str:
    return next((name.removeprefix(article) for article in _ARTICLES if name.startswith(article)), name)
