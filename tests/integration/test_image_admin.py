"""The admin's pages for pictures."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviewsite.images.models import Image
from tests.factories import make_writer
from tests.sample_pictures import encoded, picture, upload

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/images/image/", "/admin/images/image/add/"
WORDS = {"alt": "Two people", "caption": "Late", "credit": "tvN", "credit_url": "", "spoils_through": "7"}
FORM = {**WORDS, "focal_x": "50", "focal_y": "20"}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_writer("editor", is_superuser=True))
    return client


def listed(response: Any) -> list[str]:
    return sorted(image.key for image in response.context["cl"].result_list)


def test_picture_is_added_with_its_words(editor: Client) -> None:
    editor.post(ADD, {**FORM, "upload": upload(encoded())})

    image = Image.objects.get()
    assert (image.width, image.height, image.alt, image.spoils_through) == (320, 200, "Two people", 7)
    assert (image.focal_y, str(image.uploaded_by)) == (20, "editor")
    assert image.file.name.startswith("images/")


def test_picture_cannot_be_added_without_a_file(editor: Client) -> None:
    response = editor.post(ADD, FORM)

    assert "upload" in response.context["adminform"].form.errors
    assert not Image.objects.exists()


def test_words_change_without_the_file(editor: Client) -> None:
    editor.post(ADD, {**FORM, "upload": upload(encoded())})
    before = Image.objects.get()

    editor.post(f"{LIST}{before.pk}/change/", {**FORM, "alt": "Three people"})

    after = Image.objects.get()
    assert (after.alt, after.file.name, after.width) == ("Three people", before.file.name, 320)


def test_file_is_replaced(editor: Client) -> None:
    editor.post(ADD, {**FORM, "upload": upload(encoded())})
    before = Image.objects.get()

    editor.post(f"{LIST}{before.pk}/change/", {**FORM, "upload": upload(encoded(picture((64, 48))))})

    after = Image.objects.get()
    assert (after.width, after.height) == (64, 48)
    assert after.file.name != before.file.name


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("file=waiting", ["waiting1"]),
        ("file=there", ["complete", "wordless"]),
        ("missing=alt", ["wordless"]),
        ("missing=credit", ["waiting1", "wordless"]),
        ("q=copier", ["waiting1"]),
        ("q=complete", ["complete"]),
        ("missing=password&file=x", ["complete", "waiting1", "wordless"]),
    ],
)
def test_list_finds_what_is_still_to_be_done(editor: Client, query: str, keys: list[str]) -> None:
    stored = {"file": "images/x.jpg", "width": 9, "height": 9}
    Image.objects.create(key="waiting1", caption="At the copier", alt="A copier")
    Image.objects.create(key="wordless", **stored)
    Image.objects.create(key="complete", alt="A roof", credit="tvN", **stored)

    assert listed(editor.get(f"{LIST}?{query}")) == keys


def test_list_costs_the_same_for_any_number(editor: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(LIST).status_code == 200
        return len(captured)

    Image.objects.create()
    of_one = queries()
    for _number in range(20):
        Image.objects.create(file="images/x.jpg", width=9, height=9)

    assert queries() == of_one


def test_choosing_a_poster_finds_pictures_by_their_words(editor: Client) -> None:
    Image.objects.create(caption="At the copier")

    answer = editor.get(
        "/admin/autocomplete/",
        {"app_label": "dramas", "model_name": "drama", "field_name": "poster", "term": "copier"},
    ).json()

    assert [found["text"] for found in answer["results"]] == ["At the copier"]


def test_picture_whose_file_is_lost_can_still_be_edited(editor: Client) -> None:
    lost = Image.objects.create(file=f"images/00/{'0' * 32}.jpg", width=9, height=9)

    assert editor.get(LIST).status_code == 200
    assert editor.get(f"{LIST}{lost.pk}/change/").status_code == 200
    assert editor.post(f"{LIST}{lost.pk}/change/", FORM).status_code == 302
