"""Deleting a picture names where it is used; no page shows it then, and it comes back as it was."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews import revisions
from reviews.models import Review
from reviews.publishing import problems
from reviewsite.accounts.models import AuditEntry
from reviewsite.images.deletion import purge
from reviewsite.images.ingest import ingest
from reviewsite.images.models import Image
from tests.factories import make_drama, make_review, make_staff
from tests.sample_pictures import encoded, upload

pytestmark = pytest.mark.django_db

LIST = "/admin/images/image/"


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_staff("Editor"))
    return client


@pytest.fixture
def image() -> Image:
    image = Image(alt="A pier", caption="At the pier", credit="tvN")
    ingest(upload(encoded())).attach(image)
    image.save()
    return image


@pytest.fixture
def review(image: Image) -> Review:
    drama = make_drama("Ferry", poster=image)
    return make_review(
        headline="Of boats", drama=drama, rating=8, sections=[{"body": f"It begins.\n\n{image.markdown}"}]
    )


def delete(editor: Client, image: Image) -> Any:
    return editor.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}, follow=True)


def restore(editor: Client, image: Image) -> Any:
    data = {"action": "restore_selected", "_selected_action": [image.pk]}
    return editor.post(f"{LIST}?deleted=yes", data, follow=True)


def test_the_question_names_where_it_is_used(editor: Client, image: Image, review: Review) -> None:
    draft = make_review(headline="Not yet", state="draft", hero=image)
    data = {"action": "delete_selected", "_selected_action": [image.pk]}
    for page in (editor.get(f"{LIST}{image.pk}/delete/"), editor.post(LIST, data)):
        said = page.content.decode()
        for words in (
            "Of boats",
            "Not yet",
            "Ferry",
            reverse("admin:reviews_review_change", args=[draft.pk]),
        ):
            assert words in said
    assert Image.objects.present().count() == 1


def test_a_deleted_picture_is_on_no_page_and_comes_back(editor: Client, image: Image, review: Review) -> None:
    pages = (review.get_absolute_url(), review.drama.get_absolute_url(), "/")
    shown = [image.file.url in Client().get(page).content.decode() for page in pages]
    assert all(shown)
    delete(editor, image)
    assert not any(image.file.url in Client().get(page).content.decode() for page in pages)
    restore(editor, image)
    assert [image.file.url in Client().get(page).content.decode() for page in pages] == shown
    assert sorted(AuditEntry.objects.filter(about="At the pier").values_list("event", flat=True)) == [
        "deleted",
        "restored",
    ]


def test_deleting_and_restoring_leave_revisions(editor: Client, image: Image, review: Review) -> None:
    delete(editor, image)
    restore(editor, image)
    assert [len(kept.pictures) for kept in revisions.history(review.pk)] == [1, 0, 1]


def test_the_list_hides_it_until_it_is_asked_for(editor: Client, image: Image) -> None:
    delete(editor, image)
    assert "At the pier" not in editor.get(LIST).content.decode().partition("result_list")[2]
    assert "At the pier" in editor.get(f"{LIST}?deleted=yes").content.decode().partition("result_list")[2]
    page = editor.get(f"{LIST}{image.pk}/change/").content.decode()
    assert "This picture was deleted on" in page
    assert editor.post(f"{LIST}{image.pk}/change/", {"caption": "x"}).status_code == 403


def test_it_cannot_be_chosen(editor: Client, image: Image) -> None:
    delete(editor, image)
    query = {"app_label": "dramas", "model_name": "drama", "field_name": "poster", "term": "pier"}
    assert editor.get("/admin/autocomplete/", query).json()["results"] == []


def test_the_publish_check_finds_what_is_empty(editor: Client, image: Image) -> None:
    review = make_review(
        hero=image, rating=8, sections=[{"body": f"Words\n\n{image.markdown}\n\n![](image:abcd1234)"}]
    )
    assert [problem.field for problem in problems(review) if problem.stops] == ["sections-0-body"]
    delete(editor, image)
    review = Review.objects.get(pk=review.pk)
    found = [problem for problem in problems(review) if problem.stops]
    assert sorted(problem.field for problem in found) == ["hero", "sections-0-body", "sections-0-body"]
    assert "There is no picture “abcd1234”" in " ".join(str(problem.message) for problem in found)


def test_deleting_it_again_ends_it_for_good(
    editor: Client, image: Image, review: Review, django_capture_on_commit_callbacks: Any
) -> None:
    name = image.file.name
    delete(editor, image)
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        delete(editor, image)
    assert not Image.objects.exists()
    assert not default_storage.exists(name)


def test_after_thirty_days_a_job_ends_it(image: Image, django_capture_on_commit_callbacks: Any) -> None:
    other = Image.objects.create(deleted_at=timezone.now() - dt.timedelta(days=29))
    Image.objects.filter(pk=image.pk).update(deleted_at=timezone.now() - dt.timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        purge({})
    assert list(Image.objects.all()) == [other]
    assert not default_storage.exists(image.file.name)


def test_who_may_not_delete_may_not_restore(image: Image) -> None:
    writer = Client()
    writer.force_login(make_staff("Writer"))
    Image.objects.filter(pk=image.pk).update(deleted_at=timezone.now())
    restore(writer, image)
    assert not Image.objects.present().exists()


# A change of what readers see goes through the publish check


CHANGED = {"alt": "A pier", "caption": "Changed", "credit": "tvN", "credit_url": "", "spoils_through": "0"}
SPOILING = {**CHANGED, "caption": "In the last episode he dies"}


def change(editor: Client, image: Image, words: dict[str, str], **more: str) -> Any:
    return editor.post(f"{LIST}{image.pk}/change/", {**words, "focal_x": "50", "focal_y": "50", **more})


def test_a_change_of_a_published_picture_leaves_revisions_and_a_log_entry(
    editor: Client, image: Image, review: Review
) -> None:
    assert change(editor, image, CHANGED).status_code == 302
    captions = [kept.pictures[image.key]["caption"] for kept in revisions.history(review.pk)]
    assert captions == ["Changed", "At the pier"]
    entry = AuditEntry.objects.get(event="picture_changed")
    assert "Review “Of boats”" in entry.detail
    assert "Drama “Ferry" in entry.detail


def test_what_the_publish_check_finds_stops_it_until_there_is_a_reason(
    editor: Client, image: Image, review: Review
) -> None:
    page = change(editor, image, SPOILING)
    assert page.status_code == 200
    assert "This may be a spoiler" in page.content.decode()
    assert "In the last episode he dies" in page.content.decode()
    image.refresh_from_db()
    assert image.caption == "At the pier"
    assert change(editor, image, SPOILING, override_reason="It is the poster’s motto").status_code == 302
    image.refresh_from_db()
    assert image.caption == SPOILING["caption"]
    assert "It is the poster’s motto" in AuditEntry.objects.get(event="override").detail


def test_every_way_to_change_it_is_stopped(editor: Client, image: Image, review: Review) -> None:
    described = editor.post(reverse("markdown-describe", args=[image.key]), SPOILING)
    assert described.status_code == 400
    assert "This may be a spoiler" in described.json()["error"]
    slots = {f"{image.key}-{name}": value for name, value in SPOILING.items()}
    page = editor.post(reverse("admin:reviews_review_pictures", args=[review.pk]), slots)
    assert "This may be a spoiler" in page.content.decode()
    image.refresh_from_db()
    assert image.caption == "At the pier"


def test_a_file_for_a_waiting_place_of_a_published_page_needs_its_words_first(editor: Client) -> None:
    slot = Image.objects.create(caption="Later")
    make_review(rating=8, sections=[{"body": f"Words\n\n{slot.markdown}"}])
    answer = editor.post(reverse("markdown-upload"), {"file": upload(encoded()), "key": slot.key})
    assert answer.status_code == 400
    assert "Nothing says what it shows" in answer.json()["error"]


def test_a_draft_is_not_asked(editor: Client, image: Image) -> None:
    make_review(state="draft", sections=[{"body": image.markdown}])
    assert change(editor, image, SPOILING).status_code == 302
