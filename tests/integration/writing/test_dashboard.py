"""The home of the admin: what waits for whom, and nothing of what is somebody else's."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.comments.models import Comment
from reviews.dashboard import dashboard_of
from reviews.models import Review
from reviewsite.images.models import Image
from tests.factories import make_drama, make_review, make_writer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

HOME = "/admin/"


def staff(role: str) -> Any:
    user = make_writer()
    user.groups.add(Group.objects.get(name=role))
    return user


def headlines(entries: list[Any]) -> list[str]:
    return [entry.review.headline for entry in entries]


def test_each_review_stands_where_it_waits() -> None:
    writer = staff("Writer")
    now = timezone.now()
    make_review(headline="Draft", state="draft", writers=[writer])
    make_review(headline="Handed over", state="in_review", writers=[writer])
    make_review(headline="Soon", state="scheduled", published_at=now + dt.timedelta(days=1), writers=[writer])
    make_review(headline="Out", writers=[writer])
    dashboard = dashboard_of(writer)
    assert headlines(dashboard.drafts) == ["Draft"]
    assert headlines(dashboard.in_review) == ["Handed over"]
    assert headlines(dashboard.scheduled) == ["Soon"]
    assert any("Asia/Seoul" in when for _whose, when in dashboard.scheduled[0].times)


def test_a_writer_sees_nothing_of_other_people_and_an_editor_what_waits_to_be_read(client: Client) -> None:
    for state in ("draft", "in_review"):
        make_review(headline=f"Other {state}", state=state, writers=[staff("Writer")])
    make_review(headline="Other slot", sections=[{"body": Image.objects.create(caption="x").markdown}])

    client.force_login(staff("Writer"))
    assert "Other" not in client.get(HOME).content.decode()

    client.force_login(staff("Editor"))
    page = client.get(HOME).content.decode()
    assert "Other in_review" in page
    assert "Other draft" not in page


def test_slots_and_held_comments_are_counted() -> None:
    writer = staff("Writer")
    slots = "\n\n".join(Image.objects.create(caption="Later").markdown for _slot in range(2))
    review = make_review(headline="With slots", sections=[{"body": slots}], writers=[writer])
    Comment.objects.create(review=review, body="Hm", state=Comment.State.HELD)
    dashboard = dashboard_of(writer)
    assert [(entry.review.headline, entry.note) for entry in dashboard.without_pictures] == [
        ("With slots", "2")
    ]
    assert [(entry.review.headline, entry.note) for entry in dashboard.held] == [("With slots", "1")]


def test_what_gets_old_says_why() -> None:
    writer = staff("Writer")
    now = timezone.now()
    ended = make_drama(aired_from=dt.date(2020, 1, 1), aired_to=dt.date(2020, 3, 1))
    make_review(headline="Fresh", writers=[writer])
    old = {
        "Forgotten": make_review(headline="Forgotten", state="draft", writers=[writer]),
        "First": make_review(headline="First", kind="first_impressions", drama=ended, writers=[writer]),
        "Ancient": make_review(headline="Ancient", writers=[writer]),
    }
    for headline, when in (
        ("Forgotten", now - dt.timedelta(days=31)),
        ("First", dt.datetime(2020, 1, 9, tzinfo=dt.UTC)),
        ("Ancient", now - dt.timedelta(days=800)),
    ):
        Review.objects.filter(pk=old[headline].pk).update(updated_at=when)
    why = {entry.review.headline: entry.note for entry in dashboard_of(writer).ageing}
    assert set(why) == set(old)
    assert "month" in why["Forgotten"]
    assert "has ended" in why["First"]
    assert "two years" in why["Ancient"]


def test_importing_and_writing_come_first(client: Client) -> None:
    client.force_login(staff("Writer"))
    page = client.get(HOME).content.decode()
    assert 0 < page.index("Import a review") < page.index("New review") < page.index("My drafts")


def test_who_may_not_write_gets_no_button(client: Client) -> None:
    client.force_login(staff("Moderator"))
    assert "New review" not in client.get(HOME).content.decode()


def test_the_dashboard_costs_the_same_at_any_length(django_assert_num_queries: Callable[..., Any]) -> None:
    writer = staff("Editor")

    def fill(count: int) -> None:
        for _number in range(count):
            slot = Image.objects.create(caption="Later").markdown
            for state in ("draft", "in_review", "published"):
                make_review(state=state, writers=[writer], sections=[{"body": slot}])

    fill(1)
    dashboard_of(writer)
    with CaptureQueriesContext(connection) as few:
        dashboard_of(writer)
    fill(5)
    with django_assert_num_queries(len(few)):
        dashboard_of(writer)
