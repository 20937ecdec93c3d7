from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ReviewsiteConfig(AppConfig):
    name = "reviewsite"
    verbose_name = _("site")

    def ready(self) -> None:
        from reviewsite import (
            checks,  # noqa: F401  registers the deploy checks
            storable_text,
        )

        connection_created.connect(storable_text.watch_connection)
