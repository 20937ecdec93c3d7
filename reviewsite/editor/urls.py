from django.urls import path

from reviewsite.editor import views

urlpatterns = [
    path("preview/", views.preview, name="markdown-preview"),
    path("upload/", views.upload, name="markdown-upload"),
    path("pictures/<slug:key>/", views.describe, name="markdown-describe"),
]
