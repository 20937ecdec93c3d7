"""A picture that Markdown refers to by its key: `![alt](image:KEY "caption")`."""

import re
from dataclasses import dataclass

from reviewsite.spoilers import SAFE

_REFERENCE = re.compile(r"image:([a-z0-9]{4,32})")


@dataclass(frozen=True)
class Picture:
    """What the caller knows of a picture. Sizes are pixels of the file at `url`.

    `sources` are (MIME type, srcset) pairs, best first; `placeholder` is one of `profiles.PLACEHOLDERS`; `focus` are
    classes for where the picture is cropped, which it never is in a text.
    The picture, its alt text, caption and credit are all withheld below `spoils_through`.
    """

    url: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    credit_url: str = ""
    spoils_through: int = SAFE
    sources: tuple[tuple[str, str], ...] = ()
    sizes: str = ""
    placeholder: str = ""
    focus: str = ""


def picture_key(src: str | int | float) -> str | None:
    """The key in an image's address, or None if it is not one of ours."""
    match = _REFERENCE.fullmatch(str(src))
    return match[1] if match else None
