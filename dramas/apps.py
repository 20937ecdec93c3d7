from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DramasConfig(AppConfig):
    name = "dramas"
    verbose_name = _("dramas")
