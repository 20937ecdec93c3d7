"""What nobody changed is not told as a change: not in the history, not to feed readers and search engines."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dramas.models import Drama
from reviews import revisions
from reviews.models import Review
from tests.factories import make_drama, make_person, make_review, make_staff
from tests.integration.writing.form_page import posted_by

pytestmark = pytest.mark.django_db

LONG_AGO = dt.datetime(2021, 5, 6, tzinfo=dt.UTC)
LATER = timezone.now() + dt.timedelta(days=30)
BODY = "First line\n\nSecond line.\n"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_staff("Editor", username="hana"))
    return client


def save(client: Client, row: models.Model, form_id: str, **changes: Any) -> Any:
    """Open the form of `row` and post it as a browser does, with `changes`."""
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    values = posted_by(client.get(address).content.decode(), form_id)
    return client.post(address, {**values, **changes}, follow=True)


def old_review(**fields: Any) -> Review:
    safe, closed = {"body": BODY, "heading": "One"}, {"body": "Three.", "spoils_through": 3}
    review = make_review(writers=[make_staff("Writer")], sections=[safe, closed], **fields)
    revisions.record(review)
    Review.objects.filter(pk=review.pk).update(updated_at=LONG_AGO)
    return review


def changed_at(row: Review | Drama) -> dt.datetime:
    return type(row)._default_manager.get(pk=row.pk).updated_at


@pytest.mark.parametrize("state", ["published", "scheduled", "draft"])
def test_saving_without_a_change_leaves_no_trace_but_in_the_log(editor: Client, state: str) -> None:
    review = old_review(state=state)
    before = Review.objects.filter(pk=review.pk).values().get()
    assert save(editor, review, "review_form").redirect_chain
    assert Review.objects.filter(pk=review.pk).values().get() == before
    assert len(revisions.history(review.pk)) == 1
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


@pytest.mark.parametrize(
    "change", [{"headline": "New"}, {"sections-0-body": "New"}, {"sections-1-spoils_through": "4"}]
)
def test_a_change_is_told_alone(editor: Client, change: dict[str, str]) -> None:
    review = old_review()
    assert save(editor, review, "review_form", **change).redirect_chain
    assert changed_at(review) > LONG_AGO
    assert len(revisions.history(review.pk)) == 2
    assert " and " not in LogEntry.objects.get().get_change_message()


def test_a_drama_that_nobody_changed_is_not_new_for_search_engines(editor: Client) -> None:
    drama = make_drama(synopsis=BODY, cast=[(make_person(), "Clerk")])
    Drama.objects.update(updated_at=LONG_AGO)
    assert save(editor, drama, "drama_form").redirect_chain
    assert changed_at(drama) == LONG_AGO
    save(editor, drama, "drama_form", **{"credits-0-character": "Baker"})
    assert changed_at(drama) > LONG_AGO


def later(state: str) -> dict[str, str]:
    return {"state": state, "published_at_0": f"{LATER:%Y-%m-%d}", "published_at_1": "09:00:00"}


@pytest.mark.parametrize("state", ["published", "scheduled"])
def test_a_later_time_does_not_take_a_public_review_down_unasked(editor: Client, state: str) -> None:
    review = make_review(state=state)
    answer = save(editor, review, "review_form", headline="Typed", **later("published"))
    assert "A later time would hide it until then." in answer.content.decode()
    assert "Typed" in answer.content.decode()
    assert Review.objects.get(pk=review.pk).is_published()


def test_who_takes_a_review_down_until_later_is_told_so(editor: Client) -> None:
    review = make_review()
    answer = save(editor, review, "review_form", **later("scheduled"))
    assert "Readers cannot see this review any more. It appears again" in answer.content.decode()
    assert not Review.objects.get(pk=review.pk).is_published()


def test_who_plans_for_a_time_that_is_past_is_told_that_it_is_public(editor: Client) -> None:
    review = make_review(state="draft")
    answer = save(editor, review, "review_form", state="scheduled")
    assert "the time that you gave is past" in answer.content.decode()


def test_the_browser_learns_which_forms_were_saved(editor: Client) -> None:
    review = make_review()
    page = editor.get(reverse("admin:reviews_review_change", args=[review.pk])).content.decode()
    token = posted_by(page)["_form"]
    refused = save(editor, review, "review_form", headline="", _form=token)
    assert "Please correct the error" in refused.content.decode()
    assert "saved_forms" not in editor.cookies
    save(editor, review, "review_form", _form=token)
    save(editor, review, "review_form", _form="x; Domain=evil")
    assert editor.cookies["saved_forms"].value == token
