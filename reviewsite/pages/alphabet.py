"""Lists by first letter: which letters there are, and what begins with one."""

import string
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr, Upper

#: Stands for titles that begin with a figure, a sign or another script.
OTHER = "0"


@dataclass(frozen=True, slots=True)
class Letter:
    value: str
    count: int

    @property
    def label(self) -> str:
        return "0–9" if self.value == OTHER else self.value


def parse_letter(raw: str) -> str:
    """A capital letter A to Z, `OTHER`, or "" for anything else."""
    letter = raw.strip().upper()
    return letter if letter == OTHER or (len(letter) == 1 and letter in string.ascii_uppercase) else ""


def canonical_letter(values: list[str]) -> str:
    return parse_letter(values[-1]) if values else ""


def letters_of(queryset: QuerySet[Any], field: str) -> list[Letter]:
    """The first letters in use, in order, with the number of rows of each; one query."""
    initial = Upper(Substr(field, 1, 1))
    rows = queryset.order_by().annotate(initial=initial).values_list("initial").annotate(count=Count("pk"))
    counts: dict[str, int] = {}
    for raw, count in rows:
        value = parse_letter(raw) or OTHER
        counts[value] = counts.get(value, 0) + count
    return [Letter(value, counts[value]) for value in sorted(counts)]


def beginning_with(queryset: QuerySet[Any], field: str, letter: str) -> QuerySet[Any]:
    """The rows of one letter; all of them for ""."""
    if not letter:
        return queryset
    annotated = queryset.annotate(initial=Upper(Substr(field, 1, 1)))
    if letter == OTHER:
        return annotated.exclude(initial__in=string.ascii_uppercase)
    return annotated.filter(initial=letter)
