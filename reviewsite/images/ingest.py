"""From an uploaded file to an Image: refused with a reason, or stored as a file of our own making."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from reviewsite.images import reencoding
from reviewsite.images.files import discard_if_unused, file_name
from reviewsite.images.reencoding import Facts, PictureError

if TYPE_CHECKING:
    from reviewsite.images.models import Image

_LIMITS = {
    "megabytes": reencoding.MAX_BYTES // 2**20,
    "pixels": reencoding.MAX_PIXELS // 10**6,
    "fewer": reencoding.MAX_PIXELS_OF["WEBP"] // 10**6,
}
ACCEPTED = format_lazy(
    _(
        "A picture is a JPEG, PNG, WebP, AVIF or GIF file of at most {megabytes} MB and {pixels} million pixels "
        "(WebP, AVIF: {fewer})."
    ),
    **_LIMITS,
)
_REASONS = {
    reencoding.UNREADABLE: _("This file is not a picture that the site can read."),
    reencoding.TOO_LARGE: format_lazy(_("This file is larger than {megabytes} MB."), **_LIMITS),
    reencoding.TOO_MANY_PIXELS: _("This picture has too many pixels; save it smaller and try again."),
    reencoding.DAMAGED: _("This picture is damaged or incomplete; save it again and retry."),
}
ONLY_FIRST_FRAME = _("The picture is animated; only its first frame was kept.")


class Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Ingested:
    """A re-encoded picture that is not stored yet. The hash is SHA-256 of `data`, hexadecimal."""

    data: bytes
    facts: Facts
    content_hash: str

    def attach(self, image: "Image") -> None:
        """Store the file and write what is known of it on `image`; the caller saves it in the same transaction.

        A file that `image` had before goes once that is committed, unless another image shares it.
        """
        name = file_name(self.content_hash, self.facts.extension)
        # A crash may have left a part of the same file behind.
        if not default_storage.exists(name) or default_storage.size(name) != len(self.data):
            name = default_storage.save(name, ContentFile(self.data))
        if image.file.name != name:
            if image.file.name:
                discard_if_unused(image.file.name)
            image.renditions = None
        image.file = name
        image.width, image.height = self.facts.width, self.facts.height
        image.content_hash, image.placeholder = self.content_hash, self.facts.placeholder


def ingest(upload: Readable, *, in_subprocess: bool = True) -> Ingested:
    """Re-encode what `upload` holds. Raises ValidationError with what is wrong and what is accepted.

    A decoder process of its own does the work, unless `in_subprocess` is off because the file is the site's own.
    """
    # One byte more than allowed is enough to know; the rest of a larger file is never read.
    data = upload.read(reencoding.MAX_BYTES + 1)
    try:
        reencode = reencoding.reencode_in_subprocess if in_subprocess else reencoding.reencode
        encoded, facts = reencode(data)
    except PictureError as error:
        message = format_lazy("{} {}", _REASONS[error.reason], ACCEPTED)
        raise ValidationError(message, code=error.reason) from None
    return Ingested(encoded, facts, hashlib.sha256(encoded).hexdigest())
