"""The two full-text engines behind one small interface.

Neither ranks: each only says which documents match an expression. Their own scores differ, so the order of
results is made in `ranking`, the same over both.
"""

from typing import Any, Protocol

from reviewsite.search.backends import fts5, tsvector
from reviewsite.search.expression import Expression


class Backend(Protocol):
    def create_statements(self) -> list[str]: ...

    def drop_statements(self) -> list[str]: ...

    def repair_statements(self) -> list[str]: ...

    def names_condition(self, expression: Expression) -> tuple[str, list[str]]:
        """SQL that is true for the rows of `search_searchdoc` (as `doc`) whose names match, and its parameters."""

    def text_condition(self, expression: Expression) -> tuple[str, list[str]]:
        """The same for names and text together."""


def of(connection: Any) -> Backend:
    return tsvector if connection.vendor == "postgresql" else fts5
