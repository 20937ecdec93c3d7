from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "reviewsite.images"
    verbose_name = _("images")

    def ready(self) -> None:
        from reviewsite.images import deletion, renditions  # noqa: F401  register their jobs

        post_delete.connect(discard_file, sender="images.Image", dispatch_uid="discard_file")


def discard_file(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A picture that was taken down must be gone from its address too; also after a bulk deletion."""
    from reviewsite.images.files import discard_if_unused

    if instance.file:
        discard_if_unused(instance.file.name)
