"""From the database to candidates: for each kind the heaviest documents that match."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import connection
from django.db.models import Q

from reviewsite.search import backends
from reviewsite.search.expression import Expression, Phrase
from reviewsite.search.models import SearchDoc
from reviewsite.search.rows import COLUMNS, Row, Where, fetch, fetch_rows, places
from reviewsite.search.tokeniser import tokens_of

_ANY_TIME = dt.datetime.max.replace(tzinfo=dt.UTC)


def heaviest(
    where: Where,
    expression: Expression,
    kinds: Sequence[str],
    *,
    limit: int,
    now: dt.datetime,
    first: Expression | None = None,
) -> list[Row]:
    """At most `limit` documents of each kind that match, the heaviest of them. Before these the heaviest that match
    `first`; of a kind that has `limit` of these, no others. A document may be among them twice.
    """
    return backends.of(connection).heaviest(where, expression, kinds, limit, now, first) if kinds else []


def which_exist(
    where: Where, asked: Sequence[Sequence[Expression]], kinds: Sequence[str], now: dt.datetime
) -> list[bool]:
    """For each group of expressions whether any document matches one of them, tried in their order; one statement
    for all."""
    if not asked or not kinds:
        return [False] * len(asked)
    return backends.of(connection).which_exist(where, asked, kinds, now)


def which_are_in_names(words: Sequence[str], kinds: Sequence[str]) -> set[str]:
    """Those of the words that any name has, visible or not."""
    exist = which_exist("names", [[Phrase(tuple(tokens_of(word)))] for word in words], kinds, _ANY_TIME)
    return {word for word, exists in zip(words, exist, strict=True) if exists}


def by_object(kind: str, ids: Collection[int], now: dt.datetime) -> list[Row]:
    if not ids:
        return []
    visible = "(doc.visible_from IS NULL OR doc.visible_from <= %s)"
    condition = f"doc.kind = %s AND doc.object_id IN ({places(ids)}) AND {visible}"
    moment = connection.ops.adapt_datetimefield_value(now)
    sql = f"SELECT {COLUMNS} FROM search_searchdoc AS doc WHERE {condition}"  # noqa: S608
    return fetch_rows(sql, [kind, *ids, moment])


def texts_of(docs: Collection[int]) -> dict[int, str]:
    """The long part of each of these documents by its id."""
    sql = f"SELECT doc_id, text FROM search_searchtext WHERE doc_id IN ({places(docs)})"  # noqa: S608
    return dict(fetch(sql, [*docs])) if docs else {}


def heaviest_of_all(kinds: Sequence[str], limit: int, now: dt.datetime) -> list[Row]:
    """The `limit` heaviest documents of these kinds."""
    docs = SearchDoc.objects.filter(_is_visible(now), kind__in=kinds).order_by("-weight", "object_id")
    return list(map(Row._make, docs.values_list(*Row._fields)[:limit]))


def _is_visible(now: dt.datetime) -> Q:
    return Q(visible_from=None) | Q(visible_from__lte=now)
