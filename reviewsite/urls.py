"""The route map; beside the demo the only place that composes both apps."""

from django.contrib import admin
from django.urls import include, path, re_path

from reviews.views.home import home
from reviews.views.writer import writer
from reviewsite import views

urlpatterns = [
    path("", home, name="home"),
    path("reviews/", include("reviews.urls")),
    path("", include("dramas.urls")),
    re_path(r"^writers/(?P<username>[\w.@+-]+)/$", writer, name="writer"),
    path("about/", views.about, name="about"),
    path("style-guide/", views.style_guide, name="style_guide"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("", include("reviewsite.images.urls")),
    path("admin/markdown/", include("reviewsite.editor.urls")),
    path("admin/", admin.site.urls),
]
