from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ReviewsiteConfig(AppConfig):
    name = "reviewsite"
    verbose_name = _("site")

    def ready(self) -> None:
        from reviewsite import storable_text
        from reviewsite.configuration import checks  # noqa: F401  registers the deploy checks
        from reviewsite.spoilers.text_fields import check_text_fields

        connection_created.connect(storable_text.watch_connection)
        check_text_fields("accounts.User", names=["display_name"], texts=["bio"])
        check_text_fields("images.Image", names=["credit"], scoped=["alt", "caption"])
