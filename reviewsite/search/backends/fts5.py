"""SQLite: two FTS5 tables over the columns of the index, kept in step by triggers."""
# The statements are put together from constants.
# ruff: noqa: S608

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db import connection

from reviewsite.search.expression import All, Expression, Phrase, any_of
from reviewsite.search.registry import searchables
from reviewsite.search.rows import COLUMNS, Row, Where, fetch, fetch_rows, places
from reviewsite.search.tokeniser import IN_FRONT, kind_mark

_TABLES = (
    # FTS5 table, the table it indexes, its key, the column; what is looked for by two or three letters, of a word and
    # of a whole name (q9s…)
    ("search_names", "search_searchdoc", "id", "names", ", prefix='2 3 5 6'"),
    ("search_texts", "search_searchtext", "doc_id", "tokens", ""),
)


def create_statements() -> list[str]:
    """What makes the FTS5 tables and triggers. Needed again after a migration that alters one of the tables:
    SQLite then makes the table anew, without its triggers."""
    statements = []
    for fts, table, key, column, options in _TABLES:
        add = f"INSERT INTO {fts}(rowid, {column}) VALUES (new.{key}, new.{column});"
        drop = f"INSERT INTO {fts}({fts}, rowid, {column}) VALUES ('delete', old.{key}, old.{column});"
        statements += [
            f"CREATE VIRTUAL TABLE {fts} USING fts5({column}, content='{table}', content_rowid='{key}', "
            f"tokenize='ascii'{options})",
            f"CREATE TRIGGER {fts}_added AFTER INSERT ON {table} BEGIN {add} END",
            f"CREATE TRIGGER {fts}_deleted AFTER DELETE ON {table} BEGIN {drop} END",
            f"CREATE TRIGGER {fts}_changed AFTER UPDATE OF {column} ON {table} BEGIN {drop} {add} END",
            f"INSERT INTO {fts}({fts}) VALUES ('rebuild')",
        ]
    return statements


def drop_statements() -> list[str]:
    return [
        statement
        for fts, *_rest in _TABLES
        for statement in (
            *(f"DROP TRIGGER IF EXISTS {fts}_{event}" for event in ("added", "deleted", "changed")),
            f"DROP TABLE IF EXISTS {fts}",
        )
    ]


def repair_statements() -> list[str]:
    return [*drop_statements(), *create_statements()]


class _Wanted(NamedTuple):
    """The heaviest `limit` documents of a kind for each of `limits` that match, all or only those not in front."""

    expression: Expression
    limits: dict[str, int]
    behind: bool = False


def heaviest(
    where: Where,
    expression: Expression,
    kinds: Sequence[str],
    limit: int,
    now: dt.datetime,
    always: Expression | None,
) -> list[Row]:
    # Documents in front are asked first: of a word that very many have, they are enough.
    in_front = All((expression, Phrase((IN_FRONT,))))
    rows = _select(where, [_Wanted(_marked(in_front, kinds), dict.fromkeys(kinds, limit))], now)
    found = Counter(row.kind for row in rows)
    lacking = {kind: limit - found[kind] for kind in kinds if found[kind] < limit}
    others = [_Wanted(always, dict.fromkeys(kinds, limit))] if always else []
    if lacking:
        others.append(_Wanted(_marked(expression, lacking), lacking, behind=True))
    return rows + _select(where, others, now)


def _marked(expression: Expression, kinds: Collection[str]) -> Expression:
    """The expression among documents of these kinds only, so that the database need not look at each of the very many
    of other kinds; if there are no others, their marks would only be more to read."""
    if all(each.kind in kinds for each in searchables()):
        return expression
    return All((expression, any_of(Phrase((kind_mark(kind),)) for kind in kinds)))


def which_exist(
    where: Where, asked: Sequence[Sequence[Expression]], kinds: Sequence[str], now: dt.datetime
) -> list[bool]:
    groups = [[_matched(where, each, kinds, now) for each in group] for group in asked]
    statement = ", ".join(
        " OR ".join(f"EXISTS (SELECT 1 {sql})" for sql, _parameters in group) for group in groups
    )
    parameters = [value for group in groups for _sql, values in group for value in values]
    return [bool(exists) for exists in fetch(f"SELECT {statement}", parameters)[0]]


def _select(where: Where, wanted: Sequence[_Wanted], now: dt.datetime) -> list[Row]:
    if not wanted:
        return []
    matches: list[str] = []
    parts: list[str] = []
    parameters: list[Any] = []
    asked: list[str | int] = []
    for number, each in enumerate(wanted):
        matched, values = _matched(where, each.expression, [*each.limits], now)
        behind = " AND NOT doc.in_front" if each.behind else ""
        columns = "doc.id, doc.kind, doc.weight, doc.object_id"
        matches.append(f"matched{number} AS MATERIALIZED (SELECT {columns} {matched}{behind})")
        parts += [_heaviest_of_kind(f"matched{number}")] * len(each.limits)
        parameters += values
        asked += [value for kind_and_limit in each.limits.items() for value in kind_and_limit]
    # Inside, not in front: what begins with SELECT is not read through for something that it might write.
    chosen = f"(WITH {', '.join(matches)} {' UNION ALL '.join(parts)}) AS chosen"
    rows = f"SELECT {COLUMNS} FROM {chosen} JOIN search_searchdoc AS doc ON doc.id = chosen.id"
    return fetch_rows(rows, [*parameters, *asked])


def _heaviest_of_kind(matched: str) -> str:
    # Keeping the heaviest of one kind is much cheaper than putting all kinds in order.
    ordered = f"SELECT id FROM {matched} WHERE kind = %s ORDER BY weight DESC, object_id LIMIT %s"
    return f"SELECT id FROM ({ordered}) AS heaviest"


def _matched(
    where: Where, expression: Expression, kinds: Sequence[str], now: dt.datetime
) -> tuple[str, list[Any]]:
    """FROM and WHERE for the visible documents of these kinds that match, with their parameters."""
    fts = f"search_{where}"
    # CROSS JOIN keeps the order: the matches one by one, so that whoever needs few of them stops early.
    tables = f"{fts} CROSS JOIN search_searchdoc AS doc ON doc.id = {fts}.rowid"
    of_kinds = f"doc.kind IN ({places(kinds)})"
    visible = "(doc.visible_from IS NULL OR doc.visible_from <= %s)"
    moment = connection.ops.adapt_datetimefield_value(now)
    sql = f"FROM {tables} WHERE {fts} MATCH %s AND {of_kinds} AND {visible}"
    return sql, [query(expression), *kinds, moment]


def query(expression: Expression) -> str:
    """The expression in FTS5's language; its tokens need no escaping."""
    if isinstance(expression, Phrase):
        return f'"{" ".join(expression.tokens)}"{" *" if expression.prefix else ""}'
    sign = " AND " if isinstance(expression, All) else " OR "
    return f"({sign.join(map(query, expression.parts))})"
