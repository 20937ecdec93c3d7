"""Picture files for tests, made on the spot: good ones, and ones that should do harm."""

import struct
import zlib
from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

PAYLOAD = b"<script>alert('zqpayload')</script>"


def picture(size: tuple[int, int] = (320, 200), mode: str = "RGB") -> Image.Image:
    """A picture with more colours than a drawing has, celadon for the most part, its upper left corner red."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image = Image.blend(image, Image.new("RGB", size, "#1f5f52"), 0.7)
    width, height = size
    image.paste("#b3261e", (0, 0, max(1, width // 4), max(1, height // 4)))
    image.putpixel((width - 1, height - 1), (255, 255, 255))
    for x in range(min(width, 300)):
        image.putpixel((x, height - 1), (x % 256, 255 - x % 256, x * 7 % 256))
    return image.convert(mode)


def encoded(image: Image.Image | None = None, format: str = "JPEG", **options: Any) -> bytes:
    out = BytesIO()
    (image or picture()).save(out, format, **options)
    return out.getvalue()


def rotated_jpeg() -> bytes:
    """400 by 200 in the file, to be shown turned by 90 degrees: 200 by 400, red at the upper right."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "zqcameramaker"
    return encoded(picture((400, 200)), exif=exif, comment=b"zqcomment", quality=95)


@cache
def huge_png() -> bytes:
    """20000 by 20000 pixels of one bit in some 50 kB."""
    header = struct.pack(">IIBBBBB", 20000, 20000, 1, 0, 0, 0, 0)
    pixels = zlib.compressobj(9)
    row = b"\0" + b"\0" * 2500
    body = b"".join(pixels.compress(row * 500) for _ in range(40)) + pixels.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def gif_polyglot() -> bytes:
    """A file that begins as a GIF and is read as a script by whoever believes its name."""
    return b"GIF89a/*" + b"\0" * 8 + b"*/=1;" + PAYLOAD


def animated(frames: int = 3, format: str = "GIF") -> bytes:
    colours = ("#b3261e", "#1f5f52", "#28415f")
    first, *rest = (Image.new("RGB", (60, 40), colours[n % 3]) for n in range(frames))
    ImageDraw.Draw(first).rectangle((0, 0, 9, 9), "#ffffff")
    return encoded(first, format, save_all=True, append_images=rest, duration=100)


def upload(data: bytes, name: str = "still.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
