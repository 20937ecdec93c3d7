"""PostgreSQL: a generated tsvector beside each column of the index, with a GIN index; no extension."""

from reviewsite.search.backends.source import Source
from reviewsite.search.expression import All, Expression, Phrase

_COLUMNS = (("search_searchdoc", "names"), ("search_searchtext", "tokens"))


def create_statements() -> list[str]:
    return [
        statement
        for table, column in _COLUMNS
        for statement in (
            f"ALTER TABLE {table} ADD COLUMN {column}_vector tsvector "
            f"GENERATED ALWAYS AS (to_tsvector('pg_catalog.simple', {column})) STORED",
            f"CREATE INDEX {table}_{column}_gin ON {table} USING gin ({column}_vector)",
        )
    ]


def drop_statements() -> list[str]:
    return [f"ALTER TABLE {table} DROP COLUMN IF EXISTS {column}_vector" for table, column in _COLUMNS]


def repair_statements() -> list[str]:
    return []  # the database itself generates the columns


def in_names(expression: Expression) -> Source:
    return Source("search_searchdoc AS doc", "doc.names_vector @@ %s::tsquery", query(expression))


def in_texts(expression: Expression) -> Source:
    tables = "search_searchtext AS body JOIN search_searchdoc AS doc ON doc.id = body.doc_id"
    return Source(tables, "body.tokens_vector @@ %s::tsquery", query(expression))


def exists(matched: str) -> tuple[str, int]:
    """What many documents have is found among those in front; what few have, by the index.

    The planner cannot tell them apart, as it has no figures for beginnings of words. Left to itself it reads all
    texts for a word that is nowhere, or gathers all places of one that is everywhere.
    """
    in_front = f"EXISTS (SELECT 1 {matched} AND doc.in_front)"
    anywhere = f"EXISTS (WITH matched AS MATERIALIZED (SELECT 1 {matched}) SELECT 1 FROM matched)"  # noqa: S608
    return f"CASE WHEN {in_front} THEN true ELSE {anywhere} END", 2


def query(expression: Expression) -> str:
    """The expression as a tsquery; its tokens need no escaping."""
    if isinstance(expression, Phrase):
        return f"({' <-> '.join(expression.tokens)}{':*' if expression.prefix else ''})"
    sign = " & " if isinstance(expression, All) else " | "
    return f"({sign.join(map(query, expression.parts))})"
