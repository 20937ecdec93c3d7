"""A drawn sign for a person: their initial on one of a few glazes, the same for the same name. No picture service."""

import zlib
from dataclasses import dataclass

#: The classes initials--0 to initials--5 in static/css/components/comments_thread.css.
GLAZES = 6


@dataclass(frozen=True, slots=True)
class Initials:
    letter: str
    glaze: str


def initials_of(name: str) -> Initials:
    letter = next((character for character in name if character.isalnum()), "·")
    return Initials(letter.upper()[:1], str(zlib.crc32(name.casefold().encode()) % GLAZES))
