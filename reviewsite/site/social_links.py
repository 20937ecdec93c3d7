"""Profiles elsewhere, of the site or of somebody who writes: one a line, a name and an address."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

_validate = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


def parse_social_links(text: str) -> list[Link]:
    """The links in their order; without a name, the host stands for it. Raises ValidationError naming the line."""
    return [_parse(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]


def links_of(text: str) -> list[Link]:
    """The same of what is stored, which was checked by the rules of its time: none, rather than an error."""
    try:
        return parse_social_links(text)
    except ValidationError:
        return []


def _parse(number: int, line: str) -> Link:
    *name, url = line.split()
    try:
        _validate(url)
    except ValidationError:
        said = _("Line %(line)d: “%(text)s” is not a web address. Begin it with https://.")
        raise ValidationError(said % {"line": number, "text": url[:80]}, code="address") from None
    return Link(" ".join(name) or (urlsplit(url).hostname or url).removeprefix("www."), url)
