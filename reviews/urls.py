from django.urls import path

from reviews.views.review import review

app_name = "reviews"

urlpatterns = [
    path("<slug:slug>/", review, name="review"),
]
