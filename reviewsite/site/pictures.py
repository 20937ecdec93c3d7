"""Where the site itself shows a picture: in its pages' texts, as its logo, its icon, or in link previews."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from reviewsite.images.models import Image
from reviewsite.images.pictures import keys_in
from reviewsite.images.uses import Use
from reviewsite.site import icons
from reviewsite.site.models import Page, SiteSettings


class PageUse(Use):
    def may_be_changed_by(self, user: Any) -> bool:
        return bool(user.has_perm("site.change_page"))


class SettingsUse(Use):
    def may_be_changed_by(self, user: Any) -> bool:
        return bool(user.has_perm("site.change_sitesettings"))

    def record(self, user: Any, comment: str) -> None:
        """The picture may have another file now, of which there are no icons yet."""
        icon = SiteSettings.objects.select_related("icon").get().icon
        if icon and icon.file:
            icons.make(icon)


def uses_in_settings(image: Image) -> Iterator[Use]:
    shown = Q(logo=image.pk) | Q(icon=image.pk) | Q(share_picture=image.pk)
    for settings in SiteSettings.objects.filter(shown):
        yield SettingsUse(settings, is_public=True)


def uses_in_pages(image: Image) -> Iterator[Use]:
    for page in Page.objects.filter(body__contains=image.key):
        if image.key in keys_in(page.body):
            yield PageUse(page, is_public=page.is_public)
