"""Posters, portraits and logos: which pages of the catalogue show a picture."""

from collections.abc import Iterator
from typing import Any

from dramas.models import Drama, Network, Person
from reviewsite.images.models import Image
from reviewsite.images.uses import Use

_FIELDS = ((Drama, "poster"), (Person, "photo"), (Network, "logo"))


class CatalogueUse(Use):
    def may_be_changed_by(self, user: Any) -> bool:
        meta = self.shown_in._meta
        return bool(user.has_perm(f"{meta.app_label}.change_{meta.model_name}"))


def uses_in_catalogue(image: Image) -> Iterator[Use]:
    """All of the catalogue counts as public: only those who keep it change what it shows."""
    for model, field in _FIELDS:
        for row in model._default_manager.filter(**{field: image.pk}):
            yield CatalogueUse(row, is_public=True)
