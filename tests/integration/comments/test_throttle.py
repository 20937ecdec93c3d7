"""The limits, by comments that are moved back in time."""

import datetime as dt
import ipaddress
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.comments.models import Comment
from reviews.comments.throttle import Refusal, fingerprint, refuse, refuse_waiting, turn
from reviews.comments.visitor import Visitor, visitor_at
from reviews.models import Review
from tests.factories import make_comment, make_review

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SECOND, MINUTE = dt.timedelta(seconds=1), dt.timedelta(minutes=1)


def at(address: str) -> Visitor:
    return visitor_at(ipaddress.ip_address(address))


HERE, NEXT_DOOR, ELSEWHERE = "203.0.113.77", "203.0.113.78", "198.51.100.1"


def written(review: Review, address: str, *, ago: dt.timedelta, body: str = "", **fields: Any) -> Comment:
    visitor = at(address)
    body = body or f"Words of {ago} ago."
    return make_comment(
        review,
        body=body,
        body_hash=fingerprint(body),
        created_at=timezone.now() - ago,
        address_prefix=visitor.address_prefix,
        address_hash=visitor.address_hash,
        **fields,
    )


def answer(review: Review, address: str, body: str = "Something new to say.") -> Refusal | None:
    return refuse(at(address), review, body)


@pytest.fixture
def review() -> Iterator[Review]:
    return make_review()


def test_one_comment_in_fifteen_seconds(review: Review) -> None:
    written(review, HERE, ago=5 * SECOND)

    refusal = answer(review, HERE)

    assert refusal is not None
    assert 9 <= refusal.retry_after <= 11
    assert "10 seconds" in refusal.message or "11 seconds" in refusal.message
    assert answer(review, NEXT_DOOR) is None


def test_next_comment_after_fifteen_seconds(review: Review) -> None:
    written(review, HERE, ago=16 * SECOND)

    assert answer(review, HERE) is None


def test_five_comments_in_ten_minutes(review: Review) -> None:
    for minutes in (9, 8, 7, 6):
        written(review, HERE, ago=minutes * MINUTE)
    assert answer(review, HERE) is None
    written(review, HERE, ago=1 * MINUTE)

    refusal = answer(review, HERE)

    assert refusal is not None
    assert 55 <= refusal.retry_after <= 61


def test_twenty_comments_in_an_hour_from_one_network(review: Review) -> None:
    for number in range(20):
        written(review, f"203.0.113.{number}", ago=(2 * number + 1) * MINUTE)

    assert answer(review, HERE) is not None
    assert answer(review, ELSEWHERE) is None


def test_neighbours_of_an_ipv6_network_are_one(review: Review) -> None:
    written(review, "2001:db8:1:2::1", ago=5 * SECOND)

    assert answer(review, "2001:db8:1:2::ffff") is not None
    assert answer(review, "2001:db8:1:3::1") is None


@pytest.mark.parametrize("body", ["I loved it!", "  i  LOVED it "])
def test_same_words_are_refused_under_one_review_for_ever(review: Review, body: str) -> None:
    written(review, HERE, ago=dt.timedelta(days=400), body="I loved it!")

    assert answer(review, ELSEWHERE, body) is not None
    assert answer(make_review(), ELSEWHERE, body) is None


def test_same_long_text_is_refused_everywhere_for_a_day(review: Review) -> None:
    text = "Buy the finest pills of the whole wide web in our shop, today only, cheap."
    written(make_review(), HERE, ago=23 * 60 * MINUTE, body=text)
    assert answer(review, ELSEWHERE, text) is not None

    Comment.objects.update(created_at=timezone.now() - dt.timedelta(hours=25))

    assert answer(review, ELSEWHERE, text) is None


def test_words_that_many_may_say_are_refused_elsewhere_from_the_same_address_only(review: Review) -> None:
    written(make_review(), HERE, ago=60 * MINUTE, body="I loved it!")

    assert answer(review, HERE, "I loved it!") is not None
    assert answer(review, ELSEWHERE, "I loved it!") is None


def test_text_that_was_removed_may_be_said_again(review: Review) -> None:
    written(review, HERE, ago=60 * MINUTE, body="I loved it!", state=Comment.State.REMOVED)

    assert answer(review, HERE, "I loved it!") is None


def test_limits_survive_an_emptied_cache(review: Review) -> None:
    written(review, HERE, ago=5 * SECOND)
    cache.clear()

    assert answer(review, HERE) is not None


def test_refusing_reads_only_and_little(review: Review) -> None:
    written(review, HERE, ago=5 * SECOND)
    visitor = at(HERE)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        refuse(visitor, review, "Something new to say.")

    assert len(queries) <= 2
    assert all(query["sql"].startswith("SELECT") for query in queries)


def test_turn_stores_all_or_nothing(review: Review) -> None:
    def fail() -> None:
        with turn(at(HERE)):
            written(review, HERE, ago=5 * SECOND)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Comment.objects.exists()

    with turn(at(HERE)):
        written(review, HERE, ago=5 * SECOND)
    assert Comment.objects.exists()


def test_queue_has_room_for_so_many_an_hour(settings: Any, review: Review) -> None:
    settings.COMMENTS_HELD_PER_HOUR = 2
    written(review, "192.0.2.1", ago=5 * MINUTE, state=Comment.State.PENDING)
    written(review, "192.0.2.2", ago=61 * MINUTE, state=Comment.State.PENDING)
    written(review, "192.0.2.3", ago=5 * MINUTE)
    assert refuse_waiting(Comment.State.PENDING) is None
    written(review, "192.0.2.4", ago=5 * MINUTE, state=Comment.State.HELD)

    refusal = refuse_waiting(Comment.State.HELD)

    assert refusal is not None
    assert refusal.retry_after == 3600
    assert refuse_waiting(Comment.State.VISIBLE) is None
