"""Pages of long lists; a page that does not exist is the nearest one that does."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

#: From this row on a page is found by its keys first: skipping rows of an index is cheap, skipping joined rows is not.
DEEP = 200


def page_of(request: HttpRequest, items: QuerySet[Any] | Sequence[Any], per_page: int) -> Page[Any]:
    """The page that `?page=` names: 1 for what is no number, the last for what lies beyond it."""
    return LongList(items, per_page).get_page(_number(request.GET.get("page", "")))


class LongList(Paginator):
    """Pages of which the last are found about as fast as the first."""

    def page(self, number: int | str) -> Page[Any]:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        items: Any = self.object_list
        if first < DEEP or not isinstance(items, QuerySet):
            return super().page(number)
        keys = items.prefetch_related(None).values_list("pk", flat=True)[first : first + self.per_page]
        return Page(items.filter(pk__in=list(keys)), number, self)


def canonical_page(values: list[str]) -> str:
    """The one way to write what these `page` parameters say; "" for the first page."""
    number = _number(values[-1]) if values else 1
    return str(number) if number > 1 else ""


def _number(raw: str) -> int:
    return max(1, int(raw)) if raw.isascii() and raw.isdigit() and len(raw) <= 9 else 1
