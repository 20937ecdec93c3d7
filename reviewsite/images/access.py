"""Whose pictures are whose: one's own uploads, and those that stand in texts which one may see or change."""

from collections.abc import Callable
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from reviewsite.images.models import Image


class KeysFor(Protocol):
    def __call__(self, user: Any, *, to_change: bool) -> set[str]: ...


_texts: list[KeysFor] = []


def shown_in(keys_for: KeysFor) -> Callable[..., set[str]]:
    """Register where pictures are used: a function that names the keys in the texts of a user."""
    _texts.append(keys_for)
    return keys_for


def visible_to(user: Any) -> QuerySet[Image]:
    return _pictures_of(user, to_change=False)


def only_visible(user: Any, images: dict[str, Image]) -> dict[str, Image]:
    """Of pictures by key those that the user may see; costs one query, however many they are."""
    if not images or user.has_perm("images.change_image"):
        return images
    keys = _keys_in_texts(user, to_change=False)
    return {key: image for key, image in images.items() if key in keys or image.uploaded_by_id == user.pk}


def may_change(user: Any, image: Image) -> bool:
    return _pictures_of(user, to_change=True).filter(pk=image.pk).exists()


def _pictures_of(user: Any, *, to_change: bool) -> QuerySet[Image]:
    rows = Image.objects.all()
    if not (user.is_active and user.is_staff):
        return rows.none()
    if user.has_perm("images.change_image"):
        return rows
    if not user.has_perm("images.add_image"):
        return rows.none()
    return rows.filter(Q(uploaded_by=user.pk) | Q(key__in=_keys_in_texts(user, to_change=to_change)))


def _keys_in_texts(user: Any, *, to_change: bool) -> set[str]:
    return {key for keys_for in _texts for key in keys_for(user, to_change=to_change)}
