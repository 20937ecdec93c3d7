"""The route map; beside the demo the only place that composes both apps."""

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.decorators.http import conditional_page

from dramas.sitemaps import DramaSitemap, GenreSitemap, NetworkSitemap, PersonSitemap
from reviews.feeds import ReviewFeed
from reviews.sitemaps import ReviewSitemap
from reviews.views.home import home
from reviews.views.preview import preview
from reviews.views.writer import writer
from reviewsite import sitemaps, views

SITEMAPS = {
    "pages": lambda: sitemaps.PagesSitemap(
        "home",
        "about",
        "reviews:review_list",
        "dramas:drama_list",
        "dramas:person_list",
        "dramas:network_list",
        "dramas:genre_list",
        "dramas:year_list",
    ),
    "reviews": ReviewSitemap,
    "dramas": DramaSitemap,
    "people": PersonSitemap,
    "networks": NetworkSitemap,
    "genres": GenreSitemap,
}

urlpatterns = [
    path("", home, name="home"),
    path("reviews/", include("reviews.urls")),
    path("reviews/<slug:slug>/comments/", include("reviews.comments.urls")),
    path("letters/", include("reviews.comments.letters_urls")),
    path("preview/<str:token>/", preview, name="preview"),
    path("", include("dramas.urls")),
    re_path(r"^writers/(?P<username>[\w.@+-]+)/$", writer, name="writer"),
    path("", include("reviewsite.search.urls")),
    path("about/", views.about, name="about"),
    path("style-guide/", views.style_guide, name="style_guide"),
    path("feeds/reviews.atom", conditional_page(ReviewFeed()), name="review_feed"),
    path("sitemap.xml", sitemaps.index, {"sections": SITEMAPS}, name="sitemap"),
    path("sitemap-<slug:name>.xml", sitemaps.section, {"sections": SITEMAPS}, name="sitemap_section"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("", include("reviewsite.images.urls")),
    path("admin/markdown/", include("reviewsite.editor.urls")),
    path("admin/", admin.site.urls),
]
