"""The site's own settings, but for static files, which come straight from their sources, and a database that may
take its time while it is filled."""

from reviewsite.settings import *  # noqa: F403
from reviewsite.settings import DATABASES, STORAGES

ALLOWED_HOSTS = ["testserver"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SECURE_SSL_REDIRECT = False
if "postgresql" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"]["options"] = "-c lock_timeout=3s"
