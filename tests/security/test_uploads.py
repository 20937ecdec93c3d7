"""Hostile files by every door that takes a picture: refused with a reason, or stored as a file of our own making."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client
from PIL import Image as Pillow

from reviewsite.images.models import Image
from tests.factories import make_writer
from tests.sample_pictures import PAYLOAD, encoded, gif_polyglot, huge_png, picture, rotated_jpeg, upload

pytestmark = pytest.mark.django_db

OURS = re.compile(r"images/[0-9a-f]{2}/[0-9a-f]{32}\.(jpg|png)")
MAGIC = {"jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}

HOSTILE: dict[str, Callable[[], bytes]] = {
    "no bytes": lambda: b"",
    "HTML": lambda: b"<!doctype html><title>x</title>" + PAYLOAD,
    "SVG": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert('zqpayload')</script></svg>",
    "SVG, namespaced": lambda: (
        b"<h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert('zqpayload')</h:script>"
    ),
    "PHP": lambda: b"<?php system($_GET['zqpayload']); ?>",
    "GIF polyglot": gif_polyglot,
    "GIF header and HTML": lambda: b"GIF89a" + PAYLOAD,
    "JPEG with HTML behind": lambda: encoded() + PAYLOAD,
    "JPEG with HTML in its comment": lambda: encoded(comment=PAYLOAD),
    "PNG with HTML behind": lambda: encoded(format="PNG") + PAYLOAD,
    "20000 by 20000": huge_png,
    "truncated JPEG": lambda: encoded()[:-3000],
    "truncated PNG": lambda: encoded(format="PNG")[:200],
    "rotated JPEG": rotated_jpeg,
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nzqpayload\n",
    "more than 10 MB": lambda: encoded() + b"\0" * (10 * 1024 * 1024),
    "ZIP": lambda: b"PK\x03\x04" + b"\0" * 60 + PAYLOAD,
}
NAMES = {
    "as it should be": "still.jpg",
    "wrong extension": "still.html",
    "double extension": "still.php.jpg",
    "no extension": "still",
    "parent folder": "../../../../settings.py",
    "only dots": "..",
    "absolute": "/etc/passwd",
    "Windows": "C:\\windows\\evil.exe",
    "NUL": "still.php\0.jpg",
    "300 bytes": "x" * 300 + ".jpg",
    "right-to-left override": "still\u202egpj.exe",
    "Hangul": "미생.jpg",
    "line breaks": "still\r\nContent-Type: text/html\r\n\r\n.jpg",
    "markup": "<img src=x onerror=alert(1)>.jpg",
}


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: object) -> Path:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def writer(client: Client) -> Client:
    client.force_login(make_writer(is_superuser=True))
    return client


def send(
    client: Client, address: str, fields: dict[str, str], file: tuple[str, str, str, bytes]
) -> HttpResponse:
    """POST a form whose file part is written by hand: Django's own client would tidy the name."""
    field, name, content_type, data = file
    parts = [
        f'Content-Disposition: form-data; name="{key}"\r\n\r\n{fields[key]}\r\n'.encode() for key in fields
    ]
    head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: {content_type}\r\n\r\n'
    body = b"".join(b"--zq\r\n" + part for part in [*parts, head.encode() + data + b"\r\n"]) + b"--zq--\r\n"
    return client.post(address, body, content_type="multipart/form-data; boundary=zq")  # type: ignore[return-value]


def by_editor(client: Client, data: bytes, name: str, content_type: str) -> tuple[bool, str]:
    response = send(client, "/admin/markdown/upload/", {}, ("file", name, content_type, data))
    assert response.status_code in {200, 400}
    return response.status_code == 200, response.json().get("error", "")


def by_admin(client: Client, data: bytes, name: str, content_type: str) -> tuple[bool, str]:
    response = send(client, "/admin/images/image/add/", FORM, ("upload", name, content_type, data))
    assert response.status_code in {200, 302}
    errors = (
        ""
        if response.status_code == 302
        else str(response.context["adminform"].form.errors.get("upload", ""))
    )
    return response.status_code == 302, errors


FORM = {
    "alt": "",
    "caption": "",
    "credit": "",
    "credit_url": "",
    "spoils_through": "0",
    "focal_x": "50",
    "focal_y": "50",
}
DOORS = pytest.mark.parametrize("door", [by_editor, by_admin])
Door = Callable[[Client, bytes, str, str], tuple[bool, str]]


