"""Kinds of texts: a dropped drama says where, and first impressions and the later review lead to each other."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.importer.pipeline import understand
from reviews.importer.writer import save_draft
from reviews.kinds import kind_words
from reviews.models import Review
from reviews.searchable import review_document
from reviews.structured_data import review_page
from tests.factories import make_drama, make_review, make_staff
from tests.integration.test_admin import review_form

pytestmark = pytest.mark.django_db

WORDS = "Dropped at episode 6"
SEAL = '<p class="seal seal--word'


@pytest.fixture
def dropped() -> Review:
    drama = make_drama("Salt Road", slug="salt-road", episodes=16)
    return make_review(drama=drama, slug="salt-road", kind="dropped", watched_through=6)


@pytest.mark.parametrize(
    "address", ["/", "/reviews/", "/reviews/?kind=dropped", "/reviews/salt-road/", "/dramas/salt-road/"]
)
def test_pages_and_cards_say_where_it_was_dropped(client: Client, dropped: Review, address: str) -> None:
    html = client.get(address).content.decode()
    assert WORDS in html
    assert SEAL in html


def test_a_rating_stands_on_the_seal_where_there_is_one(client: Client, dropped: Review) -> None:
    Review.objects.update(rating=Decimal("4.5"))
    html = client.get("/reviews/salt-road/").content.decode()
    assert SEAL not in html
    assert "4.5" in html


def test_feed_search_and_structured_data_say_so(client: Client, dropped: Review) -> None:
    assert f"&lt;p&gt;{WORDS}&lt;/p&gt;" in client.get("/feeds/reviews.atom").content.decode()
    assert WORDS in review_document(dropped).detail
    assert review_page(dropped)["alternativeHeadline"] == WORDS


def test_the_filter_finds_dropped_dramas_only(client: Client, dropped: Review) -> None:
    make_review(headline="A full review of something")
    assert "A full review of something" not in client.get("/reviews/?kind=dropped").content.decode()


def test_other_kinds_name_their_episodes() -> None:
    recap = Review(kind="recap", episode_from=3, episode_to=4)
    first = Review(kind="first_impressions", episode_from=1, episode_to=1)
    assert (kind_words(recap), kind_words(first)) == (
        "Recap, episodes 3 to 4",
        "First impressions, episode 1",
    )
    assert (kind_words(Review(kind="first_impressions")), kind_words(Review())) == ("First impressions", "")


@pytest.mark.parametrize(
    "fields", [{"kind": "dropped"}, {"kind": "dropped", "watched_through": 0}, {"watched_through": 6}]
)
def test_the_database_refuses_a_dropped_drama_without_its_episode(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_review(**fields)
    with pytest.raises(ValidationError):
        Review(headline="A", slug="a", drama=make_drama(), **fields).full_clean()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "dropped"}, "Which episode was the last that you watched?"),
        ({"kind": "dropped", "watched_through": "17"}, "The drama has 16 episodes."),
        ({"kind": "dropped", "watched_through": "-1"}, "greater than or equal to 0"),
        ({"kind": "review", "watched_through": "6"}, "Only a dropped drama has this"),
        ({"kind": "recap", "episode_from": "4", "episode_to": "3"}, "first and last episode, in this order"),
    ],
)
def test_the_form_says_beside_the_field_what_is_wrong(
    client: Client, changes: dict[str, str], said: str
) -> None:
    review = make_review(headline="Kept", verdict="My words.", state="draft")
    client.force_login(make_staff("Editor"))
    data = {**review_form(review), "headline": "Typed just now", **changes}
    page = client.post(reverse("admin:reviews_review_change", args=[review.pk]), data)
    errors = page.context["adminform"].form.errors
    [(field, messages)] = errors.items()
    assert field in ("watched_through", "episode_to")
    assert said in messages[0]
    assert "Typed just now" in page.content.decode()


def test_the_form_stores_a_dropped_drama(client: Client) -> None:
    review = make_review(state="draft")
    client.force_login(make_staff("Editor"))
    data = {**review_form(review), "kind": "dropped", "watched_through": "6"}
    client.post(reverse("admin:reviews_review_change", args=[review.pk]), data)
    review.refresh_from_db()
    assert (review.kind, review.watched_through) == (Review.Kind.DROPPED, 6)


@pytest.mark.parametrize(
    ("title", "kind", "watched"),
    [("I dropped Salt Road at episode 6", "dropped", 6), ("DNF: Salt Road", "review", None)],
)
def test_the_importer_stores_what_the_title_says(title: str, kind: str, watched: int | None) -> None:
    save_draft(understand(f"{title}\n\nIt was slow, and then it was slower, and nobody minded.").draft())
    review = Review.objects.get()
    assert (review.kind, review.watched_through, review.episode_to) == (kind, watched, None)
    assert all(section.spoils_through == (watched or 0) for section in review.sections.all())


# First impressions and the later review


@pytest.fixture
def pair() -> list[Review]:
    drama, now = make_drama(), timezone.now()
    return [
        make_review(
            drama=drama,
            slug=kind,
            kind=kind,
            headline=f"What {kind} says",
            published_at=now - dt.timedelta(days=days),
        )
        for kind, days in (("first_impressions", 9), ("review", 2))
    ]


def test_first_impressions_and_the_later_review_lead_to_each_other(
    client: Client, pair: list[Review]
) -> None:
    for text, other in (pair, pair[::-1]):
        html = client.get(text.get_absolute_url()).content.decode()
        assert f'<a href="{other.get_absolute_url()}">{other.headline}</a>' in html


def test_they_lead_to_nothing_that_is_not_published_or_of_another_drama(
    client: Client, pair: list[Review]
) -> None:
    first, review = pair
    make_review(kind="first_impressions", slug="elsewhere", published_at=first.published_at)
    Review.objects.filter(pk=first.pk).update(state="draft")
    assert "review__other" not in client.get(review.get_absolute_url()).content.decode()
