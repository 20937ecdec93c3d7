"""Sitemaps whose addresses come from SITE_URL, never from the request's host."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from reviewsite.pages.structured_data import absolute


class SiteSitemap(Sitemap):
    """A section of the sitemap; `lastmod` is given only where the site knows it."""

    limit = 10_000

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class PagesSitemap(SiteSitemap):
    """Pages that stand alone, by their route names."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def items(self) -> list[str]:
        return list(self.names)

    def location(self, item: str) -> str:
        return reverse(item)


Sections = Mapping[str, Callable[[], Sitemap]]


def index(request: HttpRequest, sections: Sections) -> HttpResponse:
    """The list of sitemaps: one for each page of each section."""
    addresses = [
        absolute(reverse("sitemap_section", args=[name])) + (f"?p={page}" if page > 1 else "")
        for name, make in sections.items()
        for page in make().paginator.page_range
    ]
    context = {"sitemaps": [{"location": address, "last_mod": None} for address in addresses]}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


def section(request: HttpRequest, sections: Sections, name: str) -> HttpResponse:
    if name not in sections:
        raise Http404
    page = request.GET.get("p", "1")
    sitemap = sections[name]()
    if not (
        page.isascii() and page.isdigit() and len(page) < 6 and int(page) in sitemap.paginator.page_range
    ):
        raise Http404
    return render(
        request, "sitemap.xml", {"urlset": sitemap.get_urls(int(page))}, content_type="application/xml"
    )
