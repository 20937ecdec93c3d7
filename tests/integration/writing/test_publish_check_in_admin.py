"""The publish check at the form, in the list's action, and at going back to older words."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from reviews import revisions
from reviews.models import Review
from reviewsite.accounts.models import AuditEntry
from reviewsite.images.models import Image
from tests.factories import make_review, make_writer
from tests.integration.test_admin import change, review_form

pytestmark = pytest.mark.django_db

SPOILS = "In the last episode the ferry sails alone."


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_writer("editor", is_superuser=True))
    return client


def test_a_problem_stops_publishing_and_keeps_what_was_typed(editor: Client) -> None:
    review = make_review(state="draft", verdict="")
    page = change(
        editor, review, state="published", headline="Typed just now", **{"sections-0-body": SPOILS}
    ).content.decode()
    review.refresh_from_db()
    assert review.state == Review.State.DRAFT
    assert review.sections.get().body == "It begins well."
    assert 'value="Typed just now"' in page
    assert SPOILS in page
    assert "<mark>In the last episode</mark>" in page
    assert 'href="#id_verdict"' in page


def test_scheduling_is_checked_too(editor: Client) -> None:
    review = make_review(state="draft", verdict="")
    change(editor, review, state="scheduled", published_at_0="2090-01-01", published_at_1="09:00:00")
    review.refresh_from_db()
    assert review.state == Review.State.DRAFT


def test_a_draft_is_saved_whatever_the_check_would_find(editor: Client) -> None:
    review = make_review(state="draft")
    assert change(editor, review, **{"sections-0-body": SPOILS}).status_code == 302
    assert review.sections.get().body == SPOILS


def test_an_editor_publishes_with_a_reason_which_is_logged(editor: Client) -> None:
    review = make_review(state="draft", sections=[{"body": SPOILS}])
    change(editor, review, state="published", override_reason="The last episode is a pun here")
    review.refresh_from_db()
    assert review.state == Review.State.PUBLISHED
    entry = AuditEntry.objects.get(event="override")
    assert "a pun here" in entry.detail
    assert "may be a spoiler" in entry.detail
    assert LogEntry.objects.filter(change_message__contains="a pun here").count() == 1


def test_an_empty_reason_is_none(editor: Client) -> None:
    review = make_review(state="draft", sections=[{"body": SPOILS}])
    assert change(editor, review, state="published", override_reason="  ").status_code == 200


def test_a_writer_may_not_publish_anyway(client: Client) -> None:
    writer = make_writer("writer")
    writer.user_permissions.set(Permission.objects.filter(codename__in=["change_review", "view_review"]))
    review = make_review(state="draft", writers=[writer], sections=[{"body": SPOILS}])
    client.force_login(writer)
    change(client, review, state="published", override_reason="I want to")
    review.refresh_from_db()
    assert review.state == Review.State.DRAFT


def test_saving_a_published_review_asks_only_about_what_is_new(editor: Client) -> None:
    review = make_review(sections=[{"body": SPOILS}])
    assert change(editor, review, verdict="Another verdict").status_code == 302
    assert change(editor, review, **{"sections-0-body": "It is revealed that he knew."}).status_code == 200


def test_a_section_ticked_for_deletion_is_not_read(editor: Client) -> None:
    review = make_review(state="draft", sections=[{"body": "Calm."}, {"body": SPOILS}])
    assert change(editor, review, state="published", **{"sections-1-DELETE": "on"}).status_code == 302


def test_a_problem_names_the_field_of_a_section_that_was_moved(editor: Client) -> None:
    review = make_review(state="draft", sections=[{"body": SPOILS}, {"body": "Calm."}])
    moved = {"sections-0-position": 1, "sections-1-position": 0}
    page = change(editor, review, state="published", **moved).content.decode()
    assert 'href="#id_sections-0-body"' in page


def test_the_action_publishes_only_what_passes(editor: Client) -> None:
    good, bad = make_review(state="draft"), make_review(state="draft", sections=[{"body": SPOILS}])
    data = {"action": "publish_selected", "_selected_action": [good.pk, bad.pk]}
    page = editor.post(reverse("admin:reviews_review_changelist"), data, follow=True).content.decode()
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state) == (Review.State.PUBLISHED, Review.State.DRAFT)
    assert "the publish check found 1 problem" in page


def test_advice_is_said_after_publishing(editor: Client) -> None:
    review = make_review(state="draft", rating=None)
    address = reverse("admin:reviews_review_change", args=[review.pk])
    page = editor.post(address, review_form(review, state="published"), follow=True).content.decode()
    assert "There is no rating." in page


def test_older_words_that_readers_would_see_at_once_are_read_before_they_come_back(editor: Client) -> None:
    review = make_review(sections=[{"body": SPOILS}])
    revisions.record(review)
    review.sections.update(body="Calm words.")
    revisions.record(review)
    older = revisions.history(review.pk)[1]
    address = reverse("admin:reviews_review_revision", args=[review.pk, older.revision.pk])

    page = editor.post(address).content.decode()
    assert "<mark>In the last episode</mark>" in page
    assert review.sections.get().body == "Calm words."

    Review.objects.update(state="draft")
    assert editor.post(address).status_code == 302
    assert review.sections.get().body == SPOILS


def test_every_save_is_listed_and_compared(editor: Client) -> None:
    review = make_review(verdict="Slow and kind")
    change(editor, review, verdict="Fast and kind")
    kept = revisions.history(review.pk)
    page = editor.get(reverse("admin:reviews_review_history", args=[review.pk])).content.decode()
    assert all(f"history/{entry.revision.pk}/" in page for entry in kept)
    page = editor.get(
        reverse("admin:reviews_review_revision", args=[review.pk, kept[0].revision.pk])
    ).content.decode()
    assert "<del>Slow</del><ins>Fast</ins> and kind" in page


def test_a_deleted_review_is_brought_back_from_its_list(editor: Client) -> None:
    review = make_review(headline="Deleted by mistake")
    editor.post(reverse("admin:reviews_review_delete", args=[review.pk]), {"post": "yes"})
    address = reverse("admin:reviews_review_deleted")
    assert "Deleted by mistake" in editor.get(address).content.decode()
    [entry] = revisions.deleted()
    editor.post(address, {"revision": entry.revision.pk})
    assert Review.objects.get(pk=review.pk).headline == "Deleted by mistake"


def test_a_writer_sees_only_own_deleted_reviews(client: Client) -> None:
    writer = make_writer("writer")
    writer.user_permissions.set(Permission.objects.filter(codename__in=["add_review", "change_review"]))
    for review in (make_review(headline="Mine", writers=[writer]), make_review(headline="Not mine")):
        revisions.record(review)
        review.delete()
    client.force_login(writer)
    page = client.get(reverse("admin:reviews_review_deleted")).content.decode()
    assert "Mine" in page
    assert "Not mine" not in page
    other = next(entry for entry in revisions.deleted() if entry.row["headline"] == "Not mine")
    answer = client.post(reverse("admin:reviews_review_deleted"), {"revision": other.revision.pk})
    assert answer.status_code == 404


def test_filling_a_picture_is_kept_as_a_save(editor: Client) -> None:
    slot = Image.objects.create(caption="Later")
    review = make_review(sections=[{"body": slot.markdown}])
    data = {f"{slot.key}-{name}": "" for name in ("caption", "credit", "credit_url")}
    data |= {f"{slot.key}-alt": "A pier", f"{slot.key}-spoils_through": "0"}
    assert editor.post(reverse("admin:reviews_review_pictures", args=[review.pk]), data).status_code == 302
    after, before = revisions.history(review.pk)
    assert [picture["alt"] for picture in after.pictures.values()] == ["A pier"]
    assert [picture["alt"] for picture in before.pictures.values()] == [""]
