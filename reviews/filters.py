"""The filters of the review list: what an address asks for, and what each further choice would leave."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from reviews.models import Review
from reviews.models.review import ReviewQuerySet
from reviewsite.spoilers import SAFE

SLUG = re.compile(r"[-\w]{1,120}", re.ASCII)
USERNAME = re.compile(r"[\w.@+-]{1,150}")
YEAR = re.compile(r"(19|20|21)[0-9]{2}")
LEAST_RATINGS = ("9", "8", "7", "6", "5")

SORTS: dict[str, tuple[str | Promise, list[Any]]] = {
    "": (_("newest first"), ["-published_at", "-pk"]),
    "rating": (_("best rated first"), [F("rating").desc(nulls_last=True), "-published_at", "-pk"]),
    "title": (_("by title of the drama"), [F("drama__title").asc(nulls_last=True), "-published_at", "-pk"]),
    "year": (_("by year of the drama"), [F("drama__year").desc(nulls_last=True), "drama__title", "-pk"]),
}


_ANY = Q()


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter. `valid` keeps out what no row can match before the database sees it."""

    name: str
    label: str | Promise
    any_label: str | Promise
    field: str
    title_field: str
    valid: Callable[[str], Any]
    #: What the row that has the value must be besides.
    condition: Q = _ANY

    def rows(self, value: str) -> Q:
        return Q(**{self.field: value}) & self.condition


def _kind(value: str) -> bool:
    return value in Review.Kind.values


FACETS = (
    Facet("genre", _("Genre"), _("All genres"), "drama__genres__slug", "drama__genres__name", SLUG.fullmatch),
    Facet(
        "network",
        _("Network"),
        _("All networks"),
        "drama__networks__slug",
        "drama__networks__name",
        SLUG.fullmatch,
    ),
    Facet("year", _("Year"), _("All years"), "drama__year", "drama__year", YEAR.fullmatch),
    Facet(
        "tag",
        _("Tag"),
        _("All tags"),
        "drama__tagged__tag__slug",
        "drama__tagged__tag__name",
        SLUG.fullmatch,
        Q(drama__tagged__spoils_through=SAFE),
    ),
    Facet("rating", _("Rating"), _("Any rating"), "rating__gte", "", LEAST_RATINGS.__contains__),
    Facet(
        "writer",
        _("Writer"),
        _("All writers"),
        "writers__slug",
        "writers__display_name",
        USERNAME.fullmatch,
    ),
    Facet("kind", _("Kind"), _("All kinds"), "kind", "kind", _kind),
)
#: The one order of the parameters in an address.
PARAMETERS = (*(facet.name for facet in FACETS), "sort")


def _canonical(valid: Callable[[str], Any]) -> Callable[[list[str]], str]:
    return lambda values: values[-1] if values and valid(values[-1]) else ""


#: How each parameter is written in a canonical address, in the order of `PARAMETERS`.
CANONICAL = {
    **{facet.name: _canonical(facet.valid) for facet in FACETS},
    "sort": _canonical(SORTS.__contains__),
}


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet as the form shows it. `removal` is the query string without it."""

    name: str
    label: str | Promise
    any_label: str | Promise
    value: str
    options: list[Option]
    removal: str

    @property
    def chosen_label(self) -> str:
        return next((option.label for option in self.options if option.value == self.value), self.value)


class Filters:
    """What a query string asks of the review list. Values that mean nothing count as absent."""

    def __init__(self, query: QueryDict) -> None:
        self.values: dict[str, str] = {}
        for facet in FACETS:
            value = query.get(facet.name) or ""
            if value and facet.valid(value):
                self.values[facet.name] = value
        if (sort := query.get("sort") or "") in SORTS and sort:
            self.values["sort"] = sort
        self.untidy = any(value == "" for name in PARAMETERS for value in query.getlist(name))

    @property
    def active(self) -> bool:
        return any(facet.name in self.values for facet in FACETS)

    @property
    def sort(self) -> str:
        return self.values.get("sort", "")

    def query(self, without: str = "") -> str:
        """The canonical query string, without `?`."""
        kept = [(n, self.values[n]) for n in PARAMETERS if n in self.values and n != without]
        return urlencode(kept)

    def apply(self, reviews: ReviewQuerySet, *, without: str = "") -> ReviewQuerySet:
        for facet in FACETS:
            if facet.name in self.values and facet.name != without:
                reviews = reviews.filter(facet.rows(self.values[facet.name]))
        return reviews

    def ordered(self, reviews: ReviewQuerySet) -> ReviewQuerySet:
        return self.apply(reviews).order_by(*SORTS[self.sort][1])

    def choices(self, reviews: ReviewQuerySet) -> list[Choice]:
        """Every facet with the number of reviews that each option leaves beside the others; a query for each."""
        return [
            Choice(
                name=facet.name,
                label=facet.label,
                any_label=facet.any_label,
                value=self.values.get(facet.name, ""),
                options=self._options(facet, self.apply(reviews, without=facet.name)),
                removal=self.query(without=facet.name),
            )
            for facet in FACETS
        ]

    def _options(self, facet: Facet, rest: ReviewQuerySet) -> list[Option]:
        rest = rest.order_by()
        if facet.name == "rating":
            counts = rest.aggregate(
                **{f"at_{n}": Count("pk", filter=Q(rating__gte=n)) for n in LEAST_RATINGS}
            )
            found = [(n, _("%(least)s and above") % {"least": n}, counts[f"at_{n}"]) for n in LEAST_RATINGS]
        else:
            # In one step with the condition, so that both are about one row.
            rows = rest.filter(facet.condition, **{f"{facet.field}__isnull": False}).values_list(
                facet.field, facet.title_field
            )
            found = [(str(v), _label(facet, v, t), c) for v, t, c in rows.annotate(count=Count("pk"))]
        chosen = self.values.get(facet.name, "")
        options = [Option(v, str(label), c) for v, label, c in found if c or v == chosen]
        if facet.name in ("year", "rating"):
            return sorted(options, key=lambda option: option.value, reverse=True)
        return sorted(options, key=lambda option: option.label.casefold())


def _label(facet: Facet, value: Any, title: Any) -> str:
    if facet.name == "kind":
        return capfirst(str(Review.Kind(value).label))
    return str(title or value)


def sort_options() -> list[tuple[str, str | Promise]]:
    return [(value, label) for value, (label, _order) in SORTS.items()]
