"""Only pixels survive: whatever comes in, what comes out is a file of our own."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from reviewsite.images import reencoding
from reviewsite.images.reencoding import PictureError, reencode, reencode_in_subprocess
from tests.sample_pictures import PAYLOAD, animated, encoded, gif_polyglot, huge_png, picture, rotated_jpeg

RED = (179, 38, 30)


def reopened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def near(pixel: object, colour: tuple[int, int, int], by: int = 12) -> bool:
    return isinstance(pixel, tuple) and all(abs(a - b) <= by for a, b in zip(pixel[:3], colour, strict=True))


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_photograph_becomes_jpeg(format: str) -> None:
    data, facts = reencode(encoded(format=format))

    assert (facts.extension, facts.width, facts.height) == ("jpg", 320, 200)
    assert reopened(data).format == "JPEG"
    assert reopened(data).size == (320, 200)


def test_drawing_stays_without_loss() -> None:
    drawing = Image.new("RGB", (40, 40), "#faf6ef")
    drawing.paste("#b3261e", (5, 5, 20, 20))

    data, facts = reencode(encoded(drawing, "PNG"))

    assert facts.extension == "png"
    assert reopened(data).convert("RGB").tobytes() == drawing.tobytes()


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_see_through_pixels_stay_see_through(format: str) -> None:
    see_through = picture(mode="RGBA")
    see_through.putpixel((10, 10), (0, 0, 0, 0))
    see_through.paste((0, 0, 0, 0), (100, 50, 200, 150))

    data, facts = reencode(encoded(see_through, format))

    assert (facts.extension, facts.placeholder) == ("png", "")
    assert reopened(data).getpixel((150, 100))[3] == 0  # type: ignore[index]
    assert reopened(data).getpixel((300, 190))[3] == 255  # type: ignore[index]


def test_opaque_alpha_channel_is_no_reason_for_png() -> None:
    assert reencode(encoded(picture(mode="RGBA"), "PNG"))[1].extension == "jpg"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_colour_mode_is_read(mode: str) -> None:
    source = picture()
    image = source.convert("L").convert(mode) if mode == "I;16" else source.convert(mode)

    data, facts = reencode(encoded(image, "JPEG" if mode == "CMYK" else "PNG"))

    assert reopened(data).size == (320, 200)
    assert facts.extension in {"jpg", "png"}


def test_sixteen_bit_grey_keeps_its_brightness() -> None:
    data, _facts = reencode(encoded(Image.new("I;16", (30, 30), 128 * 257), "PNG"))

    assert reopened(data).convert("L").getpixel((15, 15)) == 128


def test_exif_rotation_is_applied_and_dropped() -> None:
    data, facts = reencode(rotated_jpeg())

    upright = reopened(data)
    assert upright.size == (facts.width, facts.height) == (200, 400)
    assert near(upright.getpixel((190, 10)), RED)
    assert not near(upright.getpixel((10, 10)), RED)
    assert not upright.getexif()
    assert b"zqcameramaker" not in data
    assert b"zqcomment" not in data


@pytest.mark.parametrize("format", ["PNG", "WEBP", "AVIF"])
def test_metadata_of_every_format_is_dropped(format: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "zqcameramaker"
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "zqcomment")
    see_through = picture(mode="RGBA")
    see_through.putpixel((0, 0), (0, 0, 0, 0))

    options = {"pnginfo": text} if format == "PNG" else {"xmp": b"<zqxmp/>"}
    source = encoded(see_through, format, exif=exif, **options)
    data, _facts = reencode(source)

    assert b"zqcameramaker" in source
    assert not any(word in data for word in (b"zqcameramaker", b"zqcomment", b"zqxmp"))


def test_colour_profile_is_applied_and_dropped() -> None:
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

    kept, _facts = reencode(encoded(icc_profile=srgb.tobytes(), quality=95))
    broken, _facts = reencode(encoded(icc_profile=b"not a profile", quality=95))
    other, _facts = reencode(encoded(icc_profile=wide.tobytes(), quality=95))

    for data in (kept, broken, other):
        assert near(reopened(data).getpixel((10, 10)), RED)
        assert "icc_profile" not in reopened(data).info


def test_trailing_payload_is_gone() -> None:
    data, _facts = reencode(encoded() + PAYLOAD)

    assert PAYLOAD not in data


def test_longest_side_is_bounded() -> None:
    _data, wide = reencode(encoded(picture((3000, 1000))))
    _data, thread = reencode(encoded(Image.new("RGB", (9000, 1)), "PNG"))

    assert (wide.width, wide.height) == (2400, 800)
    assert (thread.width, thread.height) == (2400, 1)


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_first_frame_of_an_animation_is_kept(format: str) -> None:
    data, facts = reencode(animated(format=format))

    assert facts.animated
    assert near(reopened(data).convert("RGB").getpixel((30, 30)), RED)
    assert getattr(reopened(data), "n_frames", 1) == 1


def test_still_picture_is_not_called_animated() -> None:
    assert not reencode(encoded(format="GIF"))[1].animated


def test_placeholder_is_the_dominant_colour() -> None:
    image = Image.new("RGB", (300, 300), "#1f5f52")
    image.paste("#b3261e", (0, 0, 100, 100))

    assert reencode(encoded(image, "PNG"))[1].placeholder == "#1f5f52"


def test_same_pixels_give_the_same_bytes() -> None:
    assert reencode(encoded(format="PNG"))[0] == reencode(encoded(format="PNG") + PAYLOAD)[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (lambda: b"", reencoding.UNREADABLE),
        (lambda: b"\0", reencoding.UNREADABLE),
        (lambda: PAYLOAD, reencoding.UNREADABLE),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", reencoding.UNREADABLE),
        (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", reencoding.UNREADABLE),
        (lambda: encoded(format="BMP"), reencoding.UNREADABLE),
        (lambda: encoded(format="TIFF"), reencoding.UNREADABLE),
        (lambda: encoded(format="ICO"), reencoding.UNREADABLE),
        (huge_png, reencoding.TOO_MANY_PIXELS),
        (lambda: encoded(Image.new("1", (4900, 4900)), "PNG", compress_level=1), reencoding.TOO_MANY_PIXELS),
        (lambda: encoded(Image.new("RGB", (3500, 3500)), "WEBP", method=0), reencoding.TOO_MANY_PIXELS),
        (lambda: encoded()[:-2000], reencoding.DAMAGED),
        (lambda: encoded(format="PNG")[:-300], reencoding.DAMAGED),
        (lambda: encoded() + b"\0" * reencoding.MAX_BYTES, reencoding.TOO_LARGE),
    ],
)
def test_what_is_no_good_picture_is_refused_for_its_reason(data: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(PictureError) as refused:
        reencode(data())

    assert refused.value.reason == reason


def test_gif_polyglot_is_refused_or_clean() -> None:
    try:
        data, _facts = reencode(gif_polyglot())
    except PictureError:
        return
    assert PAYLOAD not in data


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_truncation_anywhere_is_refused_or_clean(format: str) -> None:
    whole = encoded(picture((64, 48)), format)
    for cut in range(0, len(whole), max(1, len(whole) // 60)):
        _refused_or_clean(whole[:cut])


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_flipped_bytes_anywhere_are_refused_or_clean(format: str) -> None:
    whole = encoded(picture((64, 48)), format)
    for at in range(0, min(len(whole), 700), 7):
        _refused_or_clean(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])


def _refused_or_clean(data: bytes) -> None:
    try:
        clean, facts = reencode(data)
    except PictureError:
        return
    assert reopened(clean).size == (facts.width, facts.height)


def test_reencoding_apart_gives_the_same() -> None:
    assert reencode_in_subprocess(rotated_jpeg()) == reencode(rotated_jpeg())


def test_reencoding_apart_refuses_for_the_same_reason() -> None:
    with pytest.raises(PictureError) as refused:
        reencode_in_subprocess(huge_png())

    assert refused.value.reason == reencoding.TOO_MANY_PIXELS


def test_crash_of_the_decoder_is_one_refused_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reencoding, "__file__", "/nowhere/at/all.py")

    with pytest.raises(PictureError) as refused:
        reencode_in_subprocess(encoded())

    assert refused.value.reason == reencoding.DAMAGED


@pytest.mark.parametrize(("mode", "side", "format"), [("P", 4890, "PNG"), ("RGBA", 3460, "WEBP")])
def test_largest_pictures_stay_below_300_megabytes(mode: str, side: int, format: str) -> None:
    # Of palettes the decoded picture is held twice, of WebP four times: the two worst.
    options = {"PNG": {"transparency": 0}, "WEBP": {"method": 0}}[format]
    source = encoded(Image.new(mode, (side, side), 99), format, **options)
    program = (
        "import runpy, sys; runpy.run_path(sys.argv[1], run_name='__main__');"
        "print(*(line for line in open('/proc/self/status') if line.startswith('VmHWM')), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-c", program, reencoding.__file__],
        input=source,
        capture_output=True,
        check=True,
    )

    assert b"refused" not in done.stdout[:100]
    assert int(done.stderr.split()[1]) < 300 * 1024  # kilobytes
