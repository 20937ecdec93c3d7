"""Any picture file in, a clean file of our own out: only pixels survive.

Decoders of hostile files are where image libraries have their worst bugs, so `reencode_in_subprocess` runs this
module as a program of its own with little memory and time: a crash or a bomb there is one refused upload.
The module therefore imports nothing of the site.
"""

import contextlib
import json
import logging
import subprocess
import sys
import threading
import warnings
from dataclasses import asdict, dataclass
from io import BytesIO

from PIL import AvifImagePlugin, ExifTags, Image, ImageCms

logger = logging.getLogger(__name__)

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 24_000_000
#: Their decoders hold several copies of the whole picture: this keeps the process below 300 MB.
MAX_PIXELS_OF = {"WEBP": 12_000_000, "AVIF": 12_000_000}
LONGEST_SIDE = 2400
JPEG_QUALITY = 88
#: A picture of so few colours is a drawing, a logo or a screenshot of text.
FEW_COLOURS = 256

MEMORY_LIMIT = 512 * 1024 * 1024
CPU_SECONDS = 15
WALL_SECONDS = 30

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_at_once = threading.BoundedSemaphore(2)

UNREADABLE, TOO_LARGE, TOO_MANY_PIXELS, DAMAGED = "unreadable", "too_large", "too_many_pixels", "damaged"


class PictureError(Exception):
    """Not a picture that we take; `reason` is one of the four constants above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Facts:
    """What is known of a re-encoded file: extension without dot, pixels, "#rrggbb" or "" if see-through."""

    extension: str
    width: int
    height: int
    placeholder: str
    animated: bool


def reencode(data: bytes) -> tuple[bytes, Facts]:
    """The picture as a JPEG or PNG file of at most `LONGEST_SIDE` pixels, upright, in sRGB, without metadata.

    Raises `PictureError`, and nothing else, whatever the bytes. Of an animation the first frame is kept; the
    others are never decoded, so that their number costs nothing.
    """
    if len(data) > MAX_BYTES:
        raise PictureError(TOO_LARGE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _reencode(_open(data))
    except PictureError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(TOO_MANY_PIXELS) from None
    except (Exception, MemoryError):  # decoders raise whatever comes to hand
        raise PictureError(DAMAGED) from None


def reencode_in_subprocess(data: bytes) -> tuple[bytes, Facts]:
    """`reencode` in a process of its own, bounded in memory and time."""
    if len(data) > MAX_BYTES:
        raise PictureError(TOO_LARGE)
    try:
        with _at_once:
            done = subprocess.run(  # noqa: S603  a fixed command line
                [sys.executable, "-I", __file__],
                input=data,
                capture_output=True,
                timeout=WALL_SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise PictureError(DAMAGED) from None
    if done.returncode != 0:
        logger.warning("A picture ended its decoder with %d: %s", done.returncode, done.stderr[-500:])
        raise PictureError(DAMAGED)
    header, _, encoded = done.stdout.partition(b"\n")
    answer = json.loads(header)
    if "refused" in answer:
        raise PictureError(answer["refused"])
    return encoded, Facts(**answer)


def _open(data: bytes) -> Image.Image:
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise
    except Exception:
        raise PictureError(UNREADABLE) from None
    width, height = image.size
    if width * height > MAX_PIXELS_OF.get(image.format or "", MAX_PIXELS):
        raise PictureError(TOO_MANY_PIXELS)
    return image


def _reencode(image: Image.Image) -> tuple[bytes, Facts]:
    animated = image.format != "MPO" and bool(getattr(image, "is_animated", False))
    turn = _turn(image)
    clean = _to_srgb(_shrunk(image), image.info.get("icc_profile"))
    if turn is not None:
        clean = clean.transpose(turn)
    # What the file said about itself would otherwise be written again, a JPEG comment for one.
    clean.info.clear()
    placeholder = "" if clean.mode == "RGBA" else dominant_colour(clean)
    encoded, extension = _encode(clean)
    return encoded, Facts(extension, clean.width, clean.height, placeholder, animated)


def _shrunk(image: Image.Image) -> Image.Image:
    scale = min(1.0, LONGEST_SIDE / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if scale < 1:
        image.draft("", size)  # a JPEG decoder halves while it reads
    image.load()
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 257).convert("L")
    elif image.has_transparency_data and image.mode != "RGBA":
        image = image.convert("RGBA")
    elif image.mode not in ("L", "RGB", "RGBA", "CMYK"):
        image = image.convert("L" if image.mode == "1" else "RGB")
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _turn(image: Image.Image) -> Image.Transpose | None:
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # unreadable metadata says nothing against the pixels
        return None


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB, or RGBA if any pixel is see-through; a colour profile is applied and dropped."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = image.convert("RGB") if alpha else image
    if profile:
        # A broken profile, or one for other channels, is left out: the colours are as good as they get.
        with contextlib.suppress(ImageCms.PyCMSError):
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(colours, BytesIO(profile), srgb, outputMode="RGB")
            colours = converted or colours
    colours = colours.convert("RGB")
    if alpha and alpha.getextrema()[0] != 255:
        colours.putalpha(alpha)
    return colours


def dominant_colour(image: Image.Image) -> str:
    """The most common of the few colours that an RGB picture can be reduced to, as "#rrggbb"."""
    reduced = image.resize((48, 48), Image.Resampling.BOX).quantize(6)
    counts = reduced.histogram()
    index = counts.index(max(counts))
    red, green, blue = (reduced.getpalette() or [0, 0, 0])[index * 3 : index * 3 + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _encode(image: Image.Image) -> tuple[bytes, str]:
    """JPEG for what is photographic; PNG, which loses nothing, for drawings and for what is see-through.

    Both are read everywhere, also by mail programs and link previews: this file is what stays when a
    reader's program takes none of the lighter renditions that are made of it.
    """
    out = BytesIO()
    if image.mode == "RGBA" or image.getcolors(FEW_COLOURS):
        image.save(out, "PNG")
        return out.getvalue(), "png"
    image.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0, progressive=True, optimize=True)
    return out.getvalue(), "jpg"


def _main() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer
    try:
        encoded, facts = reencode(sys.stdin.buffer.read())
    except PictureError as refused:
        out.write(json.dumps({"refused": refused.reason}).encode() + b"\n")
    else:
        out.write(json.dumps(asdict(facts)).encode() + b"\n" + encoded)


if __name__ == "__main__":
    _main()
