"""Colours as "#rrggbb": how well one is read on another, and the nearest that is read well enough.

Lightness is changed in OKLCH, where hue and strength stay what the eye sees: a navy stays a navy.
"""

import math
import re
from collections.abc import Callable, Iterable

#: WCAG 2.2, level AA, for text of any size.
READABLE = 4.5

_HEX = re.compile(r"#?(?:[0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_STEP = 0.004


def parse(text: str) -> str:
    """ "#RGB", "rrggbb" and the like as "#rrggbb"; "" for what is no colour."""
    if not _HEX.fullmatch(text.strip()):
        return ""
    digits = text.strip().lstrip("#").lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: Iterable[str]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def nearest(colour: str, fits: Callable[[str], bool]) -> str:
    """The colour of the same hue that fits and differs least in lightness; "" if none does."""
    lightness, chroma, hue = to_oklch(colour)
    for step in range(math.ceil(1 / _STEP) + 1):
        for at in (lightness - step * _STEP, lightness + step * _STEP):
            if 0 <= at <= 1 and fits(found := from_oklch(at, chroma, hue)):
                return found
    return ""


def to_oklch(colour: str) -> tuple[float, float, float]:
    """Lightness from 0 to 1, chroma from 0 to about 0.3, hue in radians."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The colour, with as much of its chroma as a screen can show."""
    shown, least, most = _channels(lightness, chroma, hue), 0.0, chroma
    if not _on_screen(shown):
        for _halving in range(12):
            middle = (least + most) / 2
            if _on_screen(_channels(lightness, middle, hue)):
                least = middle
            else:
                most = middle
        shown = _channels(lightness, least, hue)
    return "#" + "".join(f"{_encoded(value):02x}" for value in shown)


def _channels(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear red, green and blue, which are beyond 0 and 1 for what no screen shows."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _on_screen(channels: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= value <= 1.0005 for value in channels)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> int:
    value = min(1.0, max(0.0, value))
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))
