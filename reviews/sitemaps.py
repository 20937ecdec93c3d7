import datetime as dt

from reviews.models import Review, Series
from reviews.models.review import ReviewQuerySet
from reviews.models.series import SeriesQuerySet
from reviewsite.pages.sitemaps import SiteSitemap


class ReviewSitemap(SiteSitemap):
    def items(self) -> ReviewQuerySet:
        return Review.objects.published().order_by("pk")

    def lastmod(self, item: Review) -> dt.datetime:
        """The later of its last change and the moment since which readers can see it."""
        return max(filter(None, [item.updated_at, item.published_at]))


class SeriesSitemap(SiteSitemap):
    def items(self) -> SeriesQuerySet:
        return Series.objects.published().order_by("pk")
