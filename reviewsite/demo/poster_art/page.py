"""A poster on the table: the sheet, its colours and words, and where the words may go."""

import random
from dataclasses import dataclass, field

from . import typefaces
from .lettering import (
    COLUMN_GAP,
    Box,
    Run,
    TextBlock,
    Title,
    best_columns,
    length,
    set_column,
    set_columns,
    set_line,
    wrap,
)
from .palettes import Colour, Palette, contrast
from .sheet import Sheet

WIDTH, HEIGHT = 800, 1200
MARGIN = 56
RIGHT, BOTTOM = WIDTH - MARGIN, HEIGHT - MARGIN
# Where the English title stands in most schemes.
FOOT = (MARGIN, 1046, RIGHT, BOTTOM)
# The smallest and the largest English line, in pixels.
SMALL, LARGE = 24, 36
LEADING = 1.24
# The width of the small column and its gap, in its own ems.
ASIDE = 1.6


@dataclass
class Page:
    """``title`` and ``english`` set the words inside a box; boxes flip with the sheet, letters never do."""

    sheet: Sheet
    palette: Palette
    title: Title
    face: str
    rng: random.Random
    blocks: list[TextBlock] = field(default_factory=list)
    unsaid: str = ""

    def fill(self, colour: Colour) -> Colour:
        self.sheet.image.paste(colour, (0, 0, *self.sheet.image.size))
        return colour

    def flip(self, box: Box) -> Box:
        left, top, right, bottom = box
        return (WIDTH - right, top, WIDTH - left, bottom) if self.sheet.mirrored else box

    def set_title(
        self,
        box: Box,
        ground: Colour,
        *,
        most: float = 230,
        sink: float = 0,
        lean: float = 1,
        other: Box | None = None,
    ) -> Box:
        """Set the title in a box on a ground and return the space that it takes, in the sheet's own measure.

        ``lean`` goes from the left side of the box (0) to the right (1), ``sink`` from its top to its bottom.
        A title that is larger in the ``other`` box, wide and low for a short one, goes there.
        """
        if other and self.title_size(other, most) > self.title_size(box, most):
            box = other
        left, top, right, bottom = self.flip(box)
        lean = 1 - lean if self.sheet.mirrored else lean
        aside = self.aside_size(right - left, bottom - top)
        room = right - left - aside * ASIDE
        divided, fit = best_columns(self.title.words, self.face, room, bottom - top, most)
        size = int(fit)
        wide = size * (len(divided) + COLUMN_GAP * (len(divided) - 1)) + aside * ASIDE
        high = max(length(column, self.face) for column in divided) * size
        left += (right - left - wide) * lean
        top += (bottom - top - high) * sink
        ink = self.title_ink(ground)
        self.blocks.append(TextBlock(set_columns(divided, self.face, size, left + wide, top), ink))
        if aside:
            reach = length(self.title.rest, self.face) * aside
            runs = set_column(
                self.title.rest, self.face, aside, left + aside * 0.55, top + max(0, high - reach)
            )
            self.blocks.append(TextBlock(tuple(runs), ink))
            high = max(high, reach)
        return self.flip((left, top, left + wide, top + high))

    def title_size(self, box: Box, most: float) -> float:
        left, top, right, bottom = box
        wide = right - left - self.aside_size(right - left, bottom - top) * ASIDE
        return best_columns(self.title.words, self.face, wide, bottom - top, most)[1]

    def title_ink(self, ground: Colour) -> Colour:
        """Now and then the bright colour, where it reads well."""
        bright = contrast(self.palette.spark, ground) > 6 and self.rng.random() < 0.4
        return self.palette.spark if bright else self.palette.ink_on(ground)

    def aside_size(self, wide: float, high: float) -> int:
        """The size of the small column beside the title, 0 when there is nothing for it or no room to be read."""
        if not self.title.rest:
            return 0
        size = int(min(58, wide * 0.2, high / length(self.title.rest, self.face)))
        self.unsaid = self.title.rest if size < SMALL else ""
        return 0 if self.unsaid else size

    def set_english(self, box: Box, ground: Colour, *, lean: float = 0, sink: float = 1) -> None:
        """Set the English title and the year in short lines, as large as fits, with what the title left unsaid."""
        left, top, right, bottom = self.flip(box)
        lean = 1 - lean if self.sheet.mirrored else lean
        for size in range(LARGE, SMALL - 1, -2):
            lines = self.english_lines(size, right - left)
            widest = max(typefaces.width(face, line) for line, face in lines) * size
            if widest <= right - left and len(lines) * size * LEADING <= bottom - top:
                break
        start = top + (bottom - top - len(lines) * size * LEADING) * sink
        runs = self.set_lines(lines, size, (left, start, right, bottom), lean)
        self.blocks.append(TextBlock(tuple(runs), self.palette.ink_on(ground)))

    def english_lines(self, size: int, wide: float) -> list[tuple[str, str]]:
        """Lines and their faces: the unsaid part unless English says the same, the title, the year."""
        said = self.title.english.casefold()
        texts = [self.title.english] if self.unsaid.casefold() in said else [self.unsaid, self.title.english]
        lines = [(line, "bold") for text in texts for line in wrap(text, "bold", size, wide)]
        return [*lines, (self.title.year, "plain")] if self.title.year else lines

    def set_lines(self, lines: list[tuple[str, str]], size: int, box: Box, lean: float) -> list[Run]:
        left, top, right, _ = box
        runs = []
        for row, (line, face) in enumerate(lines):
            baseline = top + size * (0.95 + LEADING * row)
            runs.append(set_line(line, face, size, left, right, baseline, lean))
        return runs
