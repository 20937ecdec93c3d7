"""What templates of every page say the same way."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from typing import Any, Protocol

from django import template
from django.core.paginator import Page
from django.urls import reverse
from django.utils import dateformat, formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reviewsite import spoilers
from reviewsite.markdown import without_progress
from reviewsite.pages import structured_data as schema
from reviewsite.site.current import current
from reviewsite.spoilers.labels import label

register = template.Library()

register.filter("scope_label", spoilers.scope_label)
register.filter("seen_value", spoilers.seen_value)
register.filter("seen_query", spoilers.seen_query)
register.filter("spoiler_label", label)
register.filter("without_progress", without_progress)


@register.simple_tag(takes_context=True)
def structured_data(context: dict[str, Any]) -> SafeString:
    """The page's own data, where its view gives any, and its place on the site, as JSON-LD."""
    own, breadcrumbs = context.get("structured_data"), context.get("breadcrumbs")
    scripts = [schema.script(own)] if own else []
    if breadcrumbs:
        scripts.append(schema.script(schema.breadcrumb_list(breadcrumbs, context["request"].path)))
    return format_html_join("\n    ", "{}", ((script,) for script in scripts))


@register.filter
def out_of_ten(rating: Decimal | str | None) -> str:
    """9.0 stays 9.0: a rating has one decimal everywhere; "" where there is none (nor a review to have it)."""
    return "" if rating is None or rating == "" else f"{Decimal(rating):.1f}"


class Linked(Protocol):
    name: str

    def get_absolute_url(self) -> str: ...


@register.simple_tag
def link_list(*lists: Iterable[Linked], rel: str = "") -> SafeString:
    """The names of all that these lists hold, each a link, with commas between them.

    Where somebody has a namesake, what tells them apart (`namesake_note`) follows in brackets.
    """
    relation = format_html(' rel="{}"', rel) if rel else ""
    links = (
        (
            relation,
            each.get_absolute_url(),
            each.name,
            f" ({note})" if (note := getattr(each, "namesake_note", "")) else "",
        )
        for each in chain.from_iterable(lists)
    )
    return format_html_join(", ", '<a{} href="{}">{}</a>{}', links)


@register.simple_tag
def moment(value: dt.datetime, form: str) -> SafeString:
    """A time as people read it, in the locale's format of this name ("DATE_FORMAT"), and as machines do.

    A time of day comes with its zone: readers are everywhere.
    """
    local = timezone.localtime(value)
    words = dateformat.format(local, current().settings.date_form(formats.get_format(form)))
    zone = f" {local.tzname()}" if "TIME" in form else ""
    # HTML has no microseconds.
    return format_html('<time datetime="{}">{}{}</time>', local.isoformat(timespec="seconds"), words, zone)


@register.simple_tag
def day(value: dt.date, form: str) -> SafeString:
    """A day as people read it, in the locale's format of this name, and as machines do."""
    words = dateformat.format(value, current().settings.date_form(formats.get_format(form)))
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.simple_tag
def page_query(page: "Page[Any]", query: str = "") -> str:
    """The one query string of this page of a list, for its canonical address: "?genre=romance&page=2" or ""."""
    return _query(page.number, query)


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: "Page[Any]", query: str = "") -> dict[str, Any]:
    """Links to the other pages; `query` is the canonical query string of the list's filters."""
    path = context["request"].path

    def address(number: int) -> str:
        return path + _query(number, query)

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(number, address(number) if isinstance(number, int) else "") for number in numbers],
        "previous": address(page.number - 1) if page.has_previous() else "",
        "next": address(page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("includes/nav.html", takes_context=True)
def navigation(context: dict[str, Any]) -> dict[str, Any]:
    """The main navigation of this page: the same on all pages of a section."""
    first, _, rest = getattr(context.get("request"), "path", "/")[1:].partition("/")
    place = f"/{first}/{'…' if rest else ''}"
    path = getattr(context.get("request"), "path", "/")
    return {"place": place, "pages": [(page, page.get_absolute_url() == path) for page in current().menu]}


@register.inclusion_tag("includes/nav_link.html")
def nav_link(name: str, label: str, place: str) -> dict[str, str]:
    """A link of the main navigation, marked where the reader is on that page or below it."""
    url = reverse(name)
    current = "page" if place == url else "true" if place.startswith(url) else ""
    return {"url": url, "label": label, "current": current}


def _query(number: int, query: str) -> str:
    parts = [query] if query else []
    parts += [f"page={number}"] if number > 1 else []
    return f"?{'&'.join(parts)}" if parts else ""
