"""A canvas for flat, cut-paper shapes, and the paper grain laid over the finished print."""

import math
import random
from collections.abc import Iterable, Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw

from .palettes import Colour

Point = tuple[float, float]
# Shapes are drawn larger than they are shown, so that their edges come out smooth.
OVERSAMPLING = 3
# How far a hand with scissors strays, in canvas pixels.
STRAY = 1.3


class Sheet:
    """Shapes are given in canvas pixels; ``mirrored`` flips all of them about the vertical axis."""

    def __init__(
        self, width: int, height: int, ground: Colour, rng: random.Random, *, mirrored: bool = False
    ) -> None:
        self.width, self.height, self.rng, self.mirrored = width, height, rng, mirrored
        self.image = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), ground)
        self.draw = ImageDraw.Draw(self.image)

    def at(self, point: Point) -> Point:
        x = self.width - point[0] if self.mirrored else point[0]
        return (x * OVERSAMPLING, point[1] * OVERSAMPLING)

    def shape(self, points: Sequence[Point], fill: Colour, *, stray: float = 0.0) -> None:
        """A filled polygon; ``stray`` roughens long straight edges by so many pixels."""
        outline = roughen(points, stray, self.rng) if stray else points
        self.draw.polygon([self.at(point) for point in outline], fill=fill)

    def rect(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], fill)

    def cut(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        """A rectangle cut by hand."""
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], fill, stray=STRAY)

    def disc(self, x: float, y: float, radius: float, fill: Colour) -> None:
        self.shape(circle(x, y, radius), fill)

    def ring(self, x: float, y: float, radius: float, width: float, fill: Colour) -> None:
        self.line([*circle(x, y, radius), (x + radius, y)], width, fill)

    def both(self, one: Sequence[Point], other: Sequence[Point], fill: Colour) -> None:
        """Fill only where two polygons lie over each other."""
        placed = [[self.at(point) for point in points] for points in (one, other)]
        edges = [(min(axis), max(axis)) for points in placed for axis in zip(*points, strict=True)]
        left, top = int(max(edges[0][0], edges[2][0], 0)), int(max(edges[1][0], edges[3][0], 0))
        right = math.ceil(min(edges[0][1], edges[2][1], self.image.width))
        bottom = math.ceil(min(edges[1][1], edges[3][1], self.image.height))
        if right <= left or bottom <= top:
            return
        stencils = []
        for points in placed:
            stencil = Image.new("1", (right - left, bottom - top))
            ImageDraw.Draw(stencil).polygon([(x - left, y - top) for x, y in points], fill=1)
            stencils.append(stencil)
        self.image.paste(fill, (left, top), ImageChops.logical_and(*stencils))

    def line(self, points: Sequence[Point], width: float, fill: Colour) -> None:
        """A line with round joints and ends."""
        placed = [self.at(point) for point in points]
        self.draw.line(placed, fill=fill, width=max(1, round(width * OVERSAMPLING)), joint="curve")
        if width >= 2:
            reach = width * OVERSAMPLING / 2
            for x, y in (placed[0], placed[-1]):
                self.draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=fill)

    def finish(self) -> Image.Image:
        return self.image.reduce(OVERSAMPLING)


def circle(x: float, y: float, radius: float) -> list[Point]:
    steps = max(40, int(radius))
    turns = (2 * math.pi * step / steps for step in range(steps))
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]


def roughen(points: Sequence[Point], stray: float, rng: random.Random) -> list[Point]:
    outline: list[Point] = []
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        parts = max(1, int(math.dist((x0, y0), (x1, y1)) / 70))
        for part in range(parts):
            share = part / parts
            outline.append(
                (
                    x0 + (x1 - x0) * share + rng.uniform(-stray, stray),
                    y0 + (y1 - y0) * share + rng.uniform(-stray, stray),
                )
            )
    return outline


def smooth(points: Sequence[Point], parts: int = 16) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    ends = [points[0], *points, points[-1]]
    curve: list[Point] = []
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for part in range(parts):
            curve.append(spline(before, start, end, after, part / parts))
    return [*curve, points[-1]]


def spline(before: Point, start: Point, end: Point, after: Point, share: float) -> Point:
    def axis(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (
            2 * b
            + (c - a) * share
            + (2 * a - 5 * b + 4 * c - d) * share**2
            + (3 * b - a - 3 * c + d) * share**3
        )

    return (
        axis(before[0], start[0], end[0], after[0]),
        axis(before[1], start[1], end[1], after[1]),
    )


@lru_cache(maxsize=2)
def hanji(width: int, height: int) -> Image.Image:
    """The grain of mulberry paper around a middle grey of 128: fine noise and stray fibres."""
    rng = random.Random("hanji")  # noqa: S311
    noise = Image.frombytes("L", (width, height), rng.randbytes(width * height))
    grain = noise.point([124 + round(8 * value / 255) for value in range(256)])
    draw = ImageDraw.Draw(grain)
    for _ in range(width * height // 3600):
        draw.line(list(fibre(width, height, rng)), fill=rng.choice((118, 121, 134, 137)))
    return Image.merge("RGB", (grain, grain, grain))


def fibre(width: int, height: int, rng: random.Random) -> Iterable[Point]:
    x, y, turn = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0, math.pi)
    for _ in range(rng.randrange(3, 8)):
        yield (x, y)
        turn += rng.uniform(-0.5, 0.5)
        x, y = x + 6 * math.cos(turn), y + 6 * math.sin(turn)


def print_on_hanji(image: Image.Image) -> Image.Image:
    return ImageChops.add(image, hanji(*image.size), scale=1, offset=-128)
