"""Posters built from letters, cloth, paper and plain figures."""

import math
from dataclasses import replace

from .buildings import jar, lattice, patches, patchwork, stitch
from .landscapes import branch
from .lettering import Box, Run, TextBlock, set_column
from .page import BOTTOM, FOOT, HEIGHT, MARGIN, RIGHT, WIDTH, Page
from .palettes import Colour, mix
from .sheet import OVERSAMPLING, circle


def window(page: Page) -> None:
    """A papered window with something behind it."""
    colours, sheet = page.palette, page.sheet
    wall, light, bars = page.rng.choice(
        (
            (colours.strong, colours.paper, colours.deep),
            (colours.deep, colours.spark, colours.deep),
            (colours.tint, colours.mid, colours.deep),
        )
    )
    page.fill(wall)
    sheet.rect(-10, 96, 496, 1000, light)
    kind = page.rng.choice(("slats", "grid", "diagonal"))
    if kind == "diagonal" or page.rng.random() < 0.5:
        sheet.disc(250, 420, 170, colours.mid if light != colours.mid else colours.paper)
    else:
        shadow = (mix(light, bars, 0.45), mix(light, colours.strong, 0.5), bars)
        branch(sheet, (-40, 860), (400, 250), shadow, size=80)
    sheet.rect(496, 90, WIDTH, 1006, wall)
    lattice(sheet, (-40, 96, 496, 1000), bars, kind=kind, pitch=58)
    page.set_title((548, 96, RIGHT, 900), wall, most=180)
    page.set_english(FOOT, wall)


def bojagi(page: Page) -> None:
    colours, sheet = page.palette, page.sheet
    cloth = page.rng.choice((colours.paper, colours.deep))
    label = colours.deep if cloth == colours.paper else colours.paper
    title_patch, label_patch = (470.0, 0.0, 800.0, 860.0), (0.0, 1010.0, 800.0, 1200.0)
    pieces = [
        *patches(sheet, (0, 0, 470, 860), 92),
        *patches(sheet, (0, 860, 800, 1010), 92),
    ]
    dyes = [colours.tint, colours.mid, colours.strong, colours.tint, colours.mid, colours.spark]
    patchwork(
        sheet,
        pieces,
        [*dyes, mix(colours.mid, colours.strong, 0.5), mix(colours.tint, colours.paper, 0.5)],
        colours.paper,
    )
    for box, dye in ((title_patch, cloth), (label_patch, label)):
        sheet.rect(*box, dye)
        stitch(sheet, box, mix(dye, colours.mid, 0.6), inset=13)
    page.set_title((504, 48, 766, 820), cloth, most=200, lean=0.5, sink=0.5)
    page.set_english((MARGIN, 1030, RIGHT, 1172), label, sink=0.5)


def syllable(page: Page) -> None:
    """The first syllable as the picture, cropped by two edges of the sheet and the column of the title."""
    colours, sheet = page.palette, page.sheet
    ground, shape, band = page.rng.choice(
        (
            (colours.paper, colours.strong, colours.deep),
            (colours.strong, colours.tint, colours.paper),
            (colours.deep, colours.spark, colours.tint),
            (colours.mid, colours.paper, colours.deep),
            (colours.spark, colours.deep, colours.paper),
        )
    )
    page.fill(ground)
    column = 566
    glyph = Run(page.title.words[0][0], page.face, 850 * OVERSAMPLING, 0, 0)
    _, _, wide, high = glyph.box
    middle = (WIDTH - column / 2 if sheet.mirrored else column / 2) * OVERSAMPLING
    placed = replace(glyph, left=middle - wide / 2, top=505 * OVERSAMPLING - high / 2)
    placed.paint(sheet.image, shape)
    sheet.rect(column, -10, WIDTH + 10, HEIGHT + 10, band)
    sheet.rect(-10, 1030, WIDTH + 10, HEIGHT + 10, band)
    page.set_title((column + 24, 64, RIGHT + 10, 960), band, most=150, lean=0.5)
    page.set_english(FOOT, band)


def seal(page: Page) -> None:
    """The title carved out of one block."""
    colours, sheet = page.palette, page.sheet
    ground, floor, block = page.rng.choice(
        (
            (colours.paper, colours.tint, colours.strong),
            (colours.tint, colours.mid, colours.deep),
            (colours.deep, mix(colours.deep, colours.strong, 0.6), colours.spark),
            (colours.strong, colours.deep, colours.paper),
        )
    )
    page.fill(ground)
    sheet.cut(-10, 640, WIDTH + 10, HEIGHT + 10, floor)
    box = (140, 130, 660, 900)
    left, top, right, bottom = page.set_title(box, block, most=300, lean=0.5, sink=0.5)
    pad = 54
    corners = [
        (left - pad, top - pad),
        (right + pad, top - pad),
        (right + pad, bottom + pad),
        (left - pad, bottom + pad),
    ]
    sheet.shape(corners, block, stray=3.4)
    page.set_english((MARGIN, 1010, RIGHT, BOTTOM), floor, lean=0.5)


def bands(page: Page) -> None:
    """Striped sleeves: one wide band holds the title."""
    colours, sheet = page.palette, page.sheet
    dyes = [colours.strong, colours.tint, colours.spark, colours.mid, colours.deep, colours.paper]
    ground = page.rng.choice((colours.paper, colours.deep, colours.strong))
    page.fill(ground)
    dyes = [dye for dye in dyes if dye != ground]
    x, turn = -10.0, page.rng.randrange(len(dyes))
    while x < 430:
        wide = page.rng.choice((26, 38, 54, 54, 72, 96))
        sheet.cut(x, -10, x + wide + 2, HEIGHT + 10, dyes[turn % len(dyes)])
        x += wide
        turn += 1
    page.set_title((x + 46, 64, RIGHT, 900), ground, most=220, lean=0.5)
    page.set_english((x + 46, 960, RIGHT, BOTTOM), ground, lean=float(sheet.mirrored))


