"""Who may see and change which picture.

Everybody who writes sees their own uploads, and those in texts that they may see. They change their own uploads, as
long as everything public that shows them is theirs to change. A key that somebody typed into a text gives no right
to change anything.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from reviewsite.images.models import Image
from reviewsite.images.uses import uses_of

KeysFor = Callable[[Any], set[str]]

_texts: list[KeysFor] = []


def shown_in(keys_for: KeysFor) -> KeysFor:
    """Register where pictures are used: a function that names the keys in the texts that a user may see."""
    _texts.append(keys_for)
    return keys_for


def visible_to(user: Any) -> QuerySet[Image]:
    rows = Image.objects.present()
    if not (user.is_active and user.is_staff):
        return rows.none()
    if user.has_perm("images.change_image"):
        return rows
    if not user.has_perm("images.add_image"):
        return rows.none()
    return rows.filter(Q(uploaded_by=user.pk) | Q(key__in=_keys_in_texts(user)))


def only_visible(user: Any, images: dict[str, Image]) -> dict[str, Image]:
    """Of pictures by key those that the user may see; costs one query, however many they are."""
    if not images or user.has_perm("images.change_image"):
        return images
    keys = _keys_in_texts(user)
    return {key: image for key, image in images.items() if key in keys or image.uploaded_by_id == user.pk}


def may_change(user: Any, image: Image) -> bool:
    if not (user.is_active and user.is_staff) or image.deleted_at:
        return False
    own = user.has_perm("images.add_image") and image.uploaded_by_id == user.pk
    if not (own or user.has_perm("images.change_image")):
        return False
    return all(use.may_be_changed_by(user) for use in uses_of(image) if use.is_public)


def may_delete(user: Any, image: Image) -> bool:
    if not (user.is_active and user.is_staff and user.has_perm("images.delete_image")):
        return False
    return all(use.may_be_changed_by(user) for use in uses_of(image) if use.is_public)


def _keys_in_texts(user: Any) -> set[str]:
    return {key for keys_for in _texts for key in keys_for(user)}
