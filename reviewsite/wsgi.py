"""The WSGI application, neutral to the server that runs it: the page cache, and behind it Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewsite.settings")

django = get_wsgi_application()

from reviewsite.operations.health import HealthFirst  # noqa: E402  needs the settings
from reviewsite.pagecache import shared  # noqa: E402
from reviewsite.pagecache.application import PageCache  # noqa: E402

pages = PageCache(django, store=shared.configured())
application = HealthFirst(pages, django)
