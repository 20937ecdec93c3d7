"""Pictures in landscape format, made of the posters' motifs, for figures inside a text."""

import re
from collections.abc import Callable

from .buildings import jar, lattice, patches, patchwork, roof, stairs, tower, wires
from .landscapes import branch, hills, moon, rain, umbrella, water
from .lettering import TextBlock, set_column
from .palettes import Palette, mix
from .sheet import Sheet, circle

WIDTH, HEIGHT = 1600, 900
# The size of the name on a picture's tab, in pixels.
TAB = 34
Scene = Callable[[Sheet, Palette], None]


def shore(sheet: Sheet, colours: Palette) -> None:
    sky, light = sheet.rng.choice(((colours.strong, colours.spark), (colours.tint, colours.paper)))
    sheet.rect(0, 0, WIDTH, HEIGHT, sky)
    sheet.disc(520, 380, 210, light)
    sea = mix(sky, colours.mid, 0.42)
    hills(sheet, (560,), (mix(sky, colours.deep, 0.3),), rise=120, reach=2.6)
    sheet.rect(0, 560, WIDTH, HEIGHT, sea)
    water(sheet, (0, 560, WIDTH, 850), mix(sea, sky, 0.7), glint=light, middle=520)
    sheet.shape([(0, 838), (700, 812), (WIDTH, 850), (WIDTH, HEIGHT), (0, HEIGHT)], colours.deep)


def ranges(sheet: Sheet, colours: Palette) -> None:
    sky, near = sheet.rng.choice(((colours.paper, colours.deep), (colours.spark, colours.deep)))
    sheet.rect(0, 0, WIDTH, HEIGHT, sky)
    sheet.disc(1080, 300, 120, colours.spark if sky != colours.spark else colours.paper)
    shades = [mix(colours.tint, near, share) for share in (0, 0.28, 0.55, 0.8, 1)]
    hills(sheet, (500, 590, 680, 770, 860), shades, rise=260)


def shower(sheet: Sheet, colours: Palette) -> None:
    sheet.rect(0, 0, WIDTH, HEIGHT, colours.deep)
    shelter = (330.0, 250.0, 1230.0, 800.0)
    rain(sheet, (0, 0, WIDTH, 790), mix(colours.deep, colours.mid, 0.55), clear=[shelter])
    umbrella(sheet, 960, 580, 230, (colours.tint, colours.mid, colours.tint))
    umbrella(sheet, 580, 560, 230, (colours.spark, mix(colours.spark, colours.deep, 0.2), colours.tint))
    sheet.shape([(0, 806), (WIDTH, 786), (WIDTH, HEIGHT), (0, HEIGHT)], colours.strong)


def rooftops(sheet: Sheet, colours: Palette) -> None:
    sky, light = sheet.rng.choice(((colours.strong, colours.tint), (colours.mid, colours.paper)))
    sheet.rect(0, 0, WIDTH, HEIGHT, sky)
    tile = mix(colours.deep, sky, 0.06)
    moon(sheet, 1180, 220, 112, light, mix(sky, light, 0.3))
    hills(sheet, (470,), (mix(sky, tile, 0.18),), rise=170, reach=2.2)
    for left, eave, share in ((-260, 600, 0.55), (620, 660, 0.38), (60, 790, 0.0)):
        front = mix(tile, sky, share)
        end = mix(front, colours.tint, 0.75) if share == 0 else front
        roof(sheet, left, left + 1080, eave, (front, mix(front, sky, 0.25), end))
    sheet.rect(0, 806, WIDTH, HEIGHT, colours.paper)
    roof(sheet, 60, 1140, 790, (tile, mix(tile, sky, 0.25), mix(tile, colours.tint, 0.75)))


def city(sheet: Sheet, colours: Palette) -> None:
    sky = sheet.rng.choice((colours.tint, colours.mid))
    sheet.rect(0, 0, WIDTH, HEIGHT, sky)
    sheet.disc(330, 210, 92, colours.paper)
    rows = ((0.32, 330, 0.1), (0.68, 450, 0.2), (1.0, 560, 0.3))
    for depth, top, share in rows:
        wall, left = mix(sky, colours.deep, depth), sheet.rng.uniform(-90, 0)
        while left < WIDTH:
            wide = sheet.rng.choice((140, 180, 240))
            box = (left, top + sheet.rng.uniform(-130, 130), left + wide, HEIGHT + 10)
            tower(sheet, box, wall, mix(wall, sky, 0.22), colours.spark, share=share)
            left += wide + sheet.rng.choice((20, 60, 110))


