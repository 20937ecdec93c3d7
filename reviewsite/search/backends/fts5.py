"""SQLite: two FTS5 tables over the columns of the index, kept in step by triggers.

Their rows are numbered by the documents' places (see `places`). FTS5 gives what matches in the order of these numbers,
so the heaviest documents of a kind are the first in a range of them, and nobody reads on after as many as are wanted.
"""
# The statements are put together from constants.
# ruff: noqa: S608

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from reviewsite.search.expression import All, Expression, Phrase
from reviewsite.search.places import range_of
from reviewsite.search.rows import COLUMNS, Row, Where, fetch, fetch_rows, places

#: The order of the rows itself brings the heaviest to the front.
HAS_FRONT = False

#: Pages of an index that are merged in one transaction: some tens of milliseconds in which others wait.
_MERGED = 500

#: Name and event of each trigger, the FTS5 table, and what goes out of it and what comes into it, after SELECT.
_TRIGGERS = [
    ("names_added", "INSERT ON search_searchdoc", "names", "", "new.place, new.names"),
    ("names_deleted", "DELETE ON search_searchdoc", "names", "old.place, old.names", ""),
    (
        "names_changed",
        "UPDATE OF names, place ON search_searchdoc",
        "names",
        "old.place, old.names",
        "new.place, new.names",
    ),
    (
        "texts_moved",
        "UPDATE OF place ON search_searchdoc WHEN old.place <> new.place",
        "texts",
        "old.place, tokens FROM search_searchtext WHERE doc_id = new.id",
        "new.place, tokens FROM search_searchtext WHERE doc_id = new.id",
    ),
    (
        "texts_added",
        "INSERT ON search_searchtext",
        "texts",
        "",
        "place, new.tokens FROM search_searchdoc WHERE id = new.doc_id",
    ),
    (
        "texts_deleted",
        "DELETE ON search_searchtext",
        "texts",
        "place, old.tokens FROM search_searchdoc WHERE id = old.doc_id",
        "",
    ),
    (
        "texts_changed",
        "UPDATE OF tokens ON search_searchtext",
        "texts",
        "place, old.tokens FROM search_searchdoc WHERE id = old.doc_id",
        "place, new.tokens FROM search_searchdoc WHERE id = new.doc_id",
    ),
]


def create_statements() -> list[str]:
    """What makes the FTS5 tables, fills them, and makes the triggers.

    `drop_statements` go before a migration that alters one of the indexed tables, and these after it: SQLite makes such
    a table again, without its triggers.
    """
    both = "search_searchtext AS body JOIN search_searchdoc AS doc ON doc.id = body.doc_id"
    return [
        # A beginning of two to four letters, of a word or of a whole name (q9s…), has an index of its own: its matches
        # come one by one, those of others are first gathered from all words that begin so.
        "CREATE VIRTUAL TABLE search_names USING fts5(tokens, content='', tokenize='ascii', prefix='2 3 4 5 6 7')",
        "CREATE VIRTUAL TABLE search_texts USING fts5(tokens, content='', tokenize='ascii')",
        _add("names", "place, names FROM search_searchdoc ORDER BY place"),
        _add("texts", f"doc.place, body.tokens FROM {both} ORDER BY doc.place"),
        *(
            f"CREATE TRIGGER search_{name} AFTER {event} BEGIN {_drop(table, out)} {_add(table, into)} END"
            for name, event, table, out, into in _TRIGGERS
        ),
    ]


def drop_statements() -> list[str]:
    return [
        *(f"DROP TRIGGER IF EXISTS search_{name}" for name, *_rest in _TRIGGERS),
        "DROP TABLE IF EXISTS search_names",
        "DROP TABLE IF EXISTS search_texts",
    ]


def repair_statements() -> list[str]:
    return [*drop_statements(), *create_statements()]


def tidy() -> None:
    # https://sqlite.org/fts5.html#the_merge_command: below zero all parts are marked to become one, then it goes on
    # from there. Whoever wrote fewer pages than they might is at the end.
    for table in ("search_names", "search_texts"):
        pages, changed = -_MERGED, _MERGED
        while changed >= _MERGED:
            with transaction.atomic():
                # Past Django's cursor, behind which the page cache looks: no page shows how an index lies on the disk.
                sqlite = connection.connection
                before = sqlite.total_changes
                sqlite.execute(f"INSERT INTO {table}({table}, rank) VALUES ('merge', {pages})")
                pages, changed = _MERGED, sqlite.total_changes - before


def _add(table: str, rows: str) -> str:
    return rows and f"INSERT INTO search_{table}(rowid, tokens) SELECT {rows};"


def _drop(table: str, rows: str) -> str:
    return rows and f"INSERT INTO search_{table}(search_{table}, rowid, tokens) SELECT 'delete', {rows};"


def heaviest(
    where: Where,
    expression: Expression,
    kinds: Sequence[str],
    limit: int,
    now: dt.datetime,
    first: Expression | None,
) -> list[Row]:
    rows = _select(where, first, kinds, limit, now) if first else []
    found = Counter(row.kind for row in rows)
    lacking = [kind for kind in kinds if found[kind] < limit]
    return rows + _select(where, expression, lacking, limit, now) if lacking else rows


def _select(
    where: Where, expression: Expression, kinds: Sequence[str], limit: int, now: dt.datetime
) -> list[Row]:
    matched, values = _matched(where, expression, now)
    of_kind = f"{matched} AND matched.rowid BETWEEN %s AND %s AND doc.kind = %s"
    part = f"SELECT * FROM (SELECT {COLUMNS} {of_kind} ORDER BY matched.rowid LIMIT %s)"
    parameters = [value for kind in kinds for value in (*values, *range_of(kind), kind, limit)]
    return fetch_rows(" UNION ALL ".join([part] * len(kinds)), parameters)


def which_exist(
    where: Where, asked: Sequence[Sequence[Expression]], kinds: Sequence[str], now: dt.datetime
) -> list[bool]:
    groups = [[_matched(where, each, now) for each in group] for group in asked]
    of_kinds = f"AND doc.kind IN ({places(kinds)})"
    statement = ", ".join(
        " OR ".join(f"EXISTS (SELECT 1 {matched} {of_kinds})" for matched, _values in group)
        for group in groups
    )
    parameters = [value for group in groups for _sql, values in group for value in (*values, *kinds)]
    return [bool(exists) for exists in fetch(f"SELECT {statement}", parameters)[0]]


def _matched(where: Where, expression: Expression, now: dt.datetime) -> tuple[str, list[Any]]:
    """FROM and WHERE for the visible documents that match, with their parameters."""
    # CROSS JOIN keeps the order: the matches one by one, so that whoever needs few of them stops early.
    tables = f"search_{where} AS matched CROSS JOIN search_searchdoc AS doc ON doc.place = matched.rowid"
    visible = "(doc.visible_from IS NULL OR doc.visible_from <= %s)"
    moment = connection.ops.adapt_datetimefield_value(now)
    return f"FROM {tables} WHERE search_{where} MATCH %s AND {visible}", [query(expression), moment]


def query(expression: Expression) -> str:
    """The expression in FTS5's language; its tokens need no escaping."""
    if isinstance(expression, Phrase):
        return f'"{" ".join(expression.tokens)}"{" *" if expression.prefix else ""}'
    sign = " AND " if isinstance(expression, All) else " OR "
    return f"({sign.join(map(query, expression.parts))})"
