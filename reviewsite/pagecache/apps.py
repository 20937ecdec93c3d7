from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PageCacheConfig(AppConfig):
    name = "reviewsite.pagecache"
    verbose_name = _("page cache")

    def ready(self) -> None:
        from reviewsite.pagecache import content, scheduled_changes

        connection_created.connect(content.watch_connection)
        pre_migrate.connect(content.migration_begins, sender=self)
        post_migrate.connect(content.migration_ended, sender=self)
        scheduled_changes.register(scheduled_changes.next_midnight)