def bough(sheet: Sheet, colours: Palette) -> None:
    ground, tree = sheet.rng.choice(
        (
            (colours.paper, (colours.deep, colours.spark, colours.strong)),
            (colours.mid, (colours.deep, colours.paper, colours.strong)),
            (colours.deep, (colours.mid, colours.tint, colours.spark)),
        )
    )
    sheet.rect(0, 0, WIDTH, HEIGHT, ground)
    sheet.disc(1130, 400, 250, mix(ground, tree[1], 0.3))
    branch(sheet, (-40, 800), (1240, 190), tree, size=108)


def street(sheet: Sheet, colours: Palette) -> None:
    top, foot = sheet.rng.choice(((colours.strong, colours.tint), (colours.mid, colours.paper)))
    sheet.rect(0, 0, WIDTH, HEIGHT, top)
    for step, share in enumerate((0.28, 0.52, 0.76, 1.0)):
        sheet.cut(-10, 260 + step * 118, WIDTH + 10, HEIGHT + 10, mix(top, foot, share))
    sheet.disc(1010, 560, 110, colours.paper)
    hills(sheet, (760,), (mix(foot, colours.deep, 0.6),), rise=120, reach=3)
    for left, high in ((-40, 640), (880, 690), (1330, 600)):
        tower(
            sheet,
            (left, high, left + 300, 910),
            colours.deep,
            mix(colours.deep, top, 0.3),
            colours.spark,
            share=0.25,
        )
    wires(sheet, 560, 200, 910, colours.deep)
    sheet.cut(-10, 850, WIDTH + 10, 910, colours.deep)


def steps(sheet: Sheet, colours: Palette) -> None:
    ground = sheet.rng.choice((colours.spark, colours.paper))
    sheet.rect(0, 0, WIDTH, HEIGHT, ground)
    sheet.disc(360, 230, 110, colours.paper if ground == colours.spark else colours.spark)
    flights = (colours.tint, colours.mid, colours.strong, colours.deep)
    stairs(sheet, (-120, 800), 14, 132, 72, flights)


def screen(sheet: Sheet, colours: Palette) -> None:
    wall, light = sheet.rng.choice(((colours.strong, colours.paper), (colours.deep, colours.spark)))
    sheet.rect(0, 0, WIDTH, HEIGHT, wall)
    for left, kind in ((115, "slats"), (465, "grid"), (815, "grid"), (1165, "slats")):
        sheet.rect(left, 90, left + 320, 810, light)
        if kind == "grid":
            sheet.both(
                [(left, 90), (left + 320, 90), (left + 320, 810), (left, 810)],
                circle(800, 400, 210),
                mix(light, colours.strong, 0.45),
            )
        lattice(sheet, (left, 90, left + 320, 810), colours.deep, kind=kind, pitch=54)


def cloth(sheet: Sheet, colours: Palette) -> None:
    dyes = [
        colours.tint,
        colours.mid,
        colours.strong,
        colours.paper,
        colours.mid,
        colours.spark,
        colours.deep,
    ]
    patchwork(sheet, patches(sheet, (0, 0, WIDTH, HEIGHT), 120), dyes, mix(colours.paper, colours.mid, 0.2))


def shelf(sheet: Sheet, colours: Palette) -> None:
    wall, board = sheet.rng.choice(
        ((colours.strong, colours.deep), (colours.mid, colours.deep), (colours.tint, colours.strong))
    )
    sheet.rect(0, 0, WIDTH, HEIGHT, wall)
    sheet.cut(-10, 690, WIDTH + 10, HEIGHT + 10, board)
    jar(sheet, 520, 780, 520, colours.paper, mix(colours.paper, colours.mid, 0.55))
    jar(sheet, 1060, 790, 300, colours.tint, mix(colours.tint, colours.strong, 0.5))
    for x in (860, 1290):
        sheet.disc(x, 756, 44, colours.spark)


