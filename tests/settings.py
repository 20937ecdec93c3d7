"""The site's settings for a test run: nothing of the developer's own shell or data takes part in it."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for _name in (
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "COMMENTS_HELD_PER_HOUR",
    "DEBUG",
    "EMAIL_URL",
    "MAIL_FROM",
    "MEDIA_STORE_URL",
    "PORT",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "SITE_NAME",
    "SITE_TAGLINE",
    "SITE_URL",
    "TIME_ZONE",
):
    os.environ.pop(_name, None)

# In memory where there is such a folder: most of what a small test's commit costs is waiting for the disk.
_memory = Path("/dev/shm")
_data_dir = Path(tempfile.mkdtemp(prefix="reviewsite-tests-", dir=_memory if _memory.is_dir() else None))
atexit.register(shutil.rmtree, _data_dir, ignore_errors=True)
os.environ["DATA_DIR"] = str(_data_dir)
# Playwright's synchronous interface keeps an event loop in the thread that also talks to the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from reviewsite.settings import *  # noqa: E402, F403
from reviewsite.settings import DATABASES, STORAGES  # noqa: E402

if _template := os.environ.get("TEST_TEMPLATE"):  # given by tests.postgresql
    DATABASES["default"]["TEST"] = {"TEMPLATE": _template}

# Static files come straight from their sources, so no run needs collectstatic.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
(_data_dir / "static").mkdir()

# The real one is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
