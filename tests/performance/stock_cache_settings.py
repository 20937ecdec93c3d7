"""The site with Django's own cache middleware around it, in memory."""

from reviewsite.settings import *  # noqa: F403
from reviewsite.settings import MIDDLEWARE

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CACHE_MIDDLEWARE_SECONDS = 600
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *(each for each in MIDDLEWARE if "pagecache" not in each),
    "django.middleware.cache.FetchFromCacheMiddleware",
]
