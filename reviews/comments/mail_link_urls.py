from django.urls import path

from reviews.comments.views import mail_links

app_name = "mail_links"

urlpatterns = [
    path("replies/<str:token>/", mail_links.consent, name="consent"),
    path("no-replies/<str:token>/", mail_links.silence, name="silence"),
    path("your-comments/", mail_links.ask, name="ask"),
    path("your-comments/<str:token>/", mail_links.data, name="data"),
]
