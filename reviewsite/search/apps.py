from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "reviewsite.search"
    verbose_name = _("search")

    def ready(self) -> None:
        from reviewsite.search import upkeep  # noqa: F401  registers its job
