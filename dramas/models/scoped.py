"""Rows of a drama that may themselves give something away: each says through which episode."""

from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class ScopedRows(models.QuerySet[M]):
    def visible(self, seen: int) -> Any:
        """Without the rows whose mere presence would give away what the reader has not seen."""
        return self.filter(spoils_through__lte=seen)
