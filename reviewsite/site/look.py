"""The owner's two colours: what they may be, what follows from them, and the stylesheet that says so.

The stylesheet is made of its own address, which names the colours: it asks no database, and may be kept for ever.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reviewsite.site import colours

LIGHT, DARK = SCHEMES = "light", "dark"
#: The custom properties that the owner's colours replace.
ACCENT, WASH, GLAZE, SEAL = "--celadon", "--celadon-wash", "--jar-glaze", "--seal"
#: What each of the two colours stands on, or has standing on it.
_GROUNDS = {
    ACCENT: ("--paper", "--raised", "--fold", WASH, GLAZE),
    SEAL: ("--paper", "--raised", "--seal-ink"),
}
#: A colour of which the owner gives only the light one: as light as this on night, and no stronger.
_LIGHTNESS_ON_NIGHT, _CHROMA_ON_NIGHT = 0.8, 0.14
#: How much of the accent's chroma its wash has, and the most of it.
_WASHED, _MOST_WASHED = 0.25, 0.032

_DECLARATION = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]{6});")
LOOK_PATTERN = r"look/(?P<named>[0-9a-f]{1,6}(?:-[0-9a-f]{1,6}){3})\.(?P<digest>[0-9a-f]{8})\.css"

Properties = dict[str, str]

#: The fields of a `Look`, with the property that each changes and the scheme in which it does.
FIELDS = {
    "accent": (ACCENT, LIGHT),
    "accent_dark": (ACCENT, DARK),
    "seal": (SEAL, LIGHT),
    "seal_dark": (SEAL, DARK),
}


@dataclass(frozen=True, slots=True)
class Look:
    """The colours as the owner gave them, "#rrggbb" each; "" is the site's own, and on night, the one that follows."""

    accent: str = ""
    accent_dark: str = ""
    seal: str = ""
    seal_dark: str = ""

    def given(self, name: str, scheme: str) -> str:
        return next(str(getattr(self, field)) for field, place in FIELDS.items() if place == (name, scheme))

    @property
    def address(self) -> str:
        """Of its stylesheet; "" if it is the site's own look."""
        if self == Look():
            return ""
        named = "-".join(getattr(self, field).lstrip("#") or "0" for field in FIELDS)
        return reverse("look", args=[named, digest(stylesheet(self))])


def look_named(named: str) -> Look | None:
    """The look of whose address this is a part; None if it is of none."""
    given = ["" if part == "0" else f"#{part}" for part in named.split("-")]
    return Look(*given) if all(colours.parse(colour) == colour for colour in given) else None


@cache
def tokens() -> Mapping[str, Properties]:
    """The site's own colours in each scheme, as css/tokens.css has them."""
    css = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    light, _media, dark = css.partition("prefers-color-scheme: dark")
    return {LIGHT: dict(_DECLARATION.findall(light)), DARK: dict(_DECLARATION.findall(dark))}


def replaced(look: Look, scheme: str) -> Properties:
    """The custom properties that this look changes in a scheme."""
    found: Properties = {}
    for name in (ACCENT, SEAL):
        colour = look.given(name, scheme)
        if not colour and scheme == DARK and look.given(name, LIGHT):
            _lightness, chroma, hue = colours.to_oklch(look.given(name, LIGHT))
            colour = colours.from_oklch(_LIGHTNESS_ON_NIGHT, min(chroma, _CHROMA_ON_NIGHT), hue)
        if colour:
            found |= _with_what_follows(name, colour, scheme)
    return found


def _with_what_follows(name: str, colour: str, scheme: str) -> Properties:
    """The colour; of the accent also its washes, as light as the site's own."""
    found = {name: colour}
    for wash in (WASH, GLAZE) if name == ACCENT else ():
        lightness, _chroma, _hue = colours.to_oklch(tokens()[scheme][wash])
        _lightness, chroma, hue = colours.to_oklch(colour)
        found[wash] = colours.from_oklch(lightness, min(chroma * _WASHED, _MOST_WASHED), hue)
    return found


def contrast_of(name: str, colour: str, scheme: str) -> float:
    """How well this accent or seal is read where it is read worst."""
    around = tokens()[scheme] | _with_what_follows(name, colour, scheme)
    return colours.least_contrast(colour, (around[ground] for ground in _GROUNDS[name]))


def nearest_readable(name: str, colour: str, scheme: str) -> str:
    return colours.nearest(colour, lambda tried: contrast_of(name, tried, scheme) >= colours.READABLE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a colour cannot be taken, and the nearest one that can; "" if it is no colour at all."""

    field: str
    error: ValidationError
    nearest: str = ""


def problems(look: Look) -> list[Problem]:
    return [found for field in FIELDS if (found := _problem(field, getattr(look, field)))]


def _problem(field: str, colour: str) -> Problem | None:
    if not colour:
        return None
    if colours.parse(colour) != colour:
        said = _("“%(colour)s” is no colour. Write six digits from 0 to f, as in #1f5f52.")
        return Problem(field, ValidationError(said, code="colour", params={"colour": colour}))
    name, scheme = FIELDS[field]
    found = contrast_of(name, colour, scheme)
    if found >= colours.READABLE:
        return None
    offered = nearest_readable(name, colour, scheme)
    values = {"colour": colour, "nearest": offered, "found": f"{found:.1f}", "needed": colours.READABLE}
    if scheme == LIGHT:
        said = _(
            "%(colour)s is hard to read on paper: contrast %(found)s, needed %(needed)s. Nearest: %(nearest)s."
        )
    else:
        said = _(
            "%(colour)s is hard to read at night: contrast %(found)s, needed %(needed)s. Nearest: %(nearest)s."
        )
    return Problem(field, ValidationError(said, code="contrast", params=values), offered)


@lru_cache(maxsize=64)
def stylesheet(look: Look) -> str:
    """In the layer of the tokens, so that print and whatever else replaces them still does."""
    light, dark = (_rule(replaced(look, scheme).items()) for scheme in SCHEMES)
    return f"@layer tokens{{{light}@media (prefers-color-scheme:dark){{{dark}}}}}\n"


def digest(css: str) -> str:
    return hashlib.sha256(css.encode()).hexdigest()[:8]


def _rule(properties: Iterable[tuple[str, str]]) -> str:
    return f":root{{{''.join(f'{name}:{value};' for name, value in properties)}}}"
