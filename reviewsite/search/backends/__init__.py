"""The two full-text engines behind one small interface.

Neither ranks: each only says which documents match an expression. Their own scores differ, so the order of
results is made in `ranking`, the same over both.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Protocol

from reviewsite.search.backends import fts5, tsvector
from reviewsite.search.expression import Expression
from reviewsite.search.rows import Row, Where


class Backend(Protocol):
    #: Whether the heaviest documents of each kind are to be marked, so that they can be asked first.
    HAS_FRONT: bool

    def create_statements(self) -> list[str]: ...

    def drop_statements(self) -> list[str]: ...

    def repair_statements(self) -> list[str]: ...

    def tidy(self) -> None:
        """Let a search in an index that was filled bit by bit cost what it does in one that was filled in one go.

        Not within a transaction; others can write between its own.
        """

    def heaviest(
        self,
        where: Where,
        expression: Expression,
        kinds: Sequence[str],
        limit: int,
        now: dt.datetime,
        first: Expression | None,
    ) -> list[Row]:
        """See `lookup.heaviest`. Matching `texts` are those whose names and text, taken together, match."""

    def which_exist(
        self, where: Where, asked: Sequence[Sequence[Expression]], kinds: Sequence[str], now: dt.datetime
    ) -> list[bool]:
        """See `lookup.which_exist`."""


def of(connection: Any) -> Backend:
    return tsvector if connection.vendor == "postgresql" else fts5
