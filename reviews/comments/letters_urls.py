from django.urls import path

from reviews.comments import letters

app_name = "letters"

urlpatterns = [
    path("replies/<str:token>/", letters.consent, name="consent"),
    path("no-replies/<str:token>/", letters.silence, name="silence"),
    path("your-comments/", letters.ask, name="ask"),
    path("your-comments/<str:token>/", letters.data, name="data"),
]
