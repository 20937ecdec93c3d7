"""The owner's colours, logo, icon and share picture, from the form to the page."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow

from reviewsite.images.models import Image
from reviewsite.images.reencoding import MAX_PIXELS
from reviewsite.images.uses import changing, uses_of
from reviewsite.site.models import SiteSettings
from tests.factories import make_staff
from tests.integration.pagecache.reading import Site
from tests.sample_pictures import encoded, huge_png, picture

pytestmark = pytest.mark.django_db

NAVY = "#1b2a5c"
ADDRESS = "/admin/site/sitesettings/1/change/"
STYLESHEET = re.compile(r'<link rel="stylesheet" href="(/look/[^"]+)">')


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_staff("Editor"))
    return client


def save(client: Client, **typed: Any) -> str:
    """What the form says to it; "" if it is saved."""
    answer = client.post(
        ADDRESS, {"name": "Salt Road", "tagline": "By the sea", "date_style": "day", **typed}
    )
    return "" if answer.status_code == 302 else answer.content.decode()


def upload(image: Pillow.Image, name: str = "any.png", format: str = "PNG") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, encoded(image, format))


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_new_colours_show_with_the_next_request_under_an_address_of_their_own(site: Site) -> None:
    found = SiteSettings.objects.get()
    assert not STYLESHEET.search(site.get("/genres/").text)
    addresses = []
    for colour in (NAVY, "#7a1f52"):
        found.accent = colour
        found.save()
        addresses += STYLESHEET.findall(site.get("/genres/").text)
        css = Client().get(addresses[-1])
        assert colour in css.content.decode()
        assert css.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert css.headers["Content-Type"] == "text/css; charset=utf-8"
    assert len(set(addresses)) == 2


def test_a_stylesheet_of_other_code_is_not_kept() -> None:
    answer = Client().get("/look/1b2a5c-0-0-0.00000000.css")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    for nonsense in (
        "/look/x.00000000.css",
        "/look/1b2a5c-0-0.00000000.css",
        "/look/1b2-0-0-0.00000000.css",
        "/look/1b2a5c-0-0-0.css",
    ):
        assert Client().get(nonsense).status_code == 404


def test_a_colour_that_nobody_could_read_is_refused_with_the_nearest_that_can(editor: Client) -> None:
    said = save(editor, accent="#ff5fa2", seal="vermilion")

    nearest = re.search(
        r"#ff5fa2 is hard to read on paper: contrast 2\.\d, needed 4\.5\. Nearest: (#\w{6})\.", said
    )
    assert nearest
    assert "“vermilion” is no colour." in said
    assert 'value="#ff5fa2"' in said
    assert "By the sea" in said
    assert save(editor, accent=nearest[1].upper()) == ""
    assert SiteSettings.objects.get().accent == nearest[1]


def test_the_preview_says_what_follows_from_colours(editor: Client) -> None:
    answer = editor.get("/admin/site/sitesettings/look/", {"accent": "#ff5fa2", "seal": "x" * 5000}).json()

    assert answer["properties"]["light"]["--celadon"] == "#ff5fa2"
    assert answer["properties"]["dark"]["--paper"] == "#14151a"
    assert [(each["field"], bool(each["nearest"])) for each in answer["problems"]] == [
        ("accent", True),
        ("seal", False),
    ]
    assert "shadowrootmode" in editor.get(ADDRESS).content.decode()


def test_pictures_of_the_owner_are_shown_where_they_belong(editor: Client) -> None:
    logo = Pillow.new("RGBA", (400, 100), (20, 40, 90, 120))
    typed = {
        "logo_file": upload(logo),
        "icon_file": upload(picture((300, 240))),
        "share_file": upload(picture((1200, 630))),
    }
    assert save(editor, **typed) == ""

    page = read("/genres/")
    assert re.search(r'<a class="wordmark" href="/">.*alt="Salt Road".*wordmark__logo--paper', page)
    assert 'property="og:image" content="http://127.0.0.1:8000/media/images/' in page
    icons = re.findall(r'<link rel="(?:icon|apple-touch-icon)" href="([^"]+)"', page)
    manifest = json.loads(read("/site.webmanifest"))
    icons += [icon["src"] for icon in manifest["icons"]]
    assert manifest["name"] == "Salt Road"
    sizes = set()
    for address in icons:
        answer = Client().get(address)
        sizes.add(Pillow.open(BytesIO(b"".join(answer))).size)  # type: ignore[arg-type]
    assert sizes == {(size, size) for size in (32, 180, 192, 512)}

    assert save(editor, **{"logo_file-clear": "on"}) == ""
    assert '<a class="wordmark" href="/">Salt Road</a>' in read("/genres/")
    assert len(re.findall('og:image"', read("/genres/"))) == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "not a picture that the site",
        ),
        (huge_png(), "too many pixels"),
        (encoded(Pillow.new("1", (8000, 5000)), "PNG"), "too many pixels"),
        (b"", "empty"),
    ],
)
def test_what_is_no_logo_is_refused_in_words(editor: Client, file: bytes, said: str) -> None:
    assert MAX_PIXELS < 40_000_000
    answer = save(editor, logo_file=SimpleUploadedFile("logo.svg", file))

    assert said in answer
    assert "By the sea" in answer
    assert not Image.objects.exists()


def test_an_icon_that_would_be_a_blur_is_refused_in_words(editor: Client) -> None:
    assert "100 × 400 pixels; an icon needs 192" in save(editor, icon_file=upload(picture((100, 400))))


def test_a_picture_of_the_site_is_the_owner_s_to_change_and_its_icons_follow_its_file(editor: Client) -> None:
    save(editor, icon_file=upload(picture((200, 200))))
    image = Image.objects.get()
    writer = make_staff("Writer")
    (use,) = uses_of(image)
    assert use.is_public
    assert not use.may_be_changed_by(writer)

    with changing(image, user=make_staff("Editor")):
        image.file.name = default_storage.save("images/ab/" + "ab" * 16 + ".png", upload(picture((210, 210))))
        image.save()

    for address in re.findall(r'rel="icon" href="/media/([^"]+)"', read("/genres/")):
        assert default_storage.exists(address)
