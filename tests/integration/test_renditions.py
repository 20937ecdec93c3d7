"""Lighter files of pictures: made by a job, named in pages once they are there, gone with their picture."""

import io
import random
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from PIL import Image as PillowImage

from reviewsite import markdown
from reviewsite.images.encoding import EncodingError, encode, encode_in_subprocess
from reviewsite.images.files import file_name, renditions_on_disk
from reviewsite.images.ingest import ingest
from reviewsite.images.models import Image
from reviewsite.images.pictures import picture_of, pictures_for
from reviewsite.images.renditions import WIDTHS, widths_for
from reviewsite.jobs.models import Job
from reviewsite.jobs.worker import Worker
from tests.factories import make_drama, make_review
from tests.sample_pictures import encoded, picture, rotated_jpeg, upload

pytestmark = pytest.mark.django_db


def stored(data: bytes | None = None, **fields: Any) -> Image:
    image = Image(**fields)
    attach(image, data or encoded(picture((500, 300)), quality=95))
    return image


def attach(image: Image, data: bytes) -> None:
    with transaction.atomic():
        ingest(upload(data), in_subprocess=False).attach(image)
        image.save()


def work() -> None:
    worker = Worker()
    while worker.run_next():
        pass


def rendered(**fields: Any) -> Image:
    image = stored(**fields)
    work()
    image.refresh_from_db()
    return image


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (16, []),
        (160, [160]),
        (180, [180]),
        (500, [160, 320, 500]),
        (800, [160, 320, 480, 640, 800]),
        (1600, list(WIDTHS)),
        (2400, list(WIDTHS)),
    ],
)
def test_no_rendition_is_wider_than_the_picture(width: int, widths: list[int]) -> None:
    assert widths_for(width) == widths


def test_job_makes_renditions_that_a_page_offers(client: Client) -> None:
    image = stored(key="roof0001", alt="A roof")
    review = make_review(sections=[{"body": "![](image:roof0001)"}])

    before = client.get(review.get_absolute_url()).content.decode()
    work()
    after = client.get(review.get_absolute_url()).content.decode()

    stem = image.file.url.removesuffix(".jpg")
    assert "<source" not in before
    assert f'<img src="{image.file.url}" width="500" height="300" alt="A roof"' in before
    assert (
        f'<picture><source type="image/avif" srcset="{stem}-160.avif 160w, {stem}-320.avif 320w, '
        f'{stem}-500.avif 500w" sizes="(min-width: 45rem) 42rem, 92vw"><source type="image/webp" srcset="'
        f"{stem}-160.webp 160w, {stem}-320.webp 320w, {stem}-500.webp 500w" in after
    )
    assert f'<img src="{image.file.url}" width="500" height="300" alt="A roof"' in after


def test_every_offered_address_is_a_lighter_picture_of_that_size(client: Client) -> None:
    image = rendered()
    shown = picture_of(image)
    assert shown

    offers = [(kind, *each.split()) for kind, srcset in shown.sources for each in srcset.split(",")]
    assert len(offers) == 6
    for kind, address, width in offers:
        response = client.get(address)
        data = b"".join(response)
        file = PillowImage.open(io.BytesIO(data))
        file.load()
        assert response["Content-Type"] == kind == f"image/{(file.format or '').lower()}"
        assert file.width == int(width.removesuffix("w"))
        assert file.height == round(file.width * 300 / 500)
        assert len(data) < image.file.size


def test_renditions_are_upright_and_say_nothing_of_the_camera() -> None:
    data = rotated_jpeg()
    assert b"zqcameramaker" in data

    image = rendered(data=data)

    names = renditions_on_disk(image.file.name)
    assert len(names) == 4
    for name in names:
        file = PillowImage.open(default_storage.open(name))
        # Red at the upper right, as the camera's note on turning has it.
        red, green, _ = file.convert("RGB").getpixel((file.width - 5, 5))  # type: ignore[misc]
        assert (file.height, red > 2 * green) == (2 * file.width, True)
        assert not file.getexif()
        assert b"zqc" not in default_storage.open(name).read()


def test_see_through_picture_stays_see_through() -> None:
    drawn = picture((400, 300)).convert("RGBA")
    drawn.paste((0, 0, 0, 0), (100, 100, 300, 200))

    image = rendered(data=encoded(drawn, "PNG"))

    widest = PillowImage.open(default_storage.open(image.file.name.replace(".png", "-400.webp")))
    assert widest.convert("RGBA").getpixel((200, 150))[3] == 0  # type: ignore[index]


