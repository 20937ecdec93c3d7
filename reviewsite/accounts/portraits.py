"""Whose portrait a picture is."""

from collections.abc import Iterator
from typing import Any

from reviewsite.accounts.models import User
from reviewsite.images.models import Image
from reviewsite.images.uses import Use


class PortraitUse(Use):
    def may_be_changed_by(self, user: Any) -> bool:
        return bool(user.pk == self.shown_in.pk or user.has_perm("images.change_image"))


def uses_as_portrait(image: Image) -> Iterator[Use]:
    """Whether they have published anything yet does not matter: it is their face."""
    for user in User.objects.filter(photo=image.pk):
        yield PortraitUse(user, is_public=True)
