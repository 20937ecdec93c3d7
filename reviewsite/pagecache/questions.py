"""The questions that a page was made of: the SQL that was asked while it was rendered, with a digest of each answer.

A page is made of its address, of what the database answered and of the time. To ask again costs a tenth of what it
costs to make a page of the answers, so where each question is answered as before, the page is what it was. By then
a query that followed from an answer is the same query too. In build systems this is a verifying trace (Mokhov,
Mitchell, Peyton Jones: Build Systems à la Carte, 2018).
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from django.db import connection
from django.db.models import DateTimeField

#: A page that asks more, or gets longer answers (in characters), is about as cheap to render as to check.
MOST_QUERIES, MOST_CHARACTERS = 30, 500_000
#: Stands among the values of a query where the moment belongs at which it is asked.
NOW = "now"
#: A moment as SQLite gets it: a string.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_READS = ("SELECT", "(SELECT", "WITH")
_TABLE = re.compile(r'\b(?:FROM|JOIN) "?(\w+)')
#: What a value may be, so that it can be asked again, also by another machine.
_PLAIN = (str, int, float, Decimal, dt.date)

Value = str | int | float | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class Question:
    """A query with a digest of its answer.

    `params` are None if the SQL was run without any; `now` are the places of the present moment among them.
    """

    sql: str
    params: tuple[Value, ...] | None
    now: frozenset[int]
    answer: bytes

    @property
    def tables(self) -> str:
        """The tables that it reads, for people."""
        return ", ".join(dict.fromkeys(_TABLE.findall(self.sql))) or self.sql[:60]

    @property
    def size(self) -> int:
        return len(self.sql) + sum(len(str(value)) for value in self.params or ())

    def as_json(self) -> list[Any]:
        params = self.params
        values = None if params is None else [_value_as_json(value) for value in params]
        return [self.sql, values, sorted(self.now), self.answer.hex()]

    @classmethod
    def from_json(cls, said: list[Any]) -> "Question":
        sql, values, now, answer = said
        params = None if values is None else tuple(_value_from_json(value) for value in values)
        return cls(sql, params, frozenset(now), bytes.fromhex(answer))

    def ask(self, cursor: Any, now: dt.datetime) -> bytes:
        """A digest of what the database answers at this moment."""
        params = self.params
        if self.now and params is not None:
            moment = _as_param(now)
            params = tuple(moment if place in self.now else value for place, value in enumerate(params))
        cursor.execute(self.sql, params)
        return digest(cursor.fetchall())


def first_changed(questions: Sequence[Question], now: dt.datetime) -> Question | None:
    """The first question that has another answer than before, if any."""
    with connection.cursor() as cursor:
        return next((each for each in questions if each.ask(cursor, now) != each.answer), None)


def digest(rows: Sequence[Sequence[Any]]) -> bytes:
    """A digest of rows as the driver gives them.

    Equal values that look different count as changed, which costs no more than a render.
    """
    return blake2b(repr(rows).encode("utf-8", "surrogatepass"), digest_size=12).digest()


class Recorder:
    """Notes the questions of one rendering and the rows it fetched of each: an `execute_wrapper` of the connection.

    What cannot be asked again makes `unfit` say why, and then there are no questions.
    """

    def __init__(self, now: dt.datetime) -> None:
        self.unfit = ""
        self._now = now
        self._asked: list[tuple[str, Any, list[Any]]] = []

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if many or not isinstance(sql, str) or not sql.startswith(_READS):
            self.unfit = self.unfit or f"it does more than read: {str(sql)[:60]}"
        elif len(self._asked) <= MOST_QUERIES:  # one more is noted, and says that there are too many
            rows: list[Any] = []
            self._asked.append((sql, params, rows))
            _watch(context["cursor"], rows)
        return result

    def questions(self) -> tuple[Question, ...] | None:
        """The questions of the finished page, or None if it has to be rendered whenever anything changes."""
        if len(self._asked) > MOST_QUERIES:
            self.unfit = self.unfit or f"it asks more than {MOST_QUERIES} queries"
        if sum(len(repr(rows)) for _sql, _params, rows in self._asked) > MOST_CHARACTERS:
            self.unfit = self.unfit or "what it asks for is too long"
        found = [self._question(*each) for each in self._asked] if not self.unfit else []
        return None if self.unfit else tuple(found)

    def _question(self, sql: str, params: Any, rows: list[Any]) -> Question:
        if params is None:
            return Question(sql, None, frozenset(), digest(rows))
        moment = _as_param(self._now)
        now = frozenset(place for place, value in enumerate(params) if value == moment)
        values = tuple(NOW if place in now else value for place, value in enumerate(params))
        for value in values:
            if not _can_be_asked_again(value):
                self.unfit = self.unfit or f"a query names a time or a value of its own: {value!r:.60}"
        return Question(sql, values, now, digest(rows))


def _value_as_json(value: Value) -> Any:
    """A value as JSON can hold it: a date or a decimal becomes a list of its kind and its text."""
    if isinstance(value, dt.date):
        return ["date", value.isoformat()]
    return ["decimal", str(value)] if isinstance(value, Decimal) else value


def _value_from_json(said: Any) -> Value:
    match said:
        case ["date", text]:
            return dt.date.fromisoformat(text)
        case ["decimal", text]:
            return Decimal(text)
    value: Value = said
    return value


def _can_be_asked_again(value: Any) -> bool:
    """Not if it is a moment other than the present one, which would then be out of date: see `present.now`."""
    if isinstance(value, dt.datetime) or (isinstance(value, str) and _MOMENT.match(value)):
        return False
    return value is None or isinstance(value, _PLAIN)


def _as_param(moment: dt.datetime) -> Any:
    """A moment as the driver gets it."""
    return DateTimeField().get_db_prep_value(moment, connection)


def _watch(cursor: Any, rows: list[Any]) -> None:
    """Note what is fetched from `cursor` by the methods that every driver has (PEP 249)."""
    for name in ("fetchone", "fetchmany", "fetchall"):
        vars(cursor).pop(name, None)  # of the query before, if one cursor runs several
        setattr(cursor, name, _noting(getattr(cursor, name), rows, one=name == "fetchone"))


def _noting(fetch: Callable[..., Any], rows: list[Any], *, one: bool) -> Callable[..., Any]:
    """The method `fetch`, which also adds to `rows` what it fetches: `one` row, or a list of them."""

    def fetch_and_note(*arguments: Any) -> Any:
        fetched = fetch(*arguments)
        if not one:
            rows.extend(fetched)
        elif fetched is not None:
            rows.append(fetched)
        return fetched

    return fetch_and_note
