"""Atom feeds. A reader of a feed has asked for nothing, so an entry holds what is open at the beginning."""

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.models import Review, Series
from reviews.models.review import ReviewQuerySet
from reviews.projection import Projection, project, safe_line
from reviewsite import markdown
from reviewsite.korean_text import mark_korean
from reviewsite.pages.structured_data import absolute
from reviewsite.site.current import current
from reviewsite.slugs import Moved, get_by_slug
from reviewsite.spoilers import SAFE

ENTRIES = 20

#: What XML 1.0 cannot carry, not even escaped; pasted texts bring such characters along.
_NOT_IN_XML = {code: None for code in range(32) if code not in (9, 10, 13)}


class AtomWithContent(Atom1Feed):
    """Atom whose entries have a `content` beside their summary."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class ReviewFeed(Feed):
    """The latest reviews with their open text."""

    feed_type = AtomWithContent

    def get_feed(self, obj: Any, request: HttpRequest) -> Any:
        feed = super().get_feed(obj, request)
        # Addresses come from SITE_URL; whatever Host a request had must not get into a feed.
        feed.feed["link"] = absolute("/")
        feed.feed["id"] = absolute("/")
        feed.feed["feed_url"] = absolute(request.path)
        return feed

    def title(self, obj: Any) -> str:
        return current().name

    def link(self, obj: Any) -> str:
        return absolute("/")

    def subtitle(self, obj: Any) -> str:
        return current().tagline

    def items(self, obj: Any) -> list[Projection]:
        return [
            project(review, SAFE, base_url=absolute(review.get_absolute_url()))
            for review in self.texts(obj).for_display().latest_first()[:ENTRIES]
        ]

    def texts(self, obj: Any) -> ReviewQuerySet:
        return Review.objects.published()

    def item_title(self, item: Projection) -> str:
        about = f" ({item.facts.drama.title})" if item.facts else ""
        return f"{item.review.headline}{about}".translate(_NOT_IN_XML)

    def item_link(self, item: Projection) -> str:
        return absolute(item.review.get_absolute_url())

    def item_guid(self, item: Projection) -> str:
        return item.review.feed_id

    def item_description(self, item: Projection) -> str:
        return escape(_lead(item.review)).translate(_NOT_IN_XML)

    def item_extra_kwargs(self, item: Projection) -> dict[str, Any]:
        return {"content": mark_korean(entry_html(item)).translate(_NOT_IN_XML)}

    def item_author_name(self, item: Projection) -> str:
        names = ", ".join(byline.writer.byline for byline in item.review.bylines.all())
        return names.translate(_NOT_IN_XML) or current().name

    def item_pubdate(self, item: Projection) -> dt.datetime | None:
        return item.review.published_at

    def item_updateddate(self, item: Projection) -> dt.datetime:
        return max(filter(None, [item.review.updated_at, item.review.published_at]))


class SeriesFeed(ReviewFeed):
    """The latest texts of one series."""

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().__call__(request, *args, **kwargs)
        except Moved as moved:  # the page of the series is no feed
            return HttpResponsePermanentRedirect(reverse("series_feed", args=[moved.target.slug]))

    def get_object(self, request: HttpRequest, slug: str) -> Series:
        return get_by_slug(Series.objects.published(), slug)

    def get_feed(self, obj: Series, request: HttpRequest) -> Any:
        feed = super().get_feed(obj, request)
        feed.feed["link"] = feed.feed["id"] = absolute(obj.get_absolute_url())
        return feed

    def title(self, obj: Series) -> str:
        named = {"series": safe_line(obj.title, SAFE), "site": current().name}
        return (_("%(series)s: %(site)s") % named).translate(_NOT_IN_XML)

    def link(self, obj: Series) -> str:
        return absolute(obj.get_absolute_url())

    def subtitle(self, obj: Series) -> str:
        return markdown.plain_text(obj.introduction, seen=SAFE).translate(_NOT_IN_XML)

    def texts(self, obj: Series) -> ReviewQuerySet:
        return Review.objects.published().filter(series_entries__series=obj)


def entry_html(projection: Projection) -> SafeString:
    """The verdict, the open sections, and a line that says how much is folded; never empty."""
    review = projection.review
    parts = [format_html("<p><strong>{}</strong></p>", _lead(review))]
    if projection.kind_words:
        parts.append(format_html("<p>{}</p>", projection.kind_words))
    if review.rating is not None:
        parts.append(format_html("<p>{}</p>", _("%(rating)s out of 10") % {"rating": f"{review.rating:.1f}"}))
    for section in projection.open_sections:
        if section.heading:
            parts.append(format_html("<h2>{}</h2>", section.heading))
        about = " · ".join(filter(None, [section.about.title if section.about else "", section.rating_line]))
        if about:
            parts.append(format_html("<p>{}</p>", about))
        parts.append(section.html)
    if folded := sum(len(gate.sections) for gate in projection.gates):
        text = ngettext(
            "%(count)d spoiler section is on the site: open it when you’ve watched that far.",
            "%(count)d spoiler sections are on the site: open them when you’ve watched that far.",
            folded,
        )
        link = absolute(review.get_absolute_url())
        parts.append(format_html('<p><a href="{}">{}</a></p>', link, text % {"count": folded}))
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _lead(review: Review) -> str:
    return review.verdict or review.headline
