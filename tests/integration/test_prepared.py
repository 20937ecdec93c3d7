"""A query written once gives what the query gives that is written anew each time."""

import datetime as dt
from threading import Thread

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateTimeField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dramas.models import Credit, Drama
from dramas.projection import facts_of
from reviews.models import Review
from reviews.nearness import near
from reviewsite.prepared import Prepared
from reviewsite.spoilers import SAFE
from tests.factories import make_drama, make_genre, make_person, make_review, make_writer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

of_title = Prepared(
    lambda title: Drama.objects.filter(title=title).select_related("poster").order_by("pk"), title=CharField()
)
published = Prepared(lambda now: Review.objects.published(at=now).order_by("pk"), now=DateTimeField())


def test_rows_are_those_of_the_values() -> None:
    one, other, again = (make_drama(title) for title in ("One", "Other's 100 %s", "One"))
    assert of_title(title="One") == [one, again]
    assert of_title(title="Other's 100 %s") == [other]
    assert of_title(title="") == []


def test_sql_is_that_of_the_ordinary_query() -> None:
    make_drama("One")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        of_title(title="One")
        list(Drama.objects.filter(title="One").select_related("poster").order_by("pk"))
    ours, ordinary = (query["sql"].replace("('One')", "'One'") for query in asked)
    assert ours == ordinary


def test_joined_rows_come_with_it() -> None:
    person, drama = make_person("Someone"), make_drama("One")
    Credit.objects.create(drama=drama, person=person, job=Credit.Job.CAST, billing=Credit.Billing.MAIN)
    credits = Prepared(
        lambda drama: Credit.objects.filter(drama=drama).select_related("person"), drama=BigIntegerField()
    )
    [credit] = credits(drama=drama.pk)
    with CaptureQueriesContext(connection) as further:
        assert credit.person.name == "Someone"
    assert not further


def test_times_are_those_of_the_call() -> None:
    now = timezone.now()
    review = make_review(published_at=now)
    assert published(now=now - dt.timedelta(seconds=1)) == []
    assert published(now=now) == [review]


def test_time_of_its_own_is_refused() -> None:
    """The control: this would go on publishing as of the first call."""
    with pytest.raises(TypeError, match="moment"):
        Prepared(lambda title: Review.objects.published().filter(headline=title), title=CharField())(
            title="a"
        )


def test_what_is_near_is_so_for_each_review() -> None:
    genre, writer = make_genre("Romance"), make_writer("jo")
    first, second = (make_review(drama=make_drama(genres=[genre])) for _ in range(2))
    third = make_review(writers=[writer])
    fourth = make_review(writers=[writer])
    assert [near(review, facts_of(review.drama, SAFE)) for review in (first, second, third, fourth)] == [
        [second],
        [first],
        [fourth],
        [third],
    ]


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection() -> None:
    drama = make_drama("One")
    found: list[list[Drama]] = [of_title(title="One")]

    def ask() -> None:
        found.append(of_title(title="One"))
        connection.close()

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[drama]] * 5
