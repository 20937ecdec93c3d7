import datetime as dt

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "reviewsite.site"
    label = "site"
    verbose_name = _("site")

    def ready(self) -> None:
        from reviewsite.images import uses
        from reviewsite.pagecache import scheduled_changes
        from reviewsite.site import first_content
        from reviewsite.site.pictures import uses_in_pages, uses_in_settings
        from reviewsite.site.searchable import register_pages
        from reviewsite.spoilers.text_fields import check_text_fields

        first_content.connect()
        register_pages()
        uses.register(uses_in_pages)
        uses.register(uses_in_settings)
        scheduled_changes.register(next_end_of_notice)
        check_text_fields("site.Page", names=["title"], texts=["body"])
        check_text_fields(
            "site.SiteSettings",
            names=["name"],
            lines=["tagline", "description", "footer_text", "notice"],
            texts=["comments_policy"],
        )


def next_end_of_notice(now: dt.datetime) -> dt.datetime | None:
    from reviewsite.site.models import SiteSettings

    ends = SiteSettings.objects.filter(notice_until__gt=now).exclude(notice="")
    return ends.values_list("notice_until", flat=True).first()
