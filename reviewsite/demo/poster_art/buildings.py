"""Motifs that people made: paper windows, patchwork, roofs, towers, wires, stairs, a moon jar."""

import math
from collections.abc import Sequence

from .landscapes import arc
from .lettering import Box
from .palettes import Colour
from .sheet import Point, Sheet, circle


def lattice(sheet: Sheet, box: Box, colour: Colour, *, kind: str, pitch: float = 52, bar: float = 7) -> None:
    """The bars of a papered window: ``slats`` in three belts, a ``grid``, or ``diagonal``."""
    left, top, right, bottom = box
    if kind == "diagonal":
        diagonals(sheet, box, colour, pitch * 1.3, bar)
    else:
        count = max(2, round((right - left) / pitch))
        for step in range(1, count):
            x = left + (right - left) * step / count
            sheet.rect(x - bar / 2, top, x + bar / 2, bottom, colour)
        for y in belts(top, bottom, pitch) if kind == "slats" else rungs(top, bottom, pitch * 1.5):
            sheet.rect(left, y - bar / 2, right, y + bar / 2, colour)
    frame(sheet, box, colour, bar * 2.6)


def belts(top: float, bottom: float, pitch: float) -> list[float]:
    return [
        top + (bottom - top) * share + pitch * 0.5 * step
        for share in (0.12, 0.5, 0.88)
        for step in (-2, -1, 0, 1, 2)
    ]


def rungs(top: float, bottom: float, pitch: float) -> list[float]:
    count = max(2, round((bottom - top) / pitch))
    return [top + (bottom - top) * step / count for step in range(1, count)]


def diagonals(sheet: Sheet, box: Box, colour: Colour, pitch: float, bar: float) -> None:
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    reach = -high
    while reach < wide + high:
        for sign in (1, -1):
            start, end = max(0.0, -reach), min(high, wide - reach)
            if start < end:
                ends = [(left + reach + t if sign > 0 else right - reach - t, top + t) for t in (start, end)]
                sheet.line(ends, bar, colour)
        reach += pitch


def frame(sheet: Sheet, box: Box, colour: Colour, thick: float) -> None:
    left, top, right, bottom = box
    sheet.rect(left, top, right, top + thick, colour)
    sheet.rect(left, bottom - thick, right, bottom, colour)
    sheet.rect(left, top, left + thick, bottom, colour)
    sheet.rect(right - thick, top, right, bottom, colour)


