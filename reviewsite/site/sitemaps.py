import datetime as dt

from django.db.models import QuerySet

from reviewsite.pages.sitemaps import SiteSitemap
from reviewsite.site.models import Page


class PageSitemap(SiteSitemap):
    """The public pages of the owner."""

    def items(self) -> QuerySet[Page]:
        return Page.objects.published()

    def lastmod(self, item: Page) -> dt.datetime:
        return item.updated_at