def stored_files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def assert_all_is_ours(media: Path) -> None:
    """Each stored file bears a name of ours, is decoded by its true type, and holds nothing of what came with it."""
    for path in stored_files(media):
        name = path.relative_to(media).as_posix()
        matched = OURS.fullmatch(name)
        assert matched, name
        data = path.read_bytes()
        assert data.startswith(MAGIC[matched[1]])
        assert b"zq" not in data
        with Pillow.open(path) as image:
            image.load()
            assert not image.getexif()
            assert not set(image.info) & {"exif", "comment", "icc_profile", "xmp"}
        assert data.endswith(b"\xff\xd9" if matched[1] == "jpg" else b"IEND\xae\x42\x60\x82")


@DOORS
@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_file_is_refused_in_words_or_stored_clean(
    door: Door, kind: str, writer: Client, media: Path
) -> None:
    stored, reason = door(writer, HOSTILE[kind](), "still.html", "image/gif")

    assert stored or reason
    assert len(stored_files(media)) == Image.objects.count() == int(stored)
    assert_all_is_ours(media)


def test_refusal_says_what_is_accepted(writer: Client) -> None:
    _stored, reason = by_editor(writer, HOSTILE["SVG"](), "logo.svg", "image/svg+xml")

    assert "JPEG, PNG, WebP, AVIF or GIF" in reason
    assert "10 MB" in reason


@DOORS
@pytest.mark.parametrize("kind", NAMES)
def test_name_of_the_upload_reaches_nothing(door: Door, kind: str, writer: Client, media: Path) -> None:
    stored, reason = door(writer, encoded(), NAMES[kind], "text/html")

    assert stored or reason
    assert stored or kind in {"only dots", "line breaks"}
    assert_all_is_ours(media)


@DOORS
def test_rotated_photograph_is_stored_upright(door: Door, writer: Client) -> None:
    door(writer, rotated_jpeg(), "still.jpg", "image/jpeg")

    image = Image.objects.get()
    assert (image.width, image.height) == (200, 400)
    with Pillow.open(default_storage.open(image.file.name)) as stored:
        assert stored.size == (200, 400)


@pytest.mark.parametrize(
    ("data", "words"), [(PAYLOAD, "not a picture"), (bytes(13 * 2**20), "larger than 10 MB")]
)
def test_refused_file_keeps_what_was_typed(writer: Client, data: bytes, words: str) -> None:
    typed = {**FORM, "alt": "Two people at a copier", "upload": upload(data)}

    page = writer.post("/admin/images/image/add/", typed).content.decode()

    assert words in page
    assert "Two people at a copier" in page


def test_replacing_by_a_bad_file_leaves_the_good_one(writer: Client, media: Path) -> None:
    by_editor(writer, encoded(), "still.jpg", "image/jpeg")
    image = Image.objects.get()

    response = writer.post("/admin/markdown/upload/", {"file": upload(PAYLOAD), "key": image.key})

    assert response.status_code == 400
    assert default_storage.exists(image.file.name)
    assert len(stored_files(media)) == 1


def test_stored_files_that_are_not_ours_are_noticed(media: Path) -> None:
    """The control: the check above goes red for a file as the library would have stored it."""
    (media / "markdownx").mkdir()
    (media / "markdownx" / "0b1c.html").write_bytes(PAYLOAD)
    with pytest.raises(AssertionError):
        assert_all_is_ours(media)
    (media / "markdownx" / "0b1c.html").unlink()
    (media / "images" / "4f").mkdir(parents=True)
    (media / "images" / "4f" / f"{'4f9c21ab' * 4}.jpg").write_bytes(encoded(picture(), comment=PAYLOAD))

    with pytest.raises(AssertionError):
        assert_all_is_ours(media)


def test_endless_form_is_refused_before_it_is_read() -> None:
    class Endless:
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    client = Client(enforce_csrf_checks=True)
    client.get("/admin/login/")

    response = client.generic(
        "POST",
        "/admin/login/",
        "x",
        content_type="multipart/form-data; boundary=zq",
        **{"CONTENT_LENGTH": "1000000000", "wsgi.input": Endless()},
    )

    assert response.status_code == 400
