"""Eight palettes of six flat colours each, and the contrast arithmetic that picks an ink for a ground."""

from dataclasses import dataclass

Colour = tuple[int, int, int]


def rgb(code: str) -> Colour:
    """The colour of a six-digit hexadecimal code such as ``1f5f52``."""
    return (int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A flat colour between two others; ``share`` 0 is the first, 1 the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return (red, green, blue)


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 to 1, as WCAG 2 defines it."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: Colour, second: Colour) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True)
class Palette:
    """From the lightest to the darkest, and one colour that belongs to none of them."""

    name: str
    paper: Colour
    tint: Colour
    mid: Colour
    strong: Colour
    deep: Colour
    spark: Colour

    @property
    def colours(self) -> tuple[Colour, ...]:
        return (self.paper, self.tint, self.mid, self.strong, self.deep, self.spark)

    def ink_on(self, ground: Colour) -> Colour:
        """The paper or the deep colour, whichever reads better on this ground."""
        return max((self.deep, self.paper), key=lambda ink: contrast(ink, ground))


def palette(name: str, *codes: str) -> Palette:
    return Palette(name, *(rgb(code) for code in codes))


PALETTES = (
    palette("celadon", "f1f2e6", "c9dacb", "8fb8a4", "2f6f60", "12302b", "e58a4e"),
    palette("persimmon", "fcf0de", "f6cfa4", "ef9d5c", "b8431d", "43160f", "8fc0b0"),
    palette("indigo", "eef0f1", "bccbe0", "7393c4", "2b4a8c", "121c40", "f0b93f"),
    palette("plum", "f8ecea", "e6c0c8", "c47a94", "7c2a50", "2f0f25", "f0b36a"),
    palette("pine", "f1f1e0", "c8d2ab", "86a36f", "2c5b3f", "0f271d", "eda0a0"),
    palette("ash", "f3f0ea", "d3cec5", "9c978f", "55514c", "1e1c1b", "e9bd45"),
    palette("ochre", "fcf4dc", "f3d98f", "e3ac34", "8a5512", "37230a", "5f93b8"),
    palette("dawn", "fdf1ec", "f8cdc0", "ea9a94", "7d4c86", "29234f", "f9d488"),
)
