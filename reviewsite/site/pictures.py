"""Which pages show a picture in their text."""

from collections.abc import Iterator
from typing import Any

from reviewsite.images.models import Image
from reviewsite.images.pictures import keys_in
from reviewsite.images.uses import Use
from reviewsite.site.models import Page


class PageUse(Use):
    def may_be_changed_by(self, user: Any) -> bool:
        return bool(user.has_perm("site.change_page"))


def uses_in_pages(image: Image) -> Iterator[Use]:
    for page in Page.objects.filter(body__contains=image.key):
        if image.key in keys_in(page.body):
            yield PageUse(page, is_public=page.is_public)
