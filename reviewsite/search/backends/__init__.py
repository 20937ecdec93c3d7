"""The two full-text engines behind one small interface.

Neither ranks: each only says which documents match an expression. Their own scores differ, so the order of
results is made in `ranking`, the same over both.
"""

from typing import Any, Protocol

from reviewsite.search.backends import fts5, tsvector
from reviewsite.search.backends.source import Source
from reviewsite.search.expression import Expression


class Backend(Protocol):
    def create_statements(self) -> list[str]: ...

    def drop_statements(self) -> list[str]: ...

    def repair_statements(self) -> list[str]: ...

    def in_names(self, expression: Expression) -> Source:
        """The documents whose titles or names match."""

    def in_texts(self, expression: Expression) -> Source:
        """The documents whose names and text, taken together, match."""

    def exists(self, matched: str) -> tuple[str, int]:
        """Whether a FROM and WHERE finds anything, and how often the statement takes its parameters."""


def of(connection: Any) -> Backend:
    return tsvector if connection.vendor == "postgresql" else fts5
