"""Queries over many rows use an index: no list is sorted, no author searched for."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dramas.models import Credit, Drama, Weekday
from dramas.projection import facts_of
from dramas.schedule import perhaps_on_air, perhaps_recently_ended, this_week
from reviews.comments.models import Comment
from reviews.models import Review
from reviews.related import SHOWN, related_reviews
from reviewsite.spoilers import SAFE
from tests.factories import make_drama, make_genre, make_person, make_review, make_writer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.slow]


@pytest.fixture
def many_reviews() -> None:
    drama, now = make_drama(), timezone.now()
    Review.objects.bulk_create(
        Review(
            drama=drama,
            headline="x",
            slug=f"x{number}",
            state=Review.State.PUBLISHED if number % 9 else Review.State.DRAFT,
            published_at=now - dt.timedelta(hours=number),
            rating=number % 100 / 10,
        )
        for number in range(3000)
    )
    if connection.vendor == "postgresql":  # whose planner knows nothing of a table until it has looked at it
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE reviews_review")


def plan(queryset: QuerySet[Any]) -> str:
    sql, params = queryset.query.sql_with_params()
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def latest() -> QuerySet[Any]:
    return Review.objects.published().latest_first().values("pk")


def best() -> QuerySet[Any]:
    rated = Review.objects.published().filter(kind=Review.Kind.REVIEW, rating__isnull=False)
    return rated.order_by(F("rating").desc(), "-published_at").values("pk")


@pytest.mark.parametrize(
    ("queryset", "index"),
    [
        (lambda: latest()[:7], "review_latest_first"),
        (lambda: latest()[1200:1224], "review_latest_first"),
        (lambda: best()[:5], "review_best_first"),
    ],
)
def test_list_is_read_in_the_order_of_an_index(many_reviews: None, queryset: Any, index: str) -> None:
    found = plan(queryset())

    assert index in found
    assert "Sort" not in found.replace("Incremental Sort", "")
    assert "TEMP B-TREE FOR ORDER BY" not in found


def test_what_is_near_is_found_without_reading_all_reviews(many_reviews: None) -> None:
    """Each review shares its drama's genre with all others: thousands are related, and the latest are looked at."""
    genre, drama = make_genre("Romance"), Drama.objects.get()
    drama.genres.add(genre)
    new = make_review(drama=make_drama("Another", genres=[genre]))
    review = Review.objects.for_display().get(pk=new.pk)
    facts = [facts_of(review.drama, SAFE)]
    with CaptureQueriesContext(connection) as asked:
        assert len(related_reviews(review, facts)) == SHOWN
    with connection.cursor() as cursor:
        explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        cursor.execute(f"{explain} {asked[0]['sql']}")
        found = "\n".join(str(row[-1]) for row in cursor.fetchall())

    assert "hashed SubPlan" not in found
    assert not re.search(r"SCAN reviews_review(?! USING)", found)


@pytest.fixture
def uncounted_reviews() -> list[Review]:
    """Rows of a transaction during which statistics were made: to PostgreSQL's planner these tables are empty."""
    genres = [make_genre(f"Genre {number}") for number in range(8)]
    people = [make_person() for _ in range(60)]
    dramas = [make_drama(genres=genres[number % 5 : number % 5 + 4]) for number in range(36)]
    Credit.objects.bulk_create(
        Credit(drama=drama, person=people[(number * 7 + place) % len(people)], job=Credit.Job.DIRECTOR)
        for number, drama in enumerate(dramas)
        for place in range(12)
    )
    reviews = [make_review(drama=drama, writers=[make_writer()]) for drama in dramas[:14]]
    if connection.vendor == "postgresql":
        elsewhere = connection.copy()
        with elsewhere.cursor() as cursor:
            cursor.execute("ANALYZE dramas_credit, dramas_drama_genres, reviews_review, reviews_byline")
        elsewhere.close()
    return reviews


def test_what_is_near_does_not_hang_on_what_the_database_has_counted(uncounted_reviews: list[Review]) -> None:
    review = Review.objects.for_display().get(pk=uncounted_reviews[0].pk)
    facts = [facts_of(review.drama, SAFE)]
    with CaptureQueriesContext(connection) as asked:
        assert len(related_reviews(review, facts)) == SHOWN
    if connection.vendor == "postgresql":  # SQLite counts nothing ever
        assert rows_read(asked[0]["sql"]) < 300_000


def rows_read(sql: str) -> int:
    """How many rows all parts of the plan handled together."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        return sum(_rows_read(row["Plan"]) for row in cursor.fetchone()[0])


def _rows_read(node: dict[str, Any]) -> int:
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Join Filter", 0)
    here = (node["Actual Rows"] + removed) * node["Actual Loops"]
    return int(here) + sum(_rows_read(part) for part in node.get("Plans", []))


@pytest.fixture
def many_dramas() -> None:
    """All on air for ten weeks once, a few of them now."""
    today = timezone.localdate()
    Drama.objects.bulk_create(
        Drama(
            title=f"Drama {number}",
            slug=f"drama-{number}",
            public_from=timezone.now(),
            air_days=[Weekday.MONDAY],
            aired_from=today - dt.timedelta(days=number + 70),
            aired_to=today - dt.timedelta(days=number - 3),
        )
        for number in range(3000)
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE dramas_drama")


def test_week_is_read_from_an_index_of_last_days(many_dramas: None) -> None:
    today = timezone.localdate()

    assert len(this_week().days[0].cards) == 4
    assert "drama_weekly_by_last_day" in plan(perhaps_on_air(today).values("pk"))
    assert "drama_weekly_by_last_day" in plan(perhaps_recently_ended(today).values("pk"))


def test_comments_of_an_email_in_any_case_are_read_from_an_index() -> None:
    review = make_review()
    Comment.objects.bulk_create(
        Comment(review=review, author_name="x", email=f"reader{number}@example.org", body="x")
        for number in range(2000)
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE comments_comment")
    mine = Comment.objects.by_email("Reader7@Example.org")

    assert [comment.email for comment in mine] == ["reader7@example.org"]
    assert "comment_email_lower" in plan(mine.values("pk"))
