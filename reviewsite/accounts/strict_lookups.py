from typing import Any

from django.contrib import admin
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest

#: What lists and their date hierarchies write behind the name of a field.
_LOOKUPS_OF_LISTS = {"exact", "id", "pk", "in", "isnull", "gte", "lt", "lte", "year", "month", "day"}


class StrictLookups(admin.ModelAdmin):
    """A list may be filtered by what it offers as a filter, and by nothing else.

    Django lets any field of the model be asked, so that an answer could be guessed letter by letter.
    """

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        assert request is not None  # noqa: S101  Django 5.2 always hands it over
        return any(
            lookup == offered
            or (
                lookup.startswith(offered + LOOKUP_SEP)
                and set(lookup[len(offered) + len(LOOKUP_SEP) :].split(LOOKUP_SEP)) <= _LOOKUPS_OF_LISTS
            )
            for offered in self._offered(request)
        )

    def _offered(self, request: HttpRequest) -> list[str]:
        offered = [str(self.date_hierarchy)] if self.date_hierarchy else []
        for item in self.get_list_filter(request):
            if isinstance(item, str):
                offered.append(item)
            elif isinstance(item, (list, tuple)):
                offered.append(str(item[0]))
            else:
                offered.append(str(getattr(item, "parameter_name", "")))
        return [name for name in offered if name]
