"""Names of stored pictures, and their end.

A file is named by its content under an extension of ours, so nothing of the uploaded name ever reaches the disk:
`images/4f/4f9c….jpg`, and `images/4f/4f9c…-640.avif` for a lighter rendition that is 640 pixels wide.
"""

import re
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

CONTENT_TYPES = {"avif": "image/avif", "jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
NAME_PATTERN = r"images/[0-9a-f]{2}/[0-9a-f]{32}(?:-[1-9][0-9]{1,3})?\.(?:avif|jpg|png|webp)"

_NAME = re.compile(NAME_PATTERN)


def file_name(content_hash: str, extension: str) -> str:
    stem = content_hash[:32]
    return f"images/{stem[:2]}/{stem}.{extension}"


def rendition_name(name: str, width: int, extension: str) -> str:
    """The name of the rendition, `width` pixels wide, of the picture stored as `name`."""
    return f"{name.rpartition('.')[0]}-{width}.{extension}"


def is_file_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def discard_if_unused(name: str) -> None:
    """Delete the file and its renditions once the transaction is committed, unless an image refers to it then."""
    transaction.on_commit(partial(_discard, name))


def _discard(name: str) -> None:
    from reviewsite.images.models import Image

    if is_file_name(name) and not Image.objects.filter(file=name).exists():
        default_storage.delete(name)
        for rendition in renditions_on_disk(name):
            default_storage.delete(rendition)


def renditions_on_disk(name: str) -> list[str]:
    """The stored renditions of the picture `name`, also those that no image knows of."""
    folder, _, file = name.rpartition("/")
    stem = file.rpartition(".")[0]
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{each}" for each in sorted(names) if each.startswith(f"{stem}-")]
