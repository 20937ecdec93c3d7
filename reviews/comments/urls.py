"""Below the address of a review."""

from django.urls import path

from reviews.comments.views.changing import edit, thanks
from reviews.comments.views.comments import comment, comment_list
from reviews.comments.views.reporting import report
from reviews.comments.views.writing import new

app_name = "comments"

urlpatterns = [
    path("", comment_list, name="comment_list"),
    path("new/", new, name="new"),
    path("<int:pk>/", comment, name="comment"),
    path("<int:pk>/report/", report, name="report"),
    path("<int:pk>/thanks/<str:token>/", thanks, name="thanks"),
    path("<int:pk>/edit/<str:token>/", edit, name="edit"),
]
