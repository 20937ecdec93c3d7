from django.urls import path

from dramas import views

app_name = "dramas"

urlpatterns = [
    path("dramas/", views.drama_list, name="drama_list"),
    path("dramas/<slug:slug>/", views.drama, name="drama"),
    path("people/", views.person_list, name="person_list"),
    path("people/<slug:slug>/", views.person, name="person"),
    path("networks/", views.network_list, name="network_list"),
    path("networks/<slug:slug>/", views.network, name="network"),
    path("genres/", views.genre_list, name="genre_list"),
    path("genres/<slug:slug>/", views.genre, name="genre"),
    path("tags/", views.tag_list, name="tag_list"),
    path("tags/<slug:slug>/", views.tag, name="tag"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar.ics", views.calendar_feed, name="calendar_feed"),
    path("years/", views.year_list, name="year_list"),
    path("years/<int:year>/", views.year, name="year"),
]
