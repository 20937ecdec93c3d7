"""SQLite: two FTS5 tables over the columns of the index, kept in step by triggers."""
# The statements are put together from constants.
# ruff: noqa: S608

from reviewsite.search.backends.source import Source
from reviewsite.search.expression import All, Expression, Phrase

_TABLES = (
    # FTS5 table, the table it indexes, its key, the column; what is looked for by two or three letters
    ("search_names", "search_searchdoc", "id", "names", ", prefix='2 3'"),
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


def in_names(expression: Expression) -> Source:
    return _source("search_names", expression)


def in_texts(expression: Expression) -> Source:
    return _source("search_texts", expression)


def exists(matched: str) -> tuple[str, int]:
    return f"EXISTS (SELECT 1 {matched})", 1


def _source(fts: str, expression: Expression) -> Source:
    # CROSS JOIN keeps the order: the matches one by one, so that whoever needs few of them stops early.
    tables = f"{fts} CROSS JOIN search_searchdoc AS doc ON doc.id = {fts}.rowid"
    return Source(tables, f"{fts} MATCH %s", query(expression))


def query(expression: Expression) -> str:
    """The expression in FTS5's language; its tokens need no escaping."""
    if isinstance(expression, Phrase):
        return f'"{" ".join(expression.tokens)}"{" *" if expression.prefix else ""}'
    sign = " AND " if isinstance(expression, All) else " OR "
    return f"({sign.join(map(query, expression.parts))})"
