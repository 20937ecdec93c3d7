"""From the database to candidates: for each kind the heaviest documents that match.

The statements are put together from constants; everything that comes from outside is a parameter.
"""
# ruff: noqa: S608

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, Literal, NamedTuple

from django.db import connection
from django.db.models import Q

from reviewsite.search import backends
from reviewsite.search.expression import All, Expression, Phrase, any_of
from reviewsite.search.models import SearchDoc
from reviewsite.search.tokeniser import IN_FRONT, kind_mark

Where = Literal["names", "texts"]


class Row(NamedTuple):
    id: int
    kind: str
    object_id: int
    title: str
    hangul: str
    detail: str
    url: str
    weight: int
    image_id: int | None
    names: str


_COLUMNS = ", ".join(f"doc.{field}" for field in Row._fields)


def heaviest(
    where: Where,
    expression: Expression,
    kinds: Sequence[str],
    *,
    limit: int,
    now: dt.datetime,
    crowded: Collection[str],
    always: Expression | None = None,
) -> list[Row]:
    """At most `limit` documents of each kind that match, the heaviest of them, and those that match `always`.

    Documents in front are asked first: of a word that very many have, they are enough. Only of `crowded` kinds are
    there others.
    """
    rows = _select(where, [(All((expression, Phrase((IN_FRONT,)))), kinds)], limit, now)
    found = Counter(row.kind for row in rows)
    full = [kind for kind in kinds if found[kind] >= limit]
    lacking = [kind for kind in kinds if kind in crowded and found[kind] < limit]
    others: list[tuple[Expression, Sequence[str]]] = [(always, full)] if always and full else []
    if lacking:
        # The database need not look at each of the very many documents of the kinds that have enough.
        marks = any_of(Phrase((kind_mark(kind),)) for kind in lacking)
        others.append((All((expression, marks)) if full else expression, lacking))
    return rows + _select(where, others, limit, now)


def which_are_crowded(kinds: Sequence[str]) -> set[str]:
    """The kinds of which there are more documents than stand in front."""
    behind = "EXISTS (SELECT 1 FROM search_searchdoc WHERE kind = %s AND NOT in_front)"
    answers = _fetch(f"SELECT {', '.join([behind] * len(kinds))}", kinds)[0] if kinds else ()
    return {kind for kind, is_crowded in zip(kinds, answers, strict=True) if is_crowded}


def matching(
    where: Where, expression: Expression, kinds: Sequence[str], *, limit: int, now: dt.datetime
) -> list[Row]:
    """The same for an expression of which it is known that few documents match it."""
    return _select(where, [(expression, kinds)], limit, now)


def which_exist(
    where: Where, expressions: Sequence[Expression], kinds: Sequence[str], now: dt.datetime
) -> list[bool]:
    """For each expression whether any document matches it; one statement for all."""
    parts: list[str] = []
    parameters: list[Any] = []
    for expression in expressions:
        matched, values = _matched(where, expression, kinds, now)
        exists, times = backends.of(connection).exists(matched)
        parts.append(exists)
        parameters += values * times
    return [bool(exists) for exists in _fetch(f"SELECT {', '.join(parts)}", parameters)[0]] if parts else []


def is_in_a_name(word: str) -> bool:
    """Whether any name has this token, visible or not."""
    source = backends.of(connection).in_names(Phrase((word,)))
    return bool(_fetch(f"SELECT 1 FROM {source.tables} WHERE {source.condition} LIMIT 1", [source.parameter]))


def by_object(kind: str, ids: Collection[int], now: dt.datetime) -> list[Row]:
    if not ids:
        return []
    docs = SearchDoc.objects.filter(_is_visible(now), kind=kind, object_id__in=list(ids))
    return list(map(Row._make, docs.values_list(*Row._fields)))


def heaviest_of_all(kinds: Sequence[str], limit: int, now: dt.datetime) -> list[Row]:
    """The `limit` heaviest documents of these kinds."""
    docs = SearchDoc.objects.filter(_is_visible(now), kind__in=kinds).order_by("-weight", "object_id")
    return list(map(Row._make, docs.values_list(*Row._fields)[:limit]))


def _is_visible(now: dt.datetime) -> Q:
    return Q(visible_from=None) | Q(visible_from__lte=now)


def _select(
    where: Where, wanted: Sequence[tuple[Expression, Sequence[str]]], limit: int, now: dt.datetime
) -> list[Row]:
    """The heaviest documents for each expression, of each of its kinds."""
    if not wanted:
        return []
    matches: list[str] = []
    parts: list[str] = []
    parameters: list[Any] = []
    asked: list[str] = []
    for number, (expression, kinds) in enumerate(wanted):
        matched, values = _matched(where, expression, kinds, now)
        columns = "doc.id, doc.kind, doc.weight, doc.object_id"
        matches.append(f"matched{number} AS MATERIALIZED (SELECT {columns} {matched})")
        parts += [_heaviest_of_kind(f"matched{number}", limit)] * len(kinds)
        parameters += values
        asked += kinds
    chosen = f"({' UNION ALL '.join(parts)}) AS chosen"
    rows = f"SELECT {_COLUMNS} FROM {chosen} JOIN search_searchdoc AS doc ON doc.id = chosen.id"
    return list(map(Row._make, _fetch(f"WITH {', '.join(matches)} {rows}", [*parameters, *asked])))


def _heaviest_of_kind(matched: str, limit: int) -> str:
    # Keeping the heaviest of one kind is much cheaper than putting all kinds in order.
    ordered = f"SELECT id FROM {matched} WHERE kind = %s ORDER BY weight DESC, object_id LIMIT {limit:d}"
    return f"SELECT id FROM ({ordered}) AS heaviest"


def _matched(
    where: Where, expression: Expression, kinds: Sequence[str], now: dt.datetime
) -> tuple[str, list[Any]]:
    """FROM and WHERE for the visible documents of these kinds that match, with their parameters."""
    backend = backends.of(connection)
    source = backend.in_names(expression) if where == "names" else backend.in_texts(expression)
    of_kinds = f"doc.kind IN ({', '.join(['%s'] * len(kinds))})"
    visible = "(doc.visible_from IS NULL OR doc.visible_from <= %s)"
    moment = connection.ops.adapt_datetimefield_value(now)
    sql = f"FROM {source.tables} WHERE {source.condition} AND {of_kinds} AND {visible}"
    return sql, [source.parameter, *kinds, moment]


def _fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()
