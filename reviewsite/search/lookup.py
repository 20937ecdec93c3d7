"""From the database to candidates: for each kind the heaviest documents that match.

The statements are put together from constants; everything that comes from outside is a parameter.
"""
# ruff: noqa: S608

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from reviewsite.search import backends
from reviewsite.search.expression import All, Expression, Phrase, any_of
from reviewsite.search.models import SearchDoc
from reviewsite.search.tokeniser import IN_FRONT, kind_mark

_VISIBLE = "(doc.visible_from IS NULL OR doc.visible_from <= %s)"


_FROM = "FROM search_searchdoc AS doc"


class Row(NamedTuple):
    id: int
    kind: str
    object_id: int
    title: str
    hangul: str
    detail: str
    url: str
    weight: int
    names: str


_COLUMNS = ", ".join(f"doc.{field}" for field in Row._fields)
Where = Literal["names", "texts"]
#: A moment in the form in which the database compares it.
Moment = Any


def this_moment() -> Moment:
    return connection.ops.adapt_datetimefield_value(timezone.now())


def heaviest(
    where: Where,
    expression: Expression,
    kinds: Sequence[str],
    *,
    limit: int,
    now: Moment,
    always: Expression | None = None,
) -> list[Row]:
    """At most `limit` documents of each kind that match, the heaviest of them, and those that match `always`.

    Documents in front are asked first: of a word that very many have, they are enough.
    """
    wanted = [_marked(always, kind) for kind in kinds] if always else []
    rows = _select(where, [*wanted, *(_marked(expression, kind, IN_FRONT) for kind in kinds)], limit, now)
    found = Counter(row.kind for row in rows)
    others = [kind for kind in kinds if found[kind] < limit]
    return rows + _select(where, [_marked(expression, kind) for kind in others], limit, now)


def matching(
    where: Where, expression: Expression, kinds: Sequence[str], *, limit: int, now: Moment
) -> list[Row]:
    """The same for expressions of which it is known that few documents match."""
    return _select(where, [_marked(expression, kind) for kind in kinds], limit, now)


def is_anywhere(expression: Expression, kinds: Sequence[str], now: Moment) -> bool:
    """Whether any document matches."""
    marks = any_of(Phrase((kind_mark(kind),)) for kind in kinds)
    condition, values = backends.of(connection).text_condition(All((expression, marks)))
    return bool(_fetch(f"SELECT 1 {_FROM} WHERE {condition} AND {_VISIBLE} LIMIT 1", [*values, now]))


def is_in_a_name(word: str) -> bool:
    """Whether any name has this token, visible or not."""
    condition, values = backends.of(connection).names_condition(Phrase((word,)))
    return bool(_fetch(f"SELECT 1 {_FROM} WHERE {condition} LIMIT 1", values))


def by_object(kind: str, ids: Iterable[int], now: Moment) -> list[Row]:
    visible = Q(visible_from=None) | Q(visible_from__lte=now)
    docs = SearchDoc.objects.filter(visible, kind=kind, object_id__in=list(ids))
    return list(map(Row._make, docs.values_list(*Row._fields)))


def _select(where: Where, expressions: Sequence[Expression], limit: int, now: Moment) -> list[Row]:
    if not expressions:
        return []
    backend = backends.of(connection)
    condition_of = backend.names_condition if where == "names" else backend.text_condition
    parts: list[str] = []
    parameters: list[object] = []
    for number, expression in enumerate(expressions):
        condition, values = condition_of(expression)
        rows = f"{_FROM} WHERE {condition} AND {_VISIBLE} ORDER BY doc.weight DESC, doc.object_id LIMIT {limit:d}"
        parts.append(f"SELECT * FROM (SELECT {_COLUMNS} {rows}) AS part{number}")
        parameters += [*values, now]
    return list(map(Row._make, _fetch(" UNION ALL ".join(parts), parameters)))


def _fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _marked(expression: Expression, kind: str, *marks: str) -> Expression:
    return All((expression, *(Phrase((mark,)) for mark in (kind_mark(kind), *marks))))
