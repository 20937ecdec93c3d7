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


def query(expression: Expression) -> str:
    """The expression as a tsquery; its tokens need no escaping."""
    if isinstance(expression, Phrase):
        return f"({' <-> '.join(expression.tokens)}{':*' if expression.prefix else ''})"
    sign = " & " if isinstance(expression, All) else " | "
    return f"({sign.join(map(query, expression.parts))})"
