"""A review under which readers wrote is retired instead of deleted; nothing of theirs is lost silently."""

import pytest
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from reviews import revisions
from reviews.admin.deletion import ReadersWordsStay
from reviews.comments.models import Comment
from reviews.models import Review
from tests.factories import make_comment, make_review, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LIST = "/admin/reviews/review/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_staff("Editor", username="park"))
    return client


def delete_page(review: Review) -> str:
    return reverse("admin:reviews_review_delete", args=[review.pk])


@pytest.mark.parametrize("state", ["visible", "pending", "held"])
def test_a_review_with_comments_is_kept_and_the_page_says_why(editor: Client, state: str) -> None:
    review = make_review()
    comment = make_comment(review, state=state)
    make_comment(review, parent=comment)
    page = editor.get(delete_page(review)).content.decode()
    assert "Readers wrote 2 comments under this review." in page
    assert "Retire it instead" in page
    assert "have permission" not in page
    answer = editor.post(delete_page(review), {"post": "yes"})
    assert (answer.status_code, Comment.objects.count()) == (409, 2)
    assert "Retire it instead" in answer.content.decode()
    assert "was deleted" not in answer.content.decode()


def test_the_button_beside_it_retires_the_review(editor: Client) -> None:
    comment = make_comment()
    editor.post(LIST, {"action": "retire_selected", "_selected_action": [comment.review.pk]})
    assert Review.objects.get().state == "retired"
    page = editor.get(delete_page(comment.review)).content.decode()
    assert "There is nothing to do." in page
    assert 'value="Retire it"' not in page


def test_spam_goes_with_a_review_which_comes_back_without_it(editor: Client) -> None:
    review = make_review(headline="Back again")
    for state in ("spam", "removed"):
        make_comment(review, state=state)
    page = editor.get(delete_page(review)).content.decode()
    assert "2 spam or removed comments are deleted with it for good." in page
    assert editor.post(delete_page(review), {"post": "yes"}).status_code == 302
    assert not Review.objects.exists()
    [kept] = revisions.deleted()
    editor.post(reverse("admin:reviews_review_deleted"), {"revision": kept.revision.pk})
    assert Review.objects.get().headline == "Back again"


def test_of_several_none_is_deleted_while_readers_wrote_under_one(editor: Client) -> None:
    quiet, loud = make_review(headline="Quiet"), make_review(headline="Loud")
    make_comment(loud)
    data = {"action": "delete_selected", "_selected_action": [quiet.pk, loud.pk]}
    page = editor.post(LIST, data).content.decode()
    assert "“Loud”: 1 comment" in page
    assert "Retire" in page
    assert "“Quiet”" not in page
    editor.post(LIST, {**data, "post": "yes"})
    assert Review.objects.count() == 2
    editor.post(LIST, {**data, "_selected_action": [quiet.pk], "post": "yes"})
    assert list(Review.objects.all()) == [loud]


def test_a_comment_that_comes_after_the_question_is_not_deleted(editor: Client) -> None:
    review = make_review()
    model_admin = admin.site._registry[Review]
    assert isinstance(model_admin, ReadersWordsStay)
    make_comment(review)
    request = RequestFactory().post("/")
    request.user = make_staff("Editor")
    for delete in (
        lambda: model_admin.delete_model(request, review),
        lambda: model_admin.delete_queryset(request, Review.objects.all()),
    ):
        with pytest.raises(PermissionDenied):
            delete()
    assert Comment.objects.count() == 1
