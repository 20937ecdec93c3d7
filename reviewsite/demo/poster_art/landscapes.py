"""Motifs from outdoors. Each draws on a sheet with flat colours and leaves the rest of it alone."""

import math
import random
from collections.abc import Sequence
from itertools import pairwise

from .lettering import Box
from .palettes import Colour
from .sheet import Point, Sheet, circle, smooth


def hills(
    sheet: Sheet, tops: Sequence[float], colours: Sequence[Colour], *, rise: float = 210, reach: float = 1.5
) -> None:
    """Ranges of peaks, the farthest first, down to the foot of the sheet.

    ``rise`` is the height of the tallest peak, ``reach`` half its width in the same measure.
    """
    for top, colour in zip(tops, colours, strict=True):
        peaks = ranges(sheet.rng, sheet.width, rise, reach)
        skyline = [
            (x, top - max(height * profile((x - middle) / wide) for middle, wide, height in peaks))
            for x in range(-10, sheet.width + 11, 4)
        ]
        sheet.shape([*skyline, (sheet.width + 10, sheet.height + 10), (-10, sheet.height + 10)], colour)


def ranges(rng: random.Random, width: float, rise: float, reach: float) -> list[tuple[float, float, float]]:
    """Peaks as (middle, half width, height), close enough to leave no gap."""
    peaks, middle = [], rng.uniform(-120, 60)
    while middle < width + rise * reach:
        height = rng.uniform(0.4, 1.0) * rise
        wide = height * reach * rng.uniform(0.9, 1.3)
        peaks.append((middle, wide, height))
        middle += wide * rng.uniform(0.7, 1.15)
    return peaks


def profile(share: float) -> float:
    """A peak's height at a share of its half width: steep near the top, which is rounded, and hollow at the foot."""
    share = min(1.0, abs(share))
    return float((1 - share) ** 1.35 * (1 + 0.25 * share)) if share > 0.06 else 0.967 - 9.26 * share**2


def water(sheet: Sheet, box: Box, colour: Colour, *, glint: Colour, middle: float) -> None:
    """Ripples: thin strips, thicker towards the reader, and brighter under the moon at ``middle``."""
    left, top, right, bottom = box
    y = top + 14
    while y < bottom - 10:
        depth = (y - top) / (bottom - top)
        thick = 2.5 + 7 * depth
        for _ in range(4):
            reach, x = sheet.rng.uniform(30, 150) * (0.5 + depth), sheet.rng.uniform(left, right)
            sheet.line([(x - reach, y), (x + reach, y)], thick, colour)
        reach = sheet.rng.uniform(20, 90) * (0.6 + depth)
        shift = sheet.rng.uniform(-30, 30)
        sheet.line([(middle + shift - reach, y), (middle + shift + reach, y)], thick, glint)
        y += thick * 3.1


def rain(sheet: Sheet, box: Box, colour: Colour, *, clear: Sequence[Box], slant: float = 0.2) -> None:
    """Slanted strokes all over a box except near the boxes to keep clear."""
    left, top, right, bottom = box
    x = left - (bottom - top) * slant
    while x < right + (bottom - top) * slant:
        y = top - sheet.rng.uniform(0, 160)
        while y < bottom:
            reach = sheet.rng.uniform(50, 190)
            ends = [(x + (y - top) * slant, y), (x + (y + reach - top) * slant, y + reach)]
            if not any(touches(ends, hole) for hole in clear):
                sheet.line(ends, 2.2, colour)
            y += reach + sheet.rng.uniform(36, 120)
        x += 27


def touches(ends: Sequence[Point], box: Box, room: float = 34) -> bool:
    left, top, right, bottom = box
    (x0, y0), (x1, y1) = ends
    return max(x0, x1) > left - room and min(x0, x1) < right + room and y1 > top - room and y0 < bottom + room


def umbrella(sheet: Sheet, x: float, y: float, reach: float, colours: tuple[Colour, Colour, Colour]) -> None:
    """An open umbrella whose rim's middle is at a point: canopy, every other panel, stick."""
    canopy, panel, stick = colours
    sheet.line([(x, y - reach * 0.72), (x, y + reach * 0.78)], reach * 0.035, stick)
    hook = [
        (x + reach * 0.09 * (1 - math.cos(t)), y + reach * (0.78 + 0.09 * math.sin(t)))
        for t in arc(0, math.pi)
    ]
    sheet.line(hook, reach * 0.035, stick)
    ribs = [-1.0, -0.62, -0.2, 0.2, 0.62, 1.0]
    top = (x, y - reach * 0.66)
    dome = [(x + reach * math.cos(t), y - reach * 0.66 * math.sin(t)) for t in arc(math.pi, 0)]
    sheet.shape([*dome, *scallops(x, y, reach, ribs)], canopy)
    for start, end in zip(ribs[1::2], ribs[2::2], strict=False):
        seams = [rib(top, (x + reach * share, y), reach) for share in (start, end)]
        rim = scallops(x, y, reach, [start, end])
        sheet.shape([*seams[0], *reversed(rim), *reversed(seams[1])], panel)


