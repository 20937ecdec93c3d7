"""The fonts of the posters, all under the SIL Open Font License, loaded from the fonts folder beside the code."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parents[2] / "fonts"

# Each face names the files in which a character is looked for, in order.
FACES = {
    "serif": ("NotoSerifKR-Black.woff2", "NotoSerifKR-Black-hanja.woff2", "Pretendard-Bold.woff2"),
    "book": ("GowunBatang-Bold.woff2", "NotoSerifKR-Black-hanja.woff2", "Pretendard-Bold.woff2"),
    "sign": ("BlackHanSans-Regular.woff2", "NotoSerifKR-Black-hanja.woff2", "Pretendard-Bold.woff2"),
    "bold": ("Pretendard-Bold.woff2", "NotoSerifKR-Black-hanja.woff2"),
    "plain": ("Pretendard-Medium.woff2",),
}
# Reading a font's file at a size takes a tenth of a second, so glyphs are drawn at one of two sizes and reduced.
MEASURE, DISPLAY = 144, 480
# A code point that no font draws: what it looks like is how a font shows that it lacks a character.
NOTHING = "\U0010fffe"


@lru_cache(maxsize=16)
def load(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def has(name: str, character: str) -> bool:
    font = load(name, MEASURE)
    return character.isspace() or bytes(font.getmask(character)) != bytes(font.getmask(NOTHING))


def file_for(face: str, text: str) -> str:
    """The first file of a face that draws every character of the text, else its first file."""
    names = FACES[face]
    return next((name for name in names if all(has(name, character) for character in text)), names[0])


def covers(face: str, text: str) -> bool:
    """Whether the face's own file, not one that stands in for it, draws every character."""
    return all(has(FACES[face][0], character) for character in text)


def drawn(face: str, text: str, size: int) -> tuple[ImageFont.FreeTypeFont, float]:
    """The font that draws a text, and what its drawing is multiplied by to come to a size in pixels."""
    whole = MEASURE if size <= MEASURE / 2 else max(size, DISPLAY)
    return load(file_for(face, text), whole), size / whole


def width(face: str, text: str) -> float:
    """The advance of a text in ems."""
    return load(file_for(face, text), MEASURE).getlength(text) / MEASURE
