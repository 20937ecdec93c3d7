"""Stored pictures, unless another machine serves them."""

import re

from django.conf import settings
from django.urls import URLPattern, re_path

from reviewsite.images.files import NAME_PATTERN
from reviewsite.images.views import media

urlpatterns: list[URLPattern] = []

if settings.MEDIA_URL.startswith("/"):
    prefix = re.escape(settings.MEDIA_URL.lstrip("/"))
    urlpatterns.append(re_path(rf"^{prefix}(?P<name>{NAME_PATTERN})$", media, name="media"))
