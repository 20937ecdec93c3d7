import secrets

from django.db import models


def _token() -> str:
    return secrets.token_hex(8)


class ContentChange(models.Model):
    """That a transaction changed what readers see; written in that transaction, so neither is there without the other.

    Rows are added rather than one row counted up: writers then never wait for each other.
    """

    on_pages = False

    token = models.CharField(max_length=16, default=_token)

    def __str__(self) -> str:
        return f"{self.pk}: {self.token}"
