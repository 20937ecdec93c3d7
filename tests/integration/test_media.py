"""Stored pictures as the site itself serves them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client

from reviewsite.images.ingest import ingest
from reviewsite.images.models import Image
from tests.sample_pictures import encoded, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored() -> Image:
    image = Image()
    ingest(upload(encoded()), in_subprocess=False).attach(image)
    image.save()
    return image


def test_picture_is_served_so_that_it_cannot_act(client: Client, stored: Image) -> None:
    response = client.get(stored.file.url)

    assert response.status_code == 200
    assert b"".join(response) == stored.file.read()
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in response


def test_head_tells_the_length_without_a_body(client: Client, stored: Image) -> None:
    response = client.head(stored.file.url)

    assert response.status_code == 200
    assert response["Content-Length"] == str(stored.file.size)
    assert b"".join(response) == b""


def test_known_picture_is_not_sent_again(client: Client, stored: Image) -> None:
    etag = client.get(stored.file.url)["ETag"]

    assert client.get(stored.file.url, headers={"If-None-Match": etag}).status_code == 304


def test_post_is_not_answered(client: Client, stored: Image) -> None:
    assert client.post(stored.file.url).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "images/4f/4f9c21ab4f9c21ab4f9c21ab4f9c21ab.jpg",
        "images/",
        "",
        "images/../../secret_key",
        "..%2f..%2fsecret_key",
        "images/4f/..%2f..%2f..%2fsecret_key",
        "%2e%2e/secret_key",
        "//etc/passwd",
        "evil.html",
        "images/4f/evil.html",
        "images/4f/4f9c21ab4f9c21ab4f9c21ab4f9c21ab.jpg%00.html",
        "images/4f/4f9c21ab4f9c21ab4f9c21ab4f9c21ab.jpg/",
    ],
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    for name in ("evil.html", "images/4f/evil.html", "secret_key"):
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(b"zqsecret"))

    response = client.get(f"/media/{path}")

    assert response.status_code == 404
    assert b"zqsecret" not in response.content


@pytest.mark.django_db(transaction=True)
def test_deleted_picture_is_gone_from_its_address(client: Client, stored: Image) -> None:
    url = stored.file.url

    stored.delete()

    assert client.get(url).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_bulk_deletion_takes_the_files_along(client: Client, stored: Image) -> None:
    url = stored.file.url

    Image.objects.all().delete()

    assert client.get(url).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_replaced_picture_is_gone_from_its_address(client: Client, stored: Image) -> None:
    url = stored.file.url

    with transaction.atomic():
        ingest(upload(encoded(picture((64, 48)))), in_subprocess=False).attach(stored)
        stored.save()

    assert client.get(url).status_code == 404
    assert client.get(stored.file.url).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_file_that_another_image_shares_stays(client: Client, stored: Image) -> None:
    other = Image()
    ingest(upload(encoded()), in_subprocess=False).attach(other)
    other.save()
    assert other.file.name == stored.file.name

    other.delete()

    assert client.get(stored.file.url).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_file_stays_if_the_deletion_is_rolled_back(client: Client, stored: Image) -> None:
    with transaction.atomic():
        stored.delete()
        transaction.set_rollback(True)

    assert client.get(stored.file.url).status_code == 200


def test_half_written_file_is_written_again(stored: Image) -> None:
    whole = stored.file.read()
    default_storage.delete(stored.file.name)
    default_storage.save(stored.file.name, ContentFile(whole[:100]))

    again = Image()
    ingest(upload(encoded()), in_subprocess=False).attach(again)

    assert again.file.name == stored.file.name
    assert again.file.read() == whole
