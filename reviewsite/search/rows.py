"""What the index says of a document, and how statements are asked for it."""

from collections.abc import Collection, Sequence
from typing import Any, Literal, NamedTuple

from django.db import connection

Where = Literal["names", "texts"]


class Row(NamedTuple):
    id: int
    kind: str
    object_id: int
    title: str
    hangul: str
    detail: str
    url: str
    weight: int
    image_id: int | None
    names: str


COLUMNS = ", ".join(f"doc.{field}" for field in Row._fields)


def places(values: Collection[Any]) -> str:
    """What is in a statement for these parameters."""
    return ", ".join(["%s"] * len(values))


def fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def fetch_rows(sql: str, parameters: Sequence[Any]) -> list[Row]:
    """The rows of a statement that selects `COLUMNS`."""
    return list(map(Row._make, fetch(sql, parameters)))
