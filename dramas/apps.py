from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DramasConfig(AppConfig):
    name = "dramas"
    verbose_name = _("dramas")

    def ready(self) -> None:
        from dramas import people_publication
        from dramas.pictures import uses_in_catalogue
        from dramas.searchable import register_catalogue
        from reviewsite.images import uses

        people_publication.connect()
        register_catalogue()
        uses.register(uses_in_catalogue)
