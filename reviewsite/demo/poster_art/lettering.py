"""Setting a title: Hangul in vertical columns that run from right to left, English in short lines."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from . import typefaces
from .palettes import Colour

Box = tuple[float, float, float, float]
# Ems along a vertical column.
SYLLABLE, CAPITAL, WORD_SPACE = 0.97, 0.86, 0.3
COLUMN_GAP = 0.14
# Syllables that one column takes before a word is broken.
LONGEST = 9


@dataclass(frozen=True)
class Title:
    """What a poster says. ``words`` are set large, ``rest`` (a subtitle, an English tail) small beside them."""

    words: tuple[str, ...]
    rest: str
    english: str
    year: str


@dataclass(frozen=True)
class Run:
    """Text whose ink has its left upper corner at a point; ``turned`` runs downwards."""

    text: str
    face: str
    size: int
    left: float
    top: float
    turned: bool = False

    def ink(self) -> Box:
        """The ink's box as if the point were the origin of the text's own box."""
        font, scale = typefaces.drawn(self.face, self.text, self.size)
        left, top, right, bottom = font.getbbox(self.text, anchor="ls")
        return (left * scale, top * scale, right * scale, bottom * scale)

    @property
    def box(self) -> Box:
        left, top, right, bottom = self.ink()
        wide, high = right - left, bottom - top
        if self.turned:
            wide, high = high, wide
        return (self.left, self.top, self.left + wide, self.top + high)

    def paint(self, image: Image.Image, colour: Colour) -> None:
        font, scale = typefaces.drawn(self.face, self.text, self.size)
        left, top, right, bottom = (round(edge) for edge in font.getbbox(self.text, anchor="ls"))
        stencil = Image.new("L", (right - left, bottom - top))
        ImageDraw.Draw(stencil).text((-left, -top), self.text, fill=255, font=font, anchor="ls")
        stencil = stencil.resize(
            (round(stencil.width * scale), round(stencil.height * scale)), Image.Resampling.LANCZOS
        )
        if self.turned:
            stencil = stencil.transpose(Image.Transpose.ROTATE_270)
        image.paste(colour, (round(self.left), round(self.top)), stencil)


@dataclass(frozen=True)
class TextBlock:
    runs: tuple[Run, ...]
    colour: Colour

    @property
    def box(self) -> Box:
        return union([run.box for run in self.runs])

    def paint(self, image: Image.Image) -> None:
        for run in self.runs:
            run.paint(image, self.colour)


def union(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def read_title(title: str, title_ko: str, year: int | None) -> Title:
    """Divide a title into what is set large and what is set small. Without Hangul the title itself is set large."""
    main = unicodedata.normalize("NFC", title_ko).strip() or title
    parts = [part for part in re.split(r"\s*[:：]\s*|\s+[-–—~]\s+", main) if part]
    parts.sort(key=lambda part: len(part.replace(" ", "")))
    words, tail = parts[0].split(), list(parts[1:])
    if any(is_hangul(word[0]) for word in words):
        tail += [" ".join(word for word in words if word.isascii() and word.islower())]
        words = [word for word in words if not (word.isascii() and word.islower())]
    words = [piece for word in words for piece in pieces(word)]
    return Title(tuple(words), " ".join(filter(None, tail)), title, str(year or ""))


def pieces(word: str) -> list[str]:
    """A word as it may be broken between columns: in equal parts when it is too long for one."""
    parts = -(-len(word) // LONGEST) if is_hangul(word[0]) else 1
    share = -(-len(word) // parts)
    return [word[start : start + share] for start in range(0, len(word), share)]


def is_hangul(character: str) -> bool:
    return "가" <= character <= "힣"


def stands(character: str) -> bool:
    """Whether a character keeps upright in a vertical column."""
    return not character.isascii() or character.isdigit() or character.isupper()


@dataclass(frozen=True)
class Cell:
    """A step down a column: one upright character, or a run that lies on its side."""

    text: str
    length: float
    turned: bool = False


def cells(text: str, face: str) -> Iterator[Cell]:
    for piece in re.findall(r"\s+|[^\s\x00-\x7f]|[A-Z0-9](?![a-z])|[!-~]+", text):
        if piece.isspace():
            yield Cell("", WORD_SPACE)
        elif len(piece) == 1 and stands(piece):
            yield Cell(piece, CAPITAL if piece.isascii() else SYLLABLE)
        else:
            yield Cell(piece, typefaces.width(face, piece) + 0.08, turned=True)


def length(text: str, face: str) -> float:
    """How many ems a column of this text is long."""
    return sum(cell.length for cell in cells(text, face))


def columns(words: Sequence[str]) -> Iterator[list[str]]:
    """Every way to divide words among columns, in order."""
    for breaks in range(2 ** (len(words) - 1)):
        divided = [words[0]]
        for place, word in enumerate(words[1:]):
            if breaks >> place & 1:
                divided.append(word)
            else:
                divided[-1] += f" {word}"
        yield divided


def best_columns(
    words: Sequence[str], face: str, wide: float, high: float, most: float
) -> tuple[list[str], float]:
    """The division that lets the title be largest in a space, fewer columns preferred; and that size."""

    def size(divided: list[str]) -> float:
        across = len(divided) + COLUMN_GAP * (len(divided) - 1)
        return min(most, wide / across, high / max(length(column, face) for column in divided))

    best = max(columns(words), key=lambda divided: size(divided) * 0.93 ** len(divided))
    return best, size(best)


def set_column(text: str, face: str, size: int, centre: float, top: float) -> list[Run]:
    runs = []
    for cell in cells(text, face):
        if cell.text:
            runs.append(place(cell, face, size, centre, top + cell.length * size / 2))
        top += cell.length * size
    return runs


def set_columns(texts: Sequence[str], face: str, size: int, right: float, top: float) -> tuple[Run, ...]:
    """Columns side by side, the first at the right."""
    centres = [right - size / 2 - size * (1 + COLUMN_GAP) * place for place in range(len(texts))]
    return tuple(
        run
        for text, centre in zip(texts, centres, strict=True)
        for run in set_column(text, face, size, centre, top)
    )


def place(cell: Cell, face: str, size: int, centre: float, middle: float) -> Run:
    """Syllables keep their place in the em square; figures, capitals and turned runs are centred by their ink."""
    run = Run(cell.text, face, size, 0, 0, turned=cell.turned)
    _, _, right, bottom = run.box
    if cell.turned or cell.text.isascii():
        return Run(cell.text, face, size, centre - right / 2, middle - bottom / 2, cell.turned)
    ink_left, ink_top, _, _ = run.ink()
    _, high, _, low = Run("를", face, size, 0, 0).ink()
    advance = typefaces.width(face, cell.text) * size
    return Run(cell.text, face, size, centre - advance / 2 + ink_left, middle + ink_top - (high + low) / 2)


def set_line(text: str, face: str, size: int, left: float, right: float, baseline: float, lean: float) -> Run:
    """A line on a baseline, its ink at the left edge (``lean`` 0), at the right one (1) or between."""
    ink_left, ink_top, ink_right, _ = Run(text, face, size, 0, 0).ink()
    return Run(text, face, size, left + (right - left - ink_right + ink_left) * lean, baseline + ink_top)


def wrap(text: str, face: str, size: float, wide: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and typefaces.width(face, longer) * size > wide:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
