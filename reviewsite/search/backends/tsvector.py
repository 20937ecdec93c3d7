"""PostgreSQL: a generated tsvector beside each column of the index, with a GIN index; no extension."""

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


def names_condition(expression: Expression) -> tuple[str, list[str]]:
    return "doc.names_vector @@ %s::tsquery", [query(expression)]


def text_condition(expression: Expression) -> tuple[str, list[str]]:
    return (
        "doc.id IN (SELECT doc_id FROM search_searchtext WHERE tokens_vector @@ %s::tsquery)",
        [query(expression)],
    )


def query(expression: Expression) -> str:
    """The expression as a tsquery; its tokens need no escaping."""
    if isinstance(expression, Phrase):
        return f"({' <-> '.join(expression.tokens)}{':*' if expression.prefix else ''})"
    sign = " & " if isinstance(expression, All) else " | "
    return f"({sign.join(map(query, expression.parts))})"
