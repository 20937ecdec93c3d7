"""The WSGI application, neutral to the server that runs it: the page cache, and behind it Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reviewsite.settings")

django = get_wsgi_application()

from django.db import connections  # noqa: E402  needs the settings

from reviewsite.configuration.databases import wait_less  # noqa: E402
from reviewsite.operations.health import HealthFirst  # noqa: E402
from reviewsite.pagecache import shared  # noqa: E402
from reviewsite.pagecache.application import PageCache  # noqa: E402

wait_less(connections.settings)
pages = PageCache(django, store=shared.configured())
application = HealthFirst(pages, django)
