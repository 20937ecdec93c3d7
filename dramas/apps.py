from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DramasConfig(AppConfig):
    name = "dramas"
    verbose_name = _("dramas")

    def ready(self) -> None:
        from dramas import people_publication
        from dramas.searchable import register_catalogue

        people_publication.connect()
        register_catalogue()
