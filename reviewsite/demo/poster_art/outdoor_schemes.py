"""Posters with a view: the title stands in the sky, the English one on the ground."""

from .buildings import roof, stairs, tower, wires
from .landscapes import branch, hills, moon, rain, umbrella, water
from .page import BOTTOM, FOOT, HEIGHT, MARGIN, RIGHT, WIDTH, Page
from .palettes import mix


def moonrise(page: Page) -> None:
    colours, sheet = page.palette, page.sheet
    sky, light = page.rng.choice(
        ((colours.deep, colours.tint), (colours.strong, colours.spark), (colours.tint, colours.paper))
    )
    page.fill(sky)
    sheet.disc(280, 470, 236, light)
    sea = mix(sky, colours.mid, 0.42)
    sheet.rect(-10, 800, WIDTH + 10, HEIGHT, sea)
    water(sheet, (0, 800, WIDTH, 1034), mix(sea, sky, 0.7), glint=light, middle=280)
    shore = mix(colours.deep, colours.strong, 0.12)
    sheet.shape(
        [(-10, 1040), (240, 1026), (520, 1040), (WIDTH + 10, 1012), (WIDTH + 10, 1210), (-10, 1210)], shore
    )
    page.set_title((548, 64, RIGHT, 764), sky, most=186)
    page.set_english(FOOT, shore)


def peaks(page: Page) -> None:
    colours, sheet = page.palette, page.sheet
    sky, far, near = page.rng.choice(
        (
            (colours.paper, colours.tint, colours.deep),
            (colours.tint, mix(colours.tint, colours.mid, 0.6), colours.deep),
            (colours.deep, mix(colours.deep, colours.strong, 0.7), colours.tint),
            (colours.spark, colours.tint, colours.deep),
        )
    )
    page.fill(sky)
    sun = colours.spark if sky != colours.spark else colours.paper
    sheet.disc(196, 330, 112, sun)
    shades = (far, mix(far, near, 0.3), mix(far, near, 0.55), mix(far, near, 0.78))
    hills(sheet, (800, 870, 940, 1010), shades, rise=270)
    hills(sheet, (1056,), (near,), rise=50, reach=6)
    page.set_title((440, 64, RIGHT, 520), sky, most=200)
    page.set_english(FOOT, near)


def downpour(page: Page) -> None:
    colours, sheet = page.palette, page.sheet
    dusk, dusty = mix(colours.deep, colours.mid, 0.55), mix(colours.tint, colours.strong, 0.5)
    bright = (colours.spark, mix(colours.spark, colours.deep, 0.2))
    ground, stroke, canopy = page.rng.choice(
        (
            (colours.deep, dusk, (*bright, colours.tint)),
            (
                colours.strong,
                mix(colours.strong, colours.tint, 0.5),
                (colours.paper, colours.tint, colours.paper),
            ),
            (colours.tint, dusty, (colours.strong, colours.deep, colours.deep)),
            (colours.tint, dusty, (*bright, colours.deep)),
        )
    )
    page.fill(ground)
    title = page.set_title((440, 72, RIGHT, 640), ground, most=200)
    street = colours.deep if ground != colours.deep else colours.strong
    sheltered = (30, 700, 560, 1060)
    rain(sheet, (0, 0, WIDTH, 1026), stroke, clear=[title, sheltered])
    umbrella(sheet, 290, 786, 236, canopy)
    sheet.shape([(-10, 1036), (WIDTH + 10, 1020), (WIDTH + 10, HEIGHT + 10), (-10, HEIGHT + 10)], street)
    page.set_english(FOOT, street)


def eaves(page: Page) -> None:
    colours, sheet = page.palette, page.sheet
    sky, light = page.rng.choice(
        ((colours.strong, colours.tint), (colours.deep, colours.spark), (colours.mid, colours.paper))
    )
    page.fill(sky)
    tile = mix(colours.deep, sky, 0.06) if sky != colours.deep else mix(colours.deep, colours.mid, 0.4)
    moon(sheet, 226, 300, 128, light, mix(sky, light, 0.3))
    roof(sheet, -330, 690, 900, (mix(tile, sky, 0.4), mix(tile, sky, 0.62), tile))
    wall = colours.paper
    sheet.rect(-10, 1036, WIDTH + 10, HEIGHT + 10, wall)
    roof(sheet, 130, 1130, 1026, (tile, mix(tile, sky, 0.25), mix(tile, colours.tint, 0.75)))
    page.set_title((508, 64, RIGHT, 600), sky, most=200)
    page.set_english(FOOT, wall)


