from django.urls import path

from reviews.views.review import review
from reviews.views.review_list import review_list

app_name = "reviews"

urlpatterns = [
    path("", review_list, name="review_list"),
    path("<slug:slug>/", review, name="review"),
]
