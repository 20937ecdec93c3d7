"""Pictures in an object store that several machines share: anything that speaks the S3 protocol."""

from typing import Any

from django.conf import settings
from storages.backends.s3 import S3Storage


class BucketStorage(S3Storage):
    """Addresses stay those of the site (`MEDIA_URL`), which hands the pictures out, or nginx does and keeps them.

    The store's own address would not send the headers that keep a file from acting, and would tell a third party
    who reads what.
    """

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return f"{settings.MEDIA_URL}{name}"