def moon_jar(page: Page) -> None:
    colours, sheet = page.palette, page.sheet
    wall, table, glaze = page.rng.choice(
        (
            (colours.strong, colours.deep, colours.paper),
            (colours.mid, colours.deep, colours.paper),
            (colours.tint, colours.strong, colours.paper),
            (colours.deep, colours.strong, colours.tint),
        )
    )
    page.fill(wall)
    sheet.cut(-10, 880, WIDTH + 10, HEIGHT + 10, table)
    jar(sheet, 232, 980, 520, glaze, mix(glaze, colours.mid, 0.55))
    page.set_title((548, 64, RIGHT, 820), wall, most=260, other=(330, 64, RIGHT, 420))
    page.set_english(FOOT, table)


def lanes(page: Page) -> None:
    """Rings round a corner: a running track, a record, a ripple."""
    colours, sheet = page.palette, page.sheet
    ground = page.fill(page.rng.choice((colours.paper, colours.strong, colours.deep, colours.spark)))
    dyes = [
        dye
        for dye in (colours.deep, colours.strong, colours.mid, colours.tint, colours.paper)
        if dye != ground
    ]
    if ground == colours.deep:
        dyes.reverse()
    title = page.set_title((420, 64, RIGHT, 480), ground, most=200)
    middle = (page.rng.choice((50.0, 50.0, 270.0)), 1030.0)
    radius = min(760.0, math.dist(middle, (title[0], title[3])) - 44)
    for step in range(40):
        if radius < 150:
            break
        sheet.disc(*middle, radius, dyes[step % len(dyes)])
        radius -= page.rng.choice((40, 56, 56, 84, 110))
    sheet.disc(*middle, 100, colours.spark if ground != colours.spark else colours.paper)
    foot = colours.deep if ground != colours.deep else colours.strong
    sheet.rect(-10, 1030, WIDTH + 10, HEIGHT + 10, foot)
    page.set_english(FOOT, foot)


def meeting(page: Page) -> None:
    """Two discs printed over each other."""
    colours, sheet = page.palette, page.sheet
    ground, one, other, both = page.rng.choice(
        (
            (colours.paper, colours.mid, colours.spark, colours.strong),
            (colours.deep, colours.strong, colours.spark, colours.tint),
            (colours.tint, colours.strong, colours.paper, colours.spark),
            (colours.strong, colours.deep, colours.spark, colours.paper),
        )
    )
    page.fill(ground)
    upper, lower = circle(176, 380, 280), circle(290, 680, 280)
    sheet.shape(upper, one)
    sheet.shape(lower, other)
    sheet.both(upper, lower, both)
    page.set_title((590, 64, RIGHT, 940), ground, most=280, other=(470, 64, RIGHT, 390))
    page.set_english((MARGIN, 1010, RIGHT, BOTTOM), ground)


def tiles(page: Page) -> None:
    """A wall of tiles, one for each syllable, the free ones with a plain figure."""
    colours, sheet = page.palette, page.sheet
    sheet.mirrored = False
    dyes = page.rng.choice(
        (
            (colours.strong, colours.tint, colours.deep, colours.spark),
            (colours.deep, colours.spark, colours.strong, colours.paper),
            (colours.paper, colours.mid, colours.tint, colours.strong),
        )
    )
    columns = tile_columns(page.title.words)
    rows, foot = max(len(column) for column in columns), 1010.0
    wide, high = WIDTH / len(columns), foot / rows
    size = int(min(wide, high) * 0.72)
    for across, column in enumerate(columns):
        left, runs = WIDTH - wide * (across + 1), []
        for row in range(rows):
            ground = dyes[(across * 2 + row) % len(dyes)]
            box = (left, high * row, left + wide, high * (row + 1))
            sheet.rect(*box, ground)
            if row < len(column):
                runs = set_column(column[row], page.face, size, left + wide / 2, box[1] + (high - size) / 2)
                page.blocks.append(TextBlock(tuple(runs), colours.ink_on(ground)))
            else:
                figure(page, box, dyes[(across * 2 + row + 1) % len(dyes)])
    sheet.rect(-10, foot, WIDTH + 10, HEIGHT + 10, colours.deep)
    page.unsaid = page.title.rest
    page.set_english((MARGIN, foot + 20, RIGHT, BOTTOM), colours.deep)


def tile_columns(words: tuple[str, ...]) -> list[str]:
    """Words as columns of tiles, two at least and four at most; the shortest neighbours join first."""
    columns = list(words)
    while len(columns) > 4:
        joint = min(range(len(columns) - 1), key=lambda place: len(columns[place] + columns[place + 1]))
        columns[joint : joint + 2] = ["".join(columns[joint : joint + 2])]
    return [*columns, ""] if len(columns) == 1 else columns


def figure(page: Page, box: Box, colour: Colour) -> None:
    """A disc, a half or a quarter of one, as large as the tile."""
    left, top, right, bottom = box
    corner = [(left, top), (right, top), (right, bottom), (left, bottom)]
    middle = ((left + right) / 2, (top + bottom) / 2)
    least = min(right - left, bottom - top)
    kind = page.rng.randrange(3)
    if kind == 0:
        page.sheet.disc(*middle, least * 0.34, colour)
    elif kind == 1:
        page.sheet.both(corner, circle(*page.rng.choice(corner), least), colour)
    else:
        page.sheet.both(corner, circle(middle[0], bottom, least * 0.48), colour)