def rings(sheet: Sheet, colours: Palette) -> None:
    ground = sheet.rng.choice((colours.spark, colours.deep))
    sheet.rect(0, 0, WIDTH, HEIGHT, ground)
    dyes = [
        dye
        for dye in (colours.deep, colours.strong, colours.mid, colours.tint, colours.paper)
        if dye != ground
    ]
    radius, step = 860.0, 0
    while radius > 170:
        sheet.disc(430, 820, radius, dyes[step % len(dyes)])
        radius -= sheet.rng.choice((44, 60, 60, 92, 120))
        step += 1
    sheet.disc(430, 820, 110, colours.paper if ground == colours.spark else colours.spark)
    sheet.rect(0, 820, WIDTH, HEIGHT, colours.deep if ground != colours.deep else colours.strong)


def board(sheet: Sheet, colours: Palette) -> None:
    """A game of baduk under way."""
    wood = colours.spark
    sheet.rect(0, 0, WIDTH, HEIGHT, wood)
    pitch = 92
    stones: set[tuple[int, int]] = set()
    for step in range(20):
        sheet.rect(step * pitch - 2, 0, step * pitch + 2, HEIGHT, mix(wood, colours.deep, 0.55))
        sheet.rect(0, step * pitch - 34, WIDTH, step * pitch - 30, mix(wood, colours.deep, 0.55))
    while len(stones) < 46:
        stones.add((round(sheet.rng.gauss(8, 3.2)), round(sheet.rng.gauss(5, 2.2))))
    for place, (across, down) in enumerate(sorted(stones)):
        light, shade = (colours.paper, colours.tint) if (place + down) % 2 else (colours.strong, colours.deep)
        moon(sheet, across * pitch, down * pitch - 32, 42, light, shade)


def train(sheet: Sheet, colours: Palette) -> None:
    sky = sheet.rng.choice((colours.tint, colours.mid))
    sheet.rect(0, 0, WIDTH, HEIGHT, sky)
    sheet.disc(1180, 250, 120, colours.paper)
    hills(
        sheet,
        (420, 500),
        (mix(sky, colours.strong, 0.25), mix(sky, colours.strong, 0.5)),
        rise=180,
        reach=2.2,
    )
    sheet.rect(0, 740, WIDTH, HEIGHT, colours.deep)
    for left in (-420, 400, 1220):
        sheet.cut(left, 480, left + 800, 730, colours.strong)
        sheet.rect(left, 650, left + 800, 676, colours.spark)
        for seat in range(6):
            sheet.rect(left + 48 + seat * 120, 530, left + 142 + seat * 120, 620, colours.paper)
        sheet.rect(left + 800, 560, left + 820, 700, colours.deep)
    for x in range(-40, WIDTH, 96):
        sheet.rect(x, 790, x + 56, 806, mix(colours.deep, sky, 0.4))


def tab(sheet: Sheet, words: str, colours: Palette) -> TextBlock:
    """A strip of paper that hangs from the upper edge with the drama's name on it."""
    runs = tuple(set_column(words, "book", TAB, WIDTH - 96, 30))
    block = TextBlock(runs, colours.deep)
    left, _, right, bottom = block.box
    sheet.mirrored = False
    sheet.cut(left - 16, -10, right + 16, bottom + 24, colours.paper)
    return block


# What a caption may speak of, and the scene that shows it.
SCENES: tuple[tuple[Scene, str], ...] = (
    (shore, "sea beach shore river water boat island harbour port lake"),
    (ranges, "mountain hill forest border field valley country"),
    (shower, "rain umbrella storm typhoon wet"),
    (rooftops, "palace hanok roof rooftop court king queen temple"),
    (city, "city tower office company building night skyline apartment castle hospital"),
    (bough, "flower blossom tree spring camellia garden autumn"),
    (street, "street alley neighbourhood village evening lamp road walk"),
    (steps, "stair step climb school tunnel ladder"),
    (screen, "window door room home house corridor"),
    (cloth, "sleeve cloth dress suit sewing wedding family box"),
    (shelf, "table bar kitchen dinner restaurant meal desk"),
    (rings, "run track record music radio signal band swim song race"),
    (board, "game board baduk stone match play"),
    (train, "train subway station bus platform car commute"),
)


def scene_for(hint: str, number: int) -> Scene:
    """The scene whose words a hint names first, else one by number."""
    for word in re.findall(r"[a-z]+", hint.casefold()):
        for scene, names in SCENES:
            if word in names.split() or word.removesuffix("s") in names.split():
                return scene
    return SCENES[number % len(SCENES)][0]
