"""The order of results: how well what was typed fits, then the weight. It is made here and not by a database, so that
both give the same. Every search ranks some hundreds of rows, so what is done for each row is little."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

from reviewsite.search.question import Question
from reviewsite.search.registry import Likeness
from reviewsite.search.rows import Row
from reviewsite.search.tokeniser import APART, initials, is_initials, tokens_of, whole


class Fit(IntEnum):
    """How well a document fits, the best first."""

    WHOLE = 0  # one of its names is what was typed
    SPELLED = 1  # … spelled otherwise
    BEGINS = 2  # one of its names begins so
    WORDS = 3  # its names have all the words
    BEGINNINGS = 4  # its names have words that begin so
    SIMILAR = 5  # one of its names sounds or looks nearly so
    PARTLY = 6  # its text has all the words, its names some of them
    TEXT = 7  # its text has all the words


class Found(NamedTuple):
    """Its order among others, then the document: sorting a list of these ranks it."""

    fit: Fit
    place: int
    lightness: int
    title: str
    object_id: int
    row: Row


class Ranking:
    """Collects what was found for a question; each document once, as well as it fits."""

    def __init__(self, question: Question) -> None:
        typed = [" ".join(tokens_of(word)) for word in question.words]
        self._words = [f" {word} " for word in typed]
        self._whole = f" {whole(question.text)} "
        self._begins = [f"{APART} {article}{' '.join(typed)}" for article in ("", "the ", "a ", "an ")]
        lone = is_initials("".join(question.words))
        self._initials = f" {initials(question.words[0])} " if lone else ""
        self._found: dict[str, dict[int, Found]] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add_named(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._add(row, self._fit_of_names(row.names))

    def add_near(self, kind: str, rows: Mapping[int, Row], likeness: Mapping[int, Likeness]) -> None:
        """Documents of a kind whose names are near, in the order of `likeness`; `rows` by the object's id.

        The merely similar ones are left out where the name itself was found.
        """
        known = self._found.get(kind, {}).values()
        named = Likeness.SAME in likeness.values() or any(found.fit is Fit.WHOLE for found in known)
        for place, (object_id, like) in enumerate(likeness.items()):
            if like is Likeness.SAME:
                self._add(rows[object_id], Fit.SPELLED)
            elif not named:
                self._add(rows[object_id], Fit.SIMILAR, place)

    def add_texts(self, rows: Iterable[Row]) -> None:
        for row in rows:
            names = f" {row.names} "
            self._add(row, Fit.PARTLY if any(word in names for word in self._words) else Fit.TEXT)

    def rows_of(self, kind: str) -> dict[int, Row]:
        """What has been found of the kind, by the object's id."""
        return {object_id: found.row for object_id, found in self._found.get(kind, {}).items()}

    def of_kind(self, kind: str) -> list[Found]:
        """The best first."""
        return sorted(self._found.get(kind, {}).values())

    def best(self, limit: int) -> list[Found]:
        return sorted(found for kind in self._found for found in self.of_kind(kind)[:limit])[:limit]

    def _add(self, row: Row, fit: Fit, place: int = 0) -> None:
        same_kind = self._found.setdefault(row.kind, {})
        known = same_kind.get(row.object_id)
        if known is None or fit < known.fit:
            same_kind[row.object_id] = Found(
                fit, place, -row.weight, row.title.casefold(), row.object_id, row
            )

    def _fit_of_names(self, names: str) -> Fit:
        inside = f"{APART} {names} "
        if self._whole in inside:
            return Fit.WHOLE
        if self._initials:
            return Fit.WORDS if self._initials in inside else Fit.BEGINNINGS
        if any(beginning in inside for beginning in self._begins):
            return Fit.BEGINS
        return Fit.WORDS if all(word in inside for word in self._words) else Fit.BEGINNINGS