def test_format_that_saves_nothing_is_left_out() -> None:
    # Each pixel black or white: as WebP it would be larger than as PNG.
    noise = PillowImage.frombytes("1", (400, 200), random.Random(5).randbytes(400 * 200 // 8))

    image = rendered(data=encoded(noise, "PNG"))

    assert image.file.name.endswith(".png")
    assert "webp" not in (image.renditions or {})
    assert not [name for name in renditions_on_disk(image.file.name) if name.endswith(".webp")]


def test_small_picture_is_shown_as_it_is() -> None:
    image = rendered(data=encoded(picture((64, 48))))

    assert image.renditions == {}
    assert renditions_on_disk(image.file.name) == []
    # Saving it again asks for nothing more.
    image.save()
    assert not Job.objects.unfinished().exists()


@pytest.mark.django_db(transaction=True)
def test_replaced_picture_takes_its_renditions_along(client: Client) -> None:
    image = rendered()
    old = renditions_on_disk(image.file.name)
    assert len(old) == 6

    attach(image, encoded(picture((330, 200)), quality=95))
    assert [default_storage.exists(name) for name in old] == [False] * 6
    assert not picture_of(image).sources  # type: ignore[union-attr]

    work()
    image.refresh_from_db()
    assert image.renditions == {"avif": [160, 330], "webp": [160, 330]}


@pytest.mark.django_db(transaction=True)
def test_deleted_picture_leaves_nothing_behind() -> None:
    image = rendered()
    name = image.file.name

    image.delete()

    assert renditions_on_disk(name) == []


def test_image_that_shares_a_file_shares_its_renditions() -> None:
    image = rendered()
    names = renditions_on_disk(image.file.name)
    made_at = [default_storage.get_modified_time(name) for name in names]

    other = rendered()

    assert other.renditions == image.renditions
    assert [default_storage.get_modified_time(name) for name in names] == made_at


@pytest.mark.django_db(transaction=True)
def test_renditions_stay_while_another_image_shares_the_file() -> None:
    image, other = stored(), stored()
    work()

    image.delete()

    other.refresh_from_db()
    assert other.renditions
    assert len(renditions_on_disk(other.file.name)) == 6


@pytest.mark.django_db(transaction=True)
def test_picture_that_was_deleted_meanwhile_gets_no_renditions(monkeypatch: pytest.MonkeyPatch) -> None:
    image = stored()
    name = image.file.name

    def encode_while_it_goes(*arguments: Any) -> Any:
        made = encode_in_subprocess(*arguments)
        image.delete()
        return made

    monkeypatch.setattr("reviewsite.images.renditions.encode_in_subprocess", encode_while_it_goes)
    work()

    assert renditions_on_disk(name) == []
    assert not default_storage.exists(name)


@pytest.mark.django_db(transaction=True)
def test_upload_that_is_rolled_back_asks_for_nothing() -> None:
    with transaction.atomic():
        stored()
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_damaged_file_fails_its_job_and_no_page() -> None:
    name = file_name("ab" * 32, "jpg")
    default_storage.save(name, ContentFile(b"\xff\xd8\xff no picture"))
    image = Image.objects.create(file=name, width=640, height=480)

    work()

    job = Job.objects.get()
    assert job.last_error.startswith("EncodingError")
    assert job.done_at is None
    assert picture_of(image).sources == ()  # type: ignore[union-attr]


def test_encoder_apart_makes_what_the_encoder_makes() -> None:
    data = encoded(picture((400, 300)), quality=95)

    assert encode_in_subprocess(data, [160, 400]) == encode(data, [160, 400])
    with pytest.raises(EncodingError):
        encode_in_subprocess(b"no picture", [160])


def test_command_makes_all_that_are_missing(capsys: pytest.CaptureFixture[str]) -> None:
    images = [stored(encoded(picture((200 + n, 150)), quality=95)) for n in range(3)]

    call_command("render_images")
    assert capsys.readouterr().out.strip().endswith("] 3 of 3")
    call_command("render_images")

    assert capsys.readouterr().out == ""
    for image in images:
        image.refresh_from_db()
        assert set(image.renditions or {}) == {"avif", "webp"}
    # What the worker was to do is done.
    work()
    assert not Job.objects.unfinished().exists()


def test_command_names_the_picture_that_it_cannot_make(capsys: pytest.CaptureFixture[str]) -> None:
    lost = Image.objects.create(file=file_name("cd" * 32, "jpg"), width=640, height=480)
    good = stored()

    with pytest.raises(CommandError, match="1 could not be made"):
        call_command("render_images")

    assert lost.file.name in capsys.readouterr().err
    good.refresh_from_db()
    assert good.renditions


def test_renditions_cost_no_query(django_assert_num_queries: Any) -> None:
    for key in ("first001", "second02", "third003"):
        rendered(key=key)
    with django_assert_num_queries(1):
        found = pictures_for(["![](image:first001) ![](image:second02) ![](image:third003)"])
    assert all(each.sources for each in found.values())


def test_card_crops_around_the_focal_point(client: Client) -> None:
    make_drama("Signal", poster=rendered(focal_x=100, focal_y=20))
    page = client.get("/dramas/").content.decode()
    assert "focus-x4 focus-y1" in page
    assert 'fetchpriority="high"' in page


def test_withheld_picture_shows_no_address() -> None:
    image = rendered(key="zqkey001", spoils_through=5)
    pictures = pictures_for(["![](image:zqkey001)"])
    stem = image.file.name.rpartition(".")[0]
    assert stem not in markdown.render("![](image:zqkey001)", seen=4, pictures=pictures)
    assert f"{stem}-160.avif" in markdown.render("![](image:zqkey001)", seen=5, pictures=pictures)