def patches(sheet: Sheet, box: Box, least: float) -> list[Box]:
    """A box cut again and again, never into pieces narrower than ``least``; some pieces are left large."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    large = max(wide, high)
    if large < least * 2 or (large < least * 3.6 and sheet.rng.random() < 0.38):
        return [box]
    share = sheet.rng.choice((0.26, 0.34, 0.42, 0.58, 0.66, 0.74))
    if wide > high * sheet.rng.uniform(0.75, 1.25):
        cut = left + max(least, min(wide - least, wide * share))
        return patches(sheet, (left, top, cut, bottom), least) + patches(
            sheet, (cut, top, right, bottom), least
        )
    cut = top + max(least, min(high - least, high * share))
    return patches(sheet, (left, top, right, cut), least) + patches(sheet, (left, cut, right, bottom), least)


def patchwork(sheet: Sheet, pieces: Sequence[Box], colours: Sequence[Colour], seam: Colour) -> None:
    """Sewn cloths: no piece has the colour of one that touches it, and a stitched seam runs round each."""
    chosen: list[Colour] = []
    for place, piece in enumerate(pieces):
        near = {chosen[other] for other in range(place) if adjoin(piece, pieces[other])}
        free = [colour for colour in colours if colour not in near] or list(colours)
        chosen.append(sheet.rng.choice(free))
        sheet.rect(*piece, chosen[-1])
    for piece in pieces:
        stitch(sheet, piece, seam)


def adjoin(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def stitch(sheet: Sheet, box: Box, colour: Colour, inset: float = 9) -> None:
    left, top, right, bottom = box[0] + inset, box[1] + inset, box[2] - inset, box[3] - inset
    x = left
    while x < right:
        for y in (top, bottom):
            sheet.line([(x, y), (min(x + 7, right), y)], 1.5, colour)
        x += 14
    y = top
    while y < bottom:
        for x in (left, right):
            sheet.line([(x, y), (x, min(y + 7, bottom))], 1.5, colour)
        y += 14


def roof(
    sheet: Sheet, left: float, right: float, eave: float, colours: tuple[Colour, Colour, Colour]
) -> None:
    """A tiled roof seen from the front: tiles, furrows, and the round ends along a lifted eave."""
    tile, furrow, end = colours
    middle, half = (left + right) / 2, (right - left) / 2

    def lift(x: float) -> float:
        return eave - 62 * abs((x - middle) / half) ** 2.6

    ridge = eave - half * 0.62
    rim = [(left + (right - left) * step / 60, lift(left + (right - left) * step / 60)) for step in range(61)]
    hip = half * 0.56
    slope_left = [
        (middle - half + (half - hip) * t, lift(left) + (ridge - lift(left)) * t**1.6) for t in steps(12)
    ]
    slope_right = [(2 * middle - x, y) for x, y in reversed(slope_left)]
    sheet.shape([*slope_left, *slope_right, *reversed(rim)], tile)
    count = 17
    for step in range(1, count):
        share = step / count * 2 - 1
        foot = middle + half * share
        sheet.line([(middle + hip * share, ridge + 16), (foot, lift(foot) - 8)], 5, furrow)
    sheet.cut(middle - hip - 26, ridge - 22, middle + hip + 26, ridge + 14, furrow)
    for step in range(count * 2 + 1):
        x = left + (right - left) * step / (count * 2)
        sheet.disc(x, lift(x) + 3, 13, end)


def steps(count: int) -> list[float]:
    return [step / count for step in range(count + 1)]


def tower(
    sheet: Sheet, box: Box, wall: Colour, window: Colour, lit: Colour, *, share: float, pitch: float = 40
) -> None:
    """A block of flats with a share of its windows lit."""
    left, top, right, bottom = box
    sheet.cut(left, top, right, bottom, wall)
    across = max(2, int((right - left - 24) / pitch))
    gap = (right - left) / across
    y = top + 26
    while y < bottom - 20:
        for step in range(across):
            x = left + gap * (step + 0.5)
            pane = lit if sheet.rng.random() < share else window
            sheet.rect(x - gap * 0.26, y, x + gap * 0.26, y + 22, pane)
        y += pitch * 1.05


def wires(sheet: Sheet, x: float, top: float, bottom: float, colour: Colour) -> list[list[Point]]:
    """A street pole with two arms and the wires that hang from it; returns the wires."""
    sheet.shape([(x - 8, top), (x + 8, top), (x + 12, bottom), (x - 12, bottom)], colour)
    hung = []
    for arm, reach in ((top + 46, 104), (top + 118, 78)):
        sheet.rect(x - reach, arm, x + reach, arm + 11, colour)
        for share in (-0.9, -0.45, 0.5, 0.92):
            foot = (x + reach * share, arm - 4)
            sheet.rect(foot[0] - 5, arm - 18, foot[0] + 5, arm + 2, colour)
            hung += [hang(foot, side, sheet) for side in (-80, sheet.width + 80)]
    for wire in hung:
        sheet.line(wire, 2.6, colour)
    sheet.rect(x + 16, top + 190, x + 62, top + 268, colour)
    return hung


def hang(start: Point, end: float, sheet: Sheet) -> list[Point]:
    sag, rise = sheet.rng.uniform(30, 70), sheet.rng.uniform(-60, 40)
    return [
        (start[0] + (end - start[0]) * t, start[1] - 12 + rise * t + sag * math.sin(math.pi * t))
        for t in steps(40)
    ]


def stairs(
    sheet: Sheet, foot: Point, count: int, tread: float, riser: float, colours: Sequence[Colour]
) -> None:
    """Flights that climb to the right, each a step behind the last, down to the foot of the sheet."""
    for place, colour in enumerate(colours):
        x, y = foot[0] + place * tread * 1.6, foot[1] + place * riser * 2.4
        points: list[Point] = [(x, sheet.height + 10), (x, y)]
        for step in range(count):
            points += [
                (x + tread * step, y - riser * (step + 1)),
                (x + tread * (step + 1), y - riser * (step + 1)),
            ]
        sheet.shape([*points, (points[-1][0], sheet.height + 10)], colour)


def jar(sheet: Sheet, x: float, base: float, height: float, glaze: Colour, shade: Colour) -> None:
    """A moon jar: a wide body, a short neck, a narrower foot, and a flat shadow down one side."""
    outline = silhouette(x, base, height)
    sheet.shape(outline, shade)
    radius = height * 0.52
    sheet.both(outline, circle(x - radius * 0.26, base - height * 0.54, radius * 1.06), glaze)


def silhouette(x: float, base: float, height: float) -> list[Point]:
    """The outline of the jar, from its right foot round to its left; the belly is a little fuller on one side."""
    right = [(0.19, 0.0), (0.2, 0.05)]
    right += [(0.53 * math.cos(turn), 0.49 + 0.48 * math.sin(turn)) for turn in arc(-1.17, 1.18, 80)]
    right += [(0.205, 0.95), (0.225, 1.0)]
    left = [(-across * 1.015, up) for across, up in reversed(right)]
    return [(x + across * height, base - up * height) for across, up in [*right, *left]]
