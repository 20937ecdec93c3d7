"""Poster art for dramas whose own pictures may not be shown: typographic, flat, the same for the same seed."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from .poster_art import indoor_schemes as indoors
from .poster_art import outdoor_schemes as outdoors
from .poster_art import scenes, typefaces
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
# What is hashed with a seed. These two spread the demo's dramas evenly, with unlike posters beside each other.
SCHEME_SALT, PALETTE_SALT = "scheme335156", "palette236004"
# A narrow repertoire of syllables has a wider face to take its place.
STANDS_IN = {"sign": "bold"}
# The share of sheets that are drawn the other way round.
MIRRORED = 0.45


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
    words = read_title(title, title_ko, year)
    palette = palette_for(seed)
    scheme, faces = SCHEMES[digest(SCHEME_SALT, seed) % len(SCHEMES)]
    rng = random.Random(digest("details", seed))  # noqa: S311
    face = rng.choice(faces)
    if not typefaces.covers(face, "".join((*words.words, words.rest))):
        face = STANDS_IN.get(face, face)
    sheet = Sheet(WIDTH, HEIGHT, palette.paper, rng, mirrored=rng.random() < MIRRORED)
    page = Page(sheet, palette, words, face, rng)
    scheme(page)
    return Poster(scheme.__name__, palette, sheet.finish(), tuple(page.blocks))


def draw_still(*, title_ko: str, seed: str, caption_hint: str) -> Image.Image:
    """An RGB illustration of 1600 by 900 pixels in the palette of the drama's poster.

    The scene is the one that the caption's words name, in English, or else any. The title stands small on a tab.
    """
    palette = palette_for(seed)
    number = digest(caption_hint, seed)
    rng = random.Random(number)  # noqa: S311
    sheet = Sheet(scenes.WIDTH, scenes.HEIGHT, palette.paper, rng, mirrored=rng.random() < MIRRORED)
    scenes.scene_for(caption_hint, number)(sheet, palette)
    name = scenes.tab(sheet, " ".join(read_title("", title_ko, None).words), palette)
    image = sheet.finish()
    name.paint(image)
    return print_on_hanji(image)


def palette_for(seed: str) -> Palette:
    return PALETTES[digest(PALETTE_SALT, seed) % len(PALETTES)]


def digest(salt: str, seed: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{salt}:{seed}".encode()).digest()[:8])
