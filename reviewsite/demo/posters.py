"""Poster art for dramas whose own pictures may not be shown: typographic, flat, the same for the same seed."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from .poster_art import indoor_schemes as indoors
from .poster_art import outdoor_schemes as outdoors
from .poster_art import typefaces
from .poster_art.lettering import TextBlock, read_title
from .poster_art.page import HEIGHT, WIDTH, Page
from .poster_art.palettes import PALETTES, Palette
from .poster_art.sheet import Sheet, print_on_hanji

# A scheme and the faces that suit it.
SCHEMES: tuple[tuple[Callable[[Page], None], tuple[str, ...]], ...] = (
    (outdoors.moonrise, ("serif", "book")),
    (outdoors.peaks, ("serif", "book")),
    (outdoors.downpour, ("book", "serif")),
    (outdoors.eaves, ("serif",)),
    (outdoors.signboard, ("sign", "bold")),
    (outdoors.blossom, ("book", "serif")),
    (outdoors.pole, ("book", "sign")),
    (outdoors.climb, ("sign", "bold")),
    (indoors.window, ("serif", "book")),
    (indoors.bojagi, ("serif", "book")),
    (indoors.syllable, ("sign", "serif")),
    (indoors.seal, ("serif", "sign")),
    (indoors.bands, ("serif", "sign")),
    (indoors.moon_jar, ("serif", "book")),
    (indoors.lanes, ("sign", "bold")),
    (indoors.meeting, ("book", "serif")),
    (indoors.tiles, ("sign", "serif")),
)
SALT = "0"


@dataclass(frozen=True)
class Poster:
    """A poster before its words are printed: the plate, and where each block of text goes."""

    scheme: str
    palette: Palette
    plate: Image.Image
    blocks: tuple[TextBlock, ...]


def draw_poster(*, title: str, title_ko: str, year: int | None, seed: str) -> Image.Image:
    """An RGB poster of 800 by 1200 pixels, the same bytes for the same arguments."""
    poster = compose_poster(title=title, title_ko=title_ko, year=year, seed=seed)
    image = poster.plate.copy()
    for block in poster.blocks:
        block.paint(image)
    return print_on_hanji(image)


def compose_poster(*, title: str, title_ko: str, year: int | None, seed: str) -> Poster:
    number = digest(seed)
    palette = PALETTES[number % len(PALETTES)]
    scheme, faces = SCHEMES[number // len(PALETTES) % len(SCHEMES)]
    rng = random.Random(number)
    words = read_title(title, title_ko, year)
    letters = "".join((*words.words, words.rest)).replace(" ", "")
    face = rng.choice(faces)
    if face == "sign" and not typefaces.covers(face, letters):
        face = "bold"
    sheet = Sheet(WIDTH, HEIGHT, palette.paper, rng, mirrored=rng.random() < 0.4)
    page = Page(sheet, palette, words, face, rng)
    scheme(page)
    return Poster(scheme.__name__, palette, sheet.finish(), tuple(page.blocks))


def digest(seed: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{SALT}:{seed}".encode()).digest()[:8])