def rib(top: Point, foot: Point, reach: float) -> list[Point]:
    """The bowed seam from the tip of an umbrella to its rim."""
    wide, high = foot[0] - top[0], foot[1] - top[1]
    return [(top[0] + wide * math.sin(t), top[1] + high * (1 - math.cos(t))) for t in arc(0, math.pi / 2)]


def scallops(x: float, y: float, reach: float, ribs: Sequence[float]) -> list[Point]:
    """The rim from right to left, hollowed between ribs."""
    points: list[Point] = []
    for end, start in zip(reversed(ribs), list(reversed(ribs))[1:], strict=False):
        middle, half = x + reach * (start + end) / 2, reach * (end - start) / 2
        points += [(middle + half * math.cos(t), y - half * 0.3 * math.sin(t)) for t in arc(0, math.pi)]
    return points


def arc(start: float, end: float, steps: int = 24) -> list[float]:
    return [start + (end - start) * step / steps for step in range(steps + 1)]


def branch(
    sheet: Sheet,
    start: Point,
    end: Point,
    colours: tuple[Colour, Colour, Colour],
    *,
    size: float,
    clear: Sequence[Box] = (),
) -> None:
    """A plum branch from one point to another: bark, petals, hearts. Twigs and flowers keep boxes clear."""
    bark, petal, heart = colours
    rng = sheet.rng
    spine = smooth(knots(start, end, rng))
    taper(sheet, spine, size * 0.42, bark)
    flowers = [spine[-1]]
    heading = math.atan2(end[1] - start[1], end[0] - start[0])
    for place, side in ((0.2, 1), (0.36, -1), (0.52, 1), (0.66, -1), (0.8, 1)):
        root = spine[int(place * (len(spine) - 1))]
        turn = heading + side * rng.uniform(0.6, 1.0)
        reach = size * rng.uniform(1.9, 3.4) * (1.15 - place * 0.6)
        tip, bow = ahead(root, turn, reach), ahead(root, turn - side * 0.25, reach * 0.5)
        if not any(touches([tip, tip], hole, room=size * 0.5) for hole in clear):
            taper(sheet, smooth([root, bow, tip]), size * 0.16, bark)
            flowers += [tip, bow] if place < 0.6 else [tip]
    for x, y in flowers:
        if not any(touches([(x, y), (x, y)], hole, room=size * 0.75) for hole in clear):
            flower(sheet, x, y, size * rng.uniform(0.42, 0.62), petal, heart)


def knots(start: Point, end: Point, rng: random.Random) -> list[Point]:
    wide, high = end[0] - start[0], end[1] - start[1]
    return [
        (
            start[0] + wide * share + rng.uniform(-0.05, 0.05) * high,
            start[1] + high * share + rng.uniform(-0.06, 0.06) * wide,
        )
        for share in (0, 0.22, 0.45, 0.68, 0.86, 1)
    ]


def ahead(point: Point, turn: float, reach: float) -> Point:
    return (point[0] + reach * math.cos(turn), point[1] + reach * math.sin(turn))


def taper(sheet: Sheet, spine: Sequence[Point], width: float, colour: Colour) -> None:
    for place, (start, end) in enumerate(pairwise(spine)):
        sheet.line([start, end], max(3, width * (1 - 0.8 * place / len(spine))), colour)


def flower(sheet: Sheet, x: float, y: float, radius: float, petal: Colour, heart: Colour) -> None:
    """Five petals round a heart, or now and then a bud."""
    if sheet.rng.random() < 0.2:
        sheet.disc(x, y, radius * 0.42, petal)
        return
    turn = sheet.rng.uniform(0, 2 * math.pi)
    for step in range(5):
        sheet.disc(*ahead((x, y), turn + step * 2 * math.pi / 5, radius * 0.62), radius * 0.5, petal)
    sheet.disc(x, y, radius * 0.26, heart)


def moon(sheet: Sheet, x: float, y: float, radius: float, light: Colour, shade: Colour) -> None:
    """A disc with a flat shadow down one side."""
    sheet.disc(x, y, radius, shade)
    sheet.both(circle(x, y, radius), circle(x - radius * 0.2, y - radius * 0.12, radius * 1.02), light)
