from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "reviewsite.accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from reviewsite.accounts import (  # noqa: F401  they register their receivers
            audit,
            devices,
            name_limit,
            notices,
            sessions,
        )
        from reviewsite.accounts.portraits import uses_as_portrait
        from reviewsite.images import uses

        uses.register(uses_as_portrait)


class StaffAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "reviewsite.accounts.site.StaffSite"
