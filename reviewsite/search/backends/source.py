from typing import NamedTuple


class Source(NamedTuple):
    """Where the documents (`doc`) come from that match an expression: the FROM and WHERE of a statement."""

    tables: str
    condition: str
    parameter: str
