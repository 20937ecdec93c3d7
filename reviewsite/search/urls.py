from django.urls import path

from reviewsite.search import views

urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("search/suggest/", views.suggestions, name="search_suggest"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
