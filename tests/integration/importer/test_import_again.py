"""A later version of an imported document changes what nobody edited since, and nothing else."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from reviews import revisions
from reviews.importer.pipeline import understand
from reviews.importer.reimport import earlier_version, update_review
from reviews.importer.writer import ImportRefusedError, save_draft
from reviews.models import Review, SourceDocument
from reviewsite.images.models import Image
from tests.factories import make_section, make_writer
from tests.integration.writing.form_page import posted_by

pytestmark = pytest.mark.django_db

TEXT = (Path(__file__).parents[2] / "data" / "documents" / "the_last_ferry.txt").read_text(encoding="utf-8")
LONG_AGO = dt.datetime(2021, 5, 6, tzinfo=dt.UTC)
LATER = (
    TEXT.replace("8.5/10", "9/10")
    .replace(
        "Come home before you are forgiven.\n", "Come home before you are forgiven.\nA sentence more here. "
    )
    .replace("Our Take: A quiet harbour drama", "Our Take: The quiet harbour drama")
)


@pytest.fixture
def review() -> Review:
    return save_draft(understand(TEXT).draft()).review


def again(text: str = LATER) -> tuple[Review, tuple[str, ...]]:
    draft = understand(text).draft()
    document = earlier_version(draft)
    assert document is not None
    result = update_review(draft, document)
    return result.review, result.notes


def test_a_later_version_is_known_as_one(review: Review) -> None:
    document = earlier_version(understand(LATER).draft())
    assert document is not None
    assert document.review == review
    assert earlier_version(understand(TEXT).draft()) is None
    other = (
        "The Last Ferry (2021)\nEpisodes: 16\nRating: 3/10\n\nA wholly different text about the same drama."
    )
    assert earlier_version(understand(other).draft()) is None


def test_what_nobody_edited_is_updated(review: Review) -> None:
    keys = {section.heading: section.pk for section in review.sections.all()}
    updated, notes = again()
    updated.refresh_from_db()
    assert updated.pk == review.pk
    assert (str(updated.rating), updated.verdict[:9]) == ("9.0", "The quiet")
    section = updated.sections.get(heading="Come home before you are forgiven.")
    assert "A sentence more here." in section.body
    assert {row.heading: row.pk for row in updated.sections.all()} == keys
    assert notes == ()


def test_a_version_that_says_nothing_new_is_no_change_of_the_review(review: Review) -> None:
    Review.objects.update(updated_at=LONG_AGO)
    updated, _notes = again(f"{TEXT}\n\n")
    updated.refresh_from_db()
    assert updated.updated_at == LONG_AGO
    updated, _notes = again()
    updated.refresh_from_db()
    assert updated.updated_at > LONG_AGO


def test_what_the_writer_edited_stays_and_is_said(review: Review) -> None:
    review.verdict = "My own verdict"
    review.save()
    section = review.sections.get(heading="Come home before you are forgiven.")
    section.body = "My own words."
    section.save()
    updated, notes = again()
    updated.refresh_from_db()
    assert updated.verdict == "My own verdict"
    assert updated.sections.get(pk=section.pk).body == "My own words."
    assert str(updated.rating) == "9.0"
    assert len(notes) == 2


def test_sections_that_the_writer_added_or_removed_stay_so(review: Review) -> None:
    review.sections.get(heading="A debt is a kind of letter.").delete()
    make_section(review, heading="My own part", position=50)
    updated, _notes = again()
    headings = [section.heading for section in updated.sections.all()]
    assert "My own part" in headings
    assert "A debt is a kind of letter." not in headings


def test_a_filled_picture_keeps_its_file_and_its_place(review: Review) -> None:
    Image.objects.filter(caption="Myung Ha Neul as Cho Ye Rin").update(
        file="a.webp", width=1, height=1, alt="A woman", renditions={}
    )
    key = Image.objects.get(alt="A woman").key
    updated, _notes = again()
    assert Image.objects.count() == 2
    assert any(f"(image:{key})" in section.body for section in updated.sections.all())


def test_the_same_later_version_twice_changes_nothing(review: Review) -> None:
    again()
    before = revisions.latest(review.pk)
    assert save_draft(understand(LATER).draft()).created is False
    after = revisions.latest(review.pk)
    assert before is not None
    assert after is not None
    assert before.revision == after.revision
    assert SourceDocument.objects.count() == 1


def test_a_published_review_gets_no_spoiler_by_a_later_version(review: Review) -> None:
    review.publish()
    spoiling = LATER.replace(
        "I started this one for the boats", "In the last episode he dies. I came for the boats"
    )
    with pytest.raises(ImportRefusedError, match="may be a spoiler"):
        again(spoiling)
    assert not review.sections.filter(body__contains="In the last episode he dies. I came").exists()


def test_the_import_page_offers_the_update_to_who_may_change_the_review(
    client: Client, review: Review
) -> None:
    client.force_login(make_writer("editor", is_superuser=True))
    address = reverse("admin:reviews_review_import")
    page = client.post(address, {"text": LATER}).content.decode()
    assert "a newer version of" in page
    data = {**posted_by(page, form_id=""), "update": "yes", "save": "1"}
    assert client.post(address, data).status_code == 302
    review.refresh_from_db()
    assert str(review.rating) == "9.0"
    assert Review.objects.count() == 1


def test_two_spellings_can_be_said_to_be_two_people(client: Client) -> None:
    client.force_login(make_writer("editor", is_superuser=True))
    text = TEXT.replace("Bae Sun Woo (Tak Ji Ho) left", "Bae Sun Woo (Tak Jiho) left")
    page = client.post(reverse("admin:reviews_review_import"), {"text": text}).content.decode()
    assert "Tak Jiho" in page
    assert "These are two people" in page