def signboard(page: Page) -> None:
    """The title hangs as a shop sign on the tallest house."""
    colours, sheet = page.palette, page.sheet
    sky, sun, wall, board = page.rng.choice(
        (
            (colours.deep, colours.tint, mix(colours.deep, colours.strong, 0.35), colours.paper),
            (colours.mid, colours.paper, colours.deep, colours.spark),
            (colours.tint, colours.paper, colours.deep, colours.spark),
        )
    )
    page.fill(sky)
    far, near = mix(sky, colours.strong, 0.4), colours.strong
    sheet.disc(180, 220, 84, sun)
    for box in ((30, 560, 210, 1210), (330, 450, 480, 1210)):
        tower(sheet, box, far, mix(far, sky, 0.4), colours.spark, share=0.12)
    for box in ((-30, 770, 130, 1210), (186, 690, 420, 1210)):
        tower(sheet, box, near, mix(near, colours.deep, 0.4), colours.spark, share=0.3)
    sheet.cut(446, 110, 810, 1210, wall)
    sheet.cut(492, 56, 752, 950, board)
    page.set_title((520, 92, 724, 930), board, most=190, lean=0.5, sink=0.5)
    base = colours.deep
    sheet.rect(-10, 1030, WIDTH + 10, HEIGHT + 10, base)
    page.set_english(FOOT, base)


def blossom(page: Page) -> None:
    colours, sheet = page.palette, page.sheet
    ground, tree = page.rng.choice(
        (
            (colours.paper, (colours.deep, colours.spark, colours.strong)),
            (colours.deep, (colours.mid, colours.tint, colours.spark)),
            (colours.mid, (colours.deep, colours.paper, colours.strong)),
            (colours.strong, (colours.deep, colours.tint, colours.spark)),
        )
    )
    page.fill(ground)
    title = page.set_title((520, 72, RIGHT, 900), ground, most=190)
    column = (title[0], 0, WIDTH, HEIGHT)
    branch(sheet, (-30, 1010), (title[0] - 130, 150), tree, size=96, clear=[column])
    page.set_english((300, 1000, RIGHT, BOTTOM), ground, lean=1)


def pole(page: Page) -> None:
    """A street pole and its wires before a sky of torn strips."""
    colours, sheet = page.palette, page.sheet
    top, foot = page.rng.choice(
        ((colours.strong, colours.tint), (colours.tint, colours.mid), (colours.mid, colours.paper))
    )
    sky = page.fill(top)
    edge = 590.0
    for step, share in enumerate((0.28, 0.52, 0.76, 1.0)):
        sheet.cut(-10, edge, WIDTH + 10, HEIGHT + 10, mix(top, foot, share))
        edge += 128 - step * 14
    sheet.disc(566, 900, 100, colours.spark)
    street = colours.deep
    hills(sheet, (1040,), (street,), rise=50, reach=6)
    title = page.set_title((MARGIN + 300, 64, RIGHT, 560), sky, most=200)
    wires(sheet, 190, max(430, title[3] + 50), 1210, street)
    page.set_english(FOOT, street, lean=1)


def climb(page: Page) -> None:
    """Flights of stairs; the lowest is wide enough to carry the English title."""
    colours, sheet = page.palette, page.sheet
    ground, flights = page.rng.choice(
        (
            (colours.paper, (colours.tint, colours.mid, colours.strong, colours.deep)),
            (colours.spark, (colours.tint, colours.mid, colours.strong, colours.deep)),
            (
                colours.deep,
                (mix(colours.deep, colours.strong, 0.5), colours.strong, colours.mid, colours.tint),
            ),
        )
    )
    page.fill(ground)
    stairs(sheet, (-108, 930), 9, 108, 80, flights)
    floor = flights[-1]
    sheet.rect(-10, 1028, WIDTH + 10, HEIGHT + 10, floor)
    page.set_title((MARGIN, 64, 410, 530), ground, most=190, lean=0)
    page.set_english(FOOT, floor)
