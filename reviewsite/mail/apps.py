from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "reviewsite.mail"
    verbose_name = _("mail")

    def ready(self) -> None:
        from reviewsite.mail import delivery  # noqa: F401  registers the job
