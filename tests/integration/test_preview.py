"""Reading a review before it is published: as its writers, and by a link for somebody outside."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.models import PreviewLink, Review
from reviewsite.accounts.models import AuditEntry
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_review, make_staff, make_writer

pytestmark = pytest.mark.django_db

SECTIONS = [
    {"heading": "First thoughts", "body": "It begins well. ||7: The lift stops.||"},
    {"heading": "The end", "body": "They part.", "spoils_through": WHOLE_DRAMA},
]


@pytest.fixture
def draft() -> Review:
    return make_review(
        state=Review.State.DRAFT,
        sections=SECTIONS,
        writers=[make_staff("Writer", username="kim")],
        published_at=timezone.now() - dt.timedelta(days=1),
    )


@pytest.fixture
def writer(client: Client, draft: Review) -> Client:
    client.force_login(draft.writers.get())
    return client


def page_of(review: Review) -> str:
    return reverse("admin:reviews_review_preview", args=[review.pk])


def links_of(review: Review) -> str:
    return reverse("admin:reviews_review_preview_links", args=[review.pk])


def publish(review: Review) -> None:
    Review.objects.filter(pk=review.pk).update(state=Review.State.PUBLISHED)


def new_link(review: Review) -> str:
    _link, token = PreviewLink.objects.make(review, review.writers.get())
    return PreviewLink.address(token)


def assert_kept_private(answer: Any) -> None:
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
    assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("query", ["", "?seen=0", "?seen=7", "?seen=all", "?seen=nonsense"])
def test_previews_are_the_public_page_to_the_byte(writer: Client, draft: Review, query: str) -> None:
    before = writer.get(page_of(draft) + query)
    outside = Client().get(new_link(draft) + query)
    publish(draft)
    public = Client().get(draft.get_absolute_url() + query)
    assert public.status_code == 200
    assert before.content == outside.content == public.content


def test_previews_are_kept_private(writer: Client, draft: Review) -> None:
    for answer in (writer.get(page_of(draft)), Client().get(new_link(draft))):
        assert answer.status_code == 200
        assert_kept_private(answer)


def test_a_draft_without_a_time_has_a_preview(writer: Client, draft: Review) -> None:
    Review.objects.filter(pk=draft.pk).update(published_at=None)
    assert f"{timezone.now():%B %Y}" in writer.get(page_of(draft)).content.decode()
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_preview_withholds_what_readers_have_not_asked_for(writer: Client, draft: Review) -> None:
    assert "They part." not in writer.get(page_of(draft)).content.decode()
    assert "They part." in writer.get(page_of(draft) + "?seen=all").content.decode()


def test_a_preview_is_not_the_public_address(draft: Review) -> None:
    new_link(draft)
    assert Client().get(draft.get_absolute_url()).status_code == 404


def test_the_page_shows_a_new_link_once_and_who_made_it(writer: Client, draft: Review) -> None:
    page = writer.post(links_of(draft), {"make": "1", "note": "the editor of KTV"}).content.decode()
    link = PreviewLink.objects.get()
    token = page.split("/preview/")[1].split("/")[0]
    assert PreviewLink.objects.named(token) == link
    assert len(token) == 22  # 128 bits
    assert token not in link.token_hash
    again = writer.get(links_of(draft)).content.decode()
    assert token not in again
    assert "the editor of KTV" in again
    assert str(link.created_by) in again
    assert AuditEntry.objects.filter(event="preview_link_made", actor=link.created_by).exists()


def test_a_link_ends_after_two_days(draft: Review) -> None:
    address = new_link(draft)
    link = PreviewLink.objects.get()
    assert link.expires_at - link.created_at >= dt.timedelta(hours=48) - dt.timedelta(seconds=5)
    PreviewLink.objects.update(expires_at=timezone.now())
    assert Client().get(address).status_code == 404


def test_a_link_that_is_taken_back_leads_nowhere(writer: Client, draft: Review) -> None:
    address = new_link(draft)
    writer.post(links_of(draft), {"revoke": PreviewLink.objects.get().pk})
    assert Client().get(address).status_code == 404
    assert AuditEntry.objects.filter(event="preview_link_revoked").exists()


def test_the_link_of_one_review_revokes_no_other(writer: Client, draft: Review) -> None:
    other = make_review(state=Review.State.DRAFT, writers=[make_writer(is_superuser=True)])
    address = new_link(other)
    for key in (PreviewLink.objects.get().pk, "x", "99999999"):
        assert writer.post(links_of(draft), {"revoke": key}).status_code == 404
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_a_link_ends_with_the_rights_of_who_made_it(draft: Review, change: dict[str, bool]) -> None:
    address, giver = new_link(draft), draft.writers.get()
    for name, value in change.items():
        setattr(giver, name, value)
    giver.save()
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 22, "%00", "a" * 500])
def test_an_invented_token_finds_nothing(draft: Review, token: str) -> None:
    assert Client().get(f"/preview/{token}/").status_code == 404


def test_a_link_shows_one_review_only_as_it_is_now(draft: Review) -> None:
    address = new_link(draft)
    draft.sections.update(body="Rewritten.")
    assert "Rewritten." in Client().get(address + "?seen=all").content.decode()
