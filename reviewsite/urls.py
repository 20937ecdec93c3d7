"""All addresses of the site: only this module and the demo put the pages of `dramas` and of `reviews` together."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from dramas.models.source_work import canonical_source
from dramas.shelf import shelf, shelf_dramas
from dramas.sitemaps import DramaSitemap, GenreSitemap, NetworkSitemap, PersonSitemap, TagSitemap
from reviews.comments.projection import NEWEST, ORDERS
from reviews.comments.visitor_forms import MAX_COMMENT_FORM
from reviews.feeds import ReviewFeed, SeriesFeed
from reviews.filters import FILTER_PARAMETERS
from reviews.sitemaps import ReviewSitemap, SeriesSitemap
from reviews.views.home import home
from reviews.views.preview import preview
from reviews.views.series import series
from reviews.views.writer import TEXT_KINDS, writer
from reviewsite import views
from reviewsite.demo.try_to_spoil import try_to_spoil
from reviewsite.operations import health
from reviewsite.pagecache.policy import Page, last, one_of, whole_number
from reviewsite.pages import sitemaps
from reviewsite.pages.alphabet import canonical_letter
from reviewsite.pages.paging import canonical_page
from reviewsite.serving.routes import FORM_LIMIT
from reviewsite.site.look import LOOK_PATTERN
from reviewsite.site.models import SHORT_ADDRESSES
from reviewsite.site.sitemaps import PageSitemap
from reviewsite.site.theme import THEME_PATTERN
from reviewsite.site.views import look, manifest, page, theme
from reviewsite.slugs import canonical_slug
from reviewsite.spoilers import canonical_seen
from reviewsite.spoilers.opened import canonical_open

SITEMAPS = {
    "pages": lambda: sitemaps.PagesSitemap(
        "home",
        "reviews:review_list",
        "dramas:drama_list",
        "dramas:person_list",
        "dramas:network_list",
        "dramas:genre_list",
        "dramas:tag_list",
        "dramas:year_list",
        "dramas:calendar",
    ),
    "reviews": ReviewSitemap,
    "series": SeriesSitemap,
    "dramas": DramaSitemap,
    "people": PersonSitemap,
    "networks": NetworkSitemap,
    "genres": GenreSitemap,
    "tags": TagSitemap,
    "site": PageSitemap,
}

urlpatterns = [
    path("", home, name="home"),
    path("reviews/", include("reviews.urls")),
    path("articles/", RedirectView.as_view(url="/reviews/?kind=article"), name="articles"),
    path("reviews/<slug:slug>/comments/", include("reviews.comments.urls")),
    path("series/<slug:slug>/", series, name="series"),
    path("letters/", include("reviews.comments.mail_link_urls")),
    path("preview/<str:token>/", preview, name="preview"),
    path("", include("dramas.urls")),
    path("shelf/", shelf, name="shelf"),
    path("shelf/dramas.json", shelf_dramas, name="shelf_dramas"),
    re_path(r"^writers/(?P<writer_slug>[\w.@+-]+)/$", writer, name="writer"),
    path("", include("reviewsite.search.urls")),
    path("pages/<slug:slug>/", page, name="page"),
    *(path(f"{slug}/", page, {"slug": slug}, name=slug) for slug in SHORT_ADDRESSES),
    re_path(rf"^{LOOK_PATTERN}$", look, name="look"),
    re_path(rf"^{THEME_PATTERN}$", theme, name="theme"),
    path("site.webmanifest", manifest, name="manifest"),
    path("style-guide/", views.style_guide, name="style_guide"),
    path("try-to-make-it-spoil/", try_to_spoil, name="try_to_spoil"),
    path("feeds/reviews.atom", ReviewFeed(), name="review_feed"),
    path("feeds/series/<slug:slug>.atom", SeriesFeed(), name="series_feed"),
    path("sitemap.xml", sitemaps.index, {"sections": SITEMAPS}, name="sitemap"),
    path("sitemap-<slug:name>.xml", sitemaps.section, {"sections": SITEMAPS}, name="sitemap_section"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("reviewsite.images.urls")),
    path("admin/markdown/", include("reviewsite.editor.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "reviewsite.http.outage.server_error"

_PAGED = Page({"page": canonical_page})
_BY_LETTER = Page({"letter": canonical_letter, "page": canonical_page})
_READ = Page({"seen": canonical_seen})

# The pages of the page cache: each depends on its path and on the query parameters named here, and on nothing else.
# A view that is not named here is rendered by Django for every request. `canonical_…` gives values that mean the same
# one spelling, so that they share a page.
CACHED_PAGES = {
    "home": Page(),
    "page": _READ,
    **dict.fromkeys(SHORT_ADDRESSES, _READ),
    "style_guide": Page(),
    "try_to_spoil": Page(),
    "robots": Page(),
    "manifest": Page(),
    "shelf": Page(),
    "shelf_dramas": Page(),
    "review_feed": Page(),
    "series_feed": Page(),
    "sitemap": Page(),
    "sitemap_section": Page({"p": canonical_page}),
    "opensearch": Page(),
    "search": Page({"q": last, "kind": last, "page": canonical_page}, kept=False),
    "writer": Page({"kind": one_of(TEXT_KINDS), "page": canonical_page}),
    "reviews:review_list": Page({**FILTER_PARAMETERS, "page": canonical_page}),
    "reviews:review": Page({"seen": canonical_seen, "open": canonical_open}),
    "series": _PAGED,
    "comments:comment_list": Page(
        {"order": one_of(ORDERS, NEWEST), "seen": canonical_seen, "after": whole_number}
    ),
    "comments:comment": _READ,
    "dramas:drama_list": Page({"from": canonical_source, "tag": canonical_slug, **_BY_LETTER.parameters}),
    "dramas:drama": _READ,
    "dramas:year_list": Page(),
    "dramas:person_list": _BY_LETTER,
    "dramas:person": Page(),
    "dramas:network_list": Page(),
    "dramas:network": _PAGED,
    "dramas:genre_list": Page(),
    "dramas:genre": _PAGED,
    "dramas:tag_list": Page(),
    "dramas:tag": _PAGED,
    "dramas:year": _PAGED,
    "dramas:calendar": Page(),
    "dramas:calendar_feed": Page(),
}

# The largest body of a request, by view or by namespace of views. Others may send as much as `serving/routes.py` says,
# which refuses what is larger before it reads any of it; the pages above take none.
BODY_LIMITS = {"comments": MAX_COMMENT_FORM, "admin:login": FORM_LIMIT}
