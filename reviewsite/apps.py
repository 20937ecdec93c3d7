from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ReviewsiteConfig(AppConfig):
    name = "reviewsite"
    verbose_name = _("site")

    def ready(self) -> None:
        from reviewsite import storable_text
        from reviewsite.configuration import checks  # noqa: F401  registers the deploy checks
        from reviewsite.spoilers.entrances import check_entrances

        connection_created.connect(storable_text.watch_connection)
        check_entrances("accounts.User", names=["display_name"], texts=["bio"])
        check_entrances("images.Image", names=["credit"], scoped=["alt", "caption"])
