"""PostgreSQL: a generated tsvector beside each column of the index, with a GIN index, and two functions over each; no
extension.

In a tsvector each token begins with the part of the index that it is in: the kind of its document, and 1 if that is
in front, else 0. So the index holds the places of a word apart by kind, and of the heaviest documents apart from all
others, and nobody has to gather the places of a common word only to drop most of them again.
"""
# The statements are put together from constants.
# ruff: noqa: S608

import datetime as dt
from collections.abc import Sequence
from itertools import chain

from reviewsite.search.expression import All, Expression, Phrase
from reviewsite.search.rows import COLUMNS, Row, Where, fetch, fetch_rows
from reviewsite.search.tokeniser import IN_FRONT, kind_mark

HAS_FRONT = True
_FRONT, _BEHIND = "1", "0"
_COLUMNS = (("search_searchdoc", "names"), ("search_searchtext", "tokens"))
_MATCHING: dict[Where, str] = {
    "names": "search_searchdoc AS doc WHERE doc.names_vector @@ asked",
    "texts": "search_searchtext AS body JOIN search_searchdoc AS doc ON doc.id = body.doc_id "
    "WHERE body.tokens_vector @@ asked",
}
# The planner has no figures for beginnings of words, and does not know how long it takes to read a text: left to
# itself it reads them all one after the other, or starts other processes. Planning takes longer than the search too.
_PLANNED_ONCE = """
    LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET max_parallel_workers_per_gather = 0 SET plan_cache_mode = force_generic_plan
"""


def create_statements() -> list[str]:
    indexes = (statement for table, column in _COLUMNS for statement in _index(table, column))
    return [*indexes, *function_statements()]


def function_statements() -> list[str]:
    return [*chain.from_iterable(map(_functions, _MATCHING))]


def drop_statements() -> list[str]:
    return [
        *(
            f"DROP FUNCTION IF EXISTS search_{where}_{name}"
            for where in _MATCHING
            for name in ("heaviest", "have")
        ),
        *(f"ALTER TABLE {table} DROP COLUMN IF EXISTS {column}_vector" for table, column in _COLUMNS),
    ]


def repair_statements() -> list[str]:
    return []  # the database itself generates the columns


def tidy() -> None:
    """Autovacuum does it."""


def heaviest(
    where: Where,
    expression: Expression,
    kinds: Sequence[str],
    limit: int,
    now: dt.datetime,
    first: Expression | None,
) -> list[Row]:
    parts = [query(expression, kind + place) for kind in kinds for place in (_FRONT, _BEHIND)]
    named = [_anywhere(first, [kind], _FRONT + _BEHIND) for kind in kinds] if first else []
    chosen = f"search_{where}_heaviest(%s::tsquery[], %s::tsquery[], %s, %s) AS chosen (id)"
    sql = f"SELECT {COLUMNS} FROM {chosen} JOIN search_searchdoc AS doc ON doc.id = chosen.id"
    return fetch_rows(sql, [parts, named, limit, now])


def which_exist(
    where: Where, asked: Sequence[Sequence[Expression]], kinds: Sequence[str], now: dt.datetime
) -> list[bool]:
    # What many documents have is found among those in front.
    groups = [
        [_anywhere(each, kinds, place) for each in group for place in (_FRONT, _BEHIND)] for group in asked
    ]
    statement = ", ".join([f"search_{where}_have(%s::tsquery[], %s)"] * len(groups))
    return list(fetch(f"SELECT {statement}", [value for group in groups for value in (group, now)])[0])


def query(expression: Expression, part: str) -> str:
    """The expression as a tsquery for a part of the index; its tokens need no escaping."""
    if isinstance(expression, Phrase):
        return f"({' <-> '.join(part + token for token in expression.tokens)}{':*' if expression.prefix else ''})"
    sign = " & " if isinstance(expression, All) else " | "
    return f"({sign.join(query(each, part) for each in expression.parts)})"


def _anywhere(expression: Expression, kinds: Sequence[str], places: str) -> str:
    return " | ".join(query(expression, kind + place) for kind in kinds for place in places)


def _index(table: str, column: str) -> list[str]:
    kind = f"substring({column} FROM '{kind_mark('')}([a-z]+)')"
    place = f"CASE WHEN right({column}, {len(IN_FRONT)}) = '{IN_FRONT}' THEN '{_FRONT}' ELSE '{_BEHIND}' END"
    tokens = f"replace(' ' || {column}, ' ', ' ' || {kind} || {place})"
    vector = f"tsvector GENERATED ALWAYS AS (to_tsvector('pg_catalog.simple', {tokens})) STORED"
    return [
        f"ALTER TABLE {table} ADD COLUMN {column}_vector {vector}",
        # Without fastupdate: every search would have to read the list of what is not yet in the index.
        f"CREATE INDEX {table}_{column}_gin ON {table} USING gin ({column}_vector) WITH (fastupdate = off)",
    ]


def _functions(where: Where) -> list[str]:
    matching = f"{_MATCHING[where]} AND (doc.visible_from IS NULL OR doc.visible_from <= moment)"
    by_weight = f"SELECT doc.id FROM {matching} ORDER BY doc.weight DESC, doc.object_id LIMIT"
    return [
        f"""
        CREATE OR REPLACE FUNCTION search_{where}_heaviest(
            parts tsquery[], first tsquery[], most integer, moment timestamptz
        )
        RETURNS SETOF bigint ROWS 100 {_PLANNED_ONCE} AS $$
        -- `parts` are two for each kind, in front and behind; `first` is one for each kind, or empty.
        DECLARE
            asked tsquery;
            lacking integer;
            added integer;
        BEGIN
            FOR kind IN 1 .. cardinality(parts) / 2 LOOP
                IF cardinality(first) > 0 THEN
                    asked := first[kind];
                    RETURN QUERY {by_weight} most;
                    GET DIAGNOSTICS added = ROW_COUNT;
                    CONTINUE WHEN added = most;
                END IF;
                lacking := most;
                FOREACH asked IN ARRAY parts[2 * kind - 1 : 2 * kind] LOOP
                    RETURN QUERY {by_weight} lacking;
                    GET DIAGNOSTICS added = ROW_COUNT;
                    lacking := lacking - added;
                    EXIT WHEN lacking = 0;
                END LOOP;
            END LOOP;
        END $$
        """,
        f"""
        CREATE OR REPLACE FUNCTION search_{where}_have(parts tsquery[], moment timestamptz)
        RETURNS boolean {_PLANNED_ONCE} AS $$
        DECLARE
            asked tsquery;
        BEGIN
            FOREACH asked IN ARRAY parts LOOP
                IF EXISTS (SELECT 1 FROM {matching}) THEN
                    RETURN true;
                END IF;
            END LOOP;
            RETURN false;
        END $$
        """,
    ]
