"""A stored picture as lighter files of several widths.

Encoders take memory that a process never gives back, so `encode_in_subprocess` runs this module as a program of its
own, last in line for the processor. The module therefore imports nothing of the site.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

#: Best first; the file's extension is Pillow's name of the format too.
OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"quality": 78, "method": 4},
}

MEMORY_LIMIT = 1024 * 1024 * 1024
CPU_SECONDS = 60
WALL_SECONDS = 150


class EncodingError(Exception):
    """The encoder ended without its work done."""


@dataclass(frozen=True, slots=True)
class Encoded:
    format: str
    width: int
    data: bytes


def encode(data: bytes, widths: Sequence[int]) -> list[Encoded]:
    """The picture in each format at each of `widths`, in pixels.

    A format whose widest file is no lighter than `data` is left out: a drawing, for one, can be smaller as PNG.
    """
    stored = Image.open(BytesIO(data), formats=("JPEG", "PNG"))
    image = stored.convert("RGBA" if stored.has_transparency_data else "RGB")
    image.info.clear()
    widest_first = sorted(widths, reverse=True)
    sized = {width: _resized(image, width) for width in widest_first}
    made: list[Encoded] = []
    for format, options in OPTIONS.items():
        for width in widest_first:
            out = BytesIO()
            sized[width].save(out, format.upper(), **options)
            if width == widest_first[0] and out.tell() >= len(data):
                break
            made.append(Encoded(format, width, out.getvalue()))
    return made


def encode_in_subprocess(data: bytes, widths: Sequence[int]) -> list[Encoded]:
    """`encode` in a process of its own, bounded in memory and time. Raises EncodingError."""
    try:
        done = subprocess.run(  # noqa: S603  a fixed command line
            [sys.executable, "-I", __file__, *map(str, widths)],
            input=data,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            process_group=0,  # Ctrl-C is for the server, which lets it finish
        )
    except subprocess.TimeoutExpired:
        raise EncodingError(f"not done in {WALL_SECONDS} seconds") from None
    if done.returncode != 0:
        raise EncodingError(f"exit {done.returncode}: {done.stderr[-300:].decode(errors='replace')}")
    header, _, rest = done.stdout.partition(b"\n")
    made, at = [], 0
    for format, width, length in json.loads(header):
        made.append(Encoded(format, width, rest[at : at + length]))
        at += length
    return made


def _resized(image: Image.Image, width: int) -> Image.Image:
    if width == image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _main() -> None:
    import resource

    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    made = encode(sys.stdin.buffer.read(), [int(width) for width in sys.argv[1:]])
    header = json.dumps([(each.format, each.width, len(each.data)) for each in made])
    sys.stdout.buffer.write(header.encode() + b"\n" + b"".join(each.data for each in made))


if __name__ == "__main__":
    _main()
