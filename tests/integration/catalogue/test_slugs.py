"""An address that readers know leads where it led, whatever private rows are called meanwhile."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dramas.models import Drama
from reviews.models import Review
from reviewsite.slugs import free_slug
from tests.factories import make_drama, make_review, make_staff

pytestmark = pytest.mark.django_db


def renamed(row: Any, slug: str) -> Any:
    row = type(row).objects.get(pk=row.pk)
    row.slug = slug
    row.save()
    return row


def target(address: str) -> str:
    response = Client().get(address)
    return response.headers.get("Location", str(response.status_code))


MAKERS = [
    (lambda slug, **fields: make_review(slug=slug, **fields), "/reviews/"),
    (lambda slug, **fields: make_drama(slug=slug, **fields), "/dramas/"),
]


@pytest.mark.parametrize(("make", "address"), MAKERS)
def test_a_draft_with_a_former_address_leaves_the_redirect(make: Any, address: str) -> None:
    renamed(make("before"), "after")
    draft = make("before", state="draft")
    assert target(f"{address}before/") == f"{address}after/"
    # Nor when it moves on: its own former address was nobody's address.
    renamed(draft, "elsewhere")
    assert target(f"{address}before/") == f"{address}after/"


@pytest.mark.parametrize(("make", "address"), MAKERS)
def test_a_draft_takes_the_address_when_it_is_published_and_gives_it_back(make: Any, address: str) -> None:
    renamed(make("before"), "after")
    draft = make("before", state="draft")
    row = type(draft).objects.get(pk=draft.pk)
    if isinstance(row, Review):
        row.publish()
    else:
        row.state = Drama.State.PUBLIC
        row.save()
    assert target(f"{address}before/") == "200"
    row.delete()
    assert target(f"{address}before/") == f"{address}after/"


def test_a_public_row_that_moves_on_leaves_its_own_redirect(client: Client) -> None:
    renamed(make_drama(slug="before"), "after")
    renamed(make_drama(slug="before"), "third")
    assert target("/dramas/before/") == "/dramas/third/"


def test_there_and_back_again_ends_at_the_first_address() -> None:
    renamed(renamed(make_drama(slug="before"), "after"), "before")
    assert target("/dramas/before/") == "200"
    assert target("/dramas/after/") == "/dramas/before/"


def test_what_was_unpublished_when_renamed_redirects_once_it_is_back() -> None:
    review = make_review(slug="before", state="retired")
    renamed(review, "after").publish()
    assert target("/reviews/before/") == "/reviews/after/"


def test_a_new_row_is_given_no_address_that_leads_elsewhere() -> None:
    renamed(make_drama(slug="before"), "after")
    assert free_slug(Drama, "Before") == "before-2"


def test_a_writer_does_not_learn_from_an_address_that_another_works_on_it(client: Client) -> None:
    make_review(slug="secret-plan", state="draft", headline="A secret plan")
    client.force_login(make_staff("Writer"))
    drama = make_drama()
    fields = {
        "drama": drama.pk,
        "headline": "Mine",
        "slug": "secret-plan",
        "kind": "review",
        "state": "draft",
    }
    for prefix in ("sections", "mentions", "bylines"):
        fields |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    response = client.post(
        reverse("admin:reviews_review_add"), {**fields, "published_at_0": "", "published_at_1": ""}
    )
    assert "already exists" not in response.content.decode()
    assert Review.objects.get(headline="Mine").slug == "secret-plan-2"
