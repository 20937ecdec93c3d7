"""From draft to published and back: who may take which step, and that a scheduled review appears on time, once."""

import datetime as dt
import os
import time
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.models import Review
from reviews.states import NEXT, State, effective_state, offered, refusal
from reviewsite.accounts.models import AuditEntry
from reviewsite.accounts.time_zones import in_zones
from tests.factories import make_review, make_staff
from tests.integration.test_admin import review_form
from tests.thoroughness import PROFILE

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def writer() -> Any:
    return make_staff("Writer", username="kim")


@pytest.fixture
def editor() -> Any:
    return make_staff("Editor", username="park")


def post(user: Any, review: Review, **changes: Any) -> Any:
    client = Client()
    client.force_login(user)
    data = {**review_form(review), "published_at_0": "", "published_at_1": "", **changes}
    return client.post(reverse("admin:reviews_review_change", args=[review.pk]), data)


# Who may go where


def test_every_state_can_be_left_and_reached() -> None:
    assert set(NEXT) == set(State)
    assert {after for states in NEXT.values() for after in states} == set(State)
    assert all(before not in states for before, states in NEXT.items())


def test_a_writer_is_offered_draft_and_in_review_only(writer: Any, editor: Any) -> None:
    for before in (State.DRAFT, State.IN_REVIEW):
        assert set(offered(writer, before)) == {State.DRAFT, State.IN_REVIEW}
        assert {State.PUBLISHED, State.SCHEDULED} <= set(offered(editor, before))


@pytest.mark.parametrize("state", ["scheduled", "published", "retired"])
def test_a_forged_state_is_refused_in_words(writer: Any, state: str) -> None:
    review = make_review(state=State.DRAFT, writers=[writer])
    answer = post(writer, review, state=state, published_at_0="2020-01-01", published_at_1="09:00:00")
    assert "Only an editor can publish, schedule or retire." in answer.content.decode()
    review.refresh_from_db()
    assert review.state == State.DRAFT


def test_a_writer_hands_a_draft_over_and_takes_it_back(writer: Any) -> None:
    review = make_review(state=State.DRAFT, writers=[writer])
    for state in ("in_review", "draft"):
        assert post(writer, review, state=state).status_code == 302
        review.refresh_from_db()
        assert review.state == state


def test_an_editor_publishes_what_a_writer_handed_over(writer: Any, editor: Any) -> None:
    review = make_review(state=State.IN_REVIEW, writers=[writer])
    assert post(editor, review, state="published").status_code == 302
    review.refresh_from_db()
    assert review.is_published()
    entry = AuditEntry.objects.get(event="state_changed")
    assert (entry.actor, entry.about_id, entry.detail) == (editor, str(review.pk), "in review → published")
    assert [byline.writer for byline in review.bylines.all()] == [writer]


@pytest.mark.parametrize("state", ["scheduled", "published", "retired"])
def test_a_writer_reads_but_no_longer_writes_what_the_editors_have(writer: Any, state: str) -> None:
    review = make_review(state=state, writers=[writer], headline="A headline")
    client = Client()
    client.force_login(writer)
    page = client.get(reverse("admin:reviews_review_change", args=[review.pk]))
    assert "A headline" in page.content.decode()
    assert 'name="headline"' not in page.content.decode()
    assert post(writer, review, headline="Another").status_code == 403


def test_a_step_that_does_not_exist_is_explained(editor: Any) -> None:
    review = make_review()
    answer = post(editor, review, state="draft")
    assert "A review cannot go straight from “published” to “draft”." in answer.content.decode()
    assert refusal(editor, State.PUBLISHED, State.RETIRED) == ""


def test_an_invented_state_is_refused(editor: Any) -> None:
    review = make_review(state=State.DRAFT)
    assert "Select a valid choice" in post(editor, review, state="secret").content.decode()


@pytest.mark.parametrize("action", ["publish_selected", "retire_selected"])
def test_actions_of_editors_are_not_for_writers(writer: Any, action: str) -> None:
    review = make_review(state=State.DRAFT, writers=[writer])
    client = Client()
    client.force_login(writer)
    address = reverse("admin:reviews_review_changelist")
    assert action not in client.get(address).content.decode()
    client.post(address, {"action": action, "_selected_action": [review.pk]})
    review.refresh_from_db()
    assert review.state == State.DRAFT


def test_retiring_leaves_drafts_alone(editor: Any) -> None:
    draft, public = make_review(state=State.DRAFT), make_review()
    client = Client()
    client.force_login(editor)
    client.post(
        reverse("admin:reviews_review_changelist"),
        {"action": "retire_selected", "_selected_action": [draft.pk, public.pk]},
    )
    assert {review.pk: review.state for review in Review.objects.all()} == {
        draft.pk: "draft",
        public.pk: "retired",
    }


# On time


#: The server's own clock; with all of them in torture.
CLOCKS = ["UTC", "America/St_Johns", "Asia/Seoul"] if PROFILE == "torture" else ["America/St_Johns"]


@pytest.fixture(params=CLOCKS)
def server_clock(request: pytest.FixtureRequest) -> Iterator[str]:
    """The server's own clock is in another zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


#: Moments in writers' zones, some of them beside a change of the clocks, and the same in UTC.
MOMENTS = [
    ("Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
    ("Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
    ("Europe/Berlin", "2026-10-25T01:30:00", "2026-10-24T23:30:00Z"),
    ("Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
    ("America/New_York", "2026-11-01T03:00:00", "2026-11-01T08:00:00Z"),
    ("Asia/Seoul", "2026-12-31T23:30:00", "2026-12-31T14:30:00Z"),
    ("Pacific/Auckland", "2026-12-24T09:00:00", "2026-12-23T20:00:00Z"),
]


@pytest.mark.both_databases
@pytest.mark.parametrize(("zone", "local", "moment"), MOMENTS)
def test_a_scheduled_review_appears_at_its_second_and_stays(
    server_clock: str, editor: Any, zone: str, local: str, moment: str
) -> None:
    editor.time_zone = zone
    editor.save()
    review = make_review(state=State.DRAFT)
    date, clock = local.split("T")
    assert (
        post(editor, review, state="scheduled", published_at_0=date, published_at_1=clock).status_code == 302
    )
    due = dt.datetime.fromisoformat(moment)

    def shown(at: dt.datetime) -> list[int]:
        return list(Review.objects.published(at).values_list("pk", flat=True))

    review.refresh_from_db()
    assert review.published_at == due
    assert (shown(due - SECOND), shown(due), shown(due + SECOND)) == ([], [review.pk], [review.pk])
    assert [review.is_published(due - SECOND), review.is_published(due)] == [False, True]
    assert [effective_state(review, due - SECOND), effective_state(review, due)] == [
        State.SCHEDULED,
        State.PUBLISHED,
    ]
    # Saving it afterwards, as an editor or the machine may, shows it neither twice nor again.
    review.publish(at=review.published_at)
    assert shown(due + SECOND) == [review.pk]
    assert (review.published_at, review.first_published_at) == (due, due)


def test_an_hour_passes_through_the_night_of_the_change_without_a_gap_or_a_second_time() -> None:
    """Every half hour of that night, on a clock that is set back: each review appears once, in order."""
    start = dt.datetime(2026, 10, 24, 22, tzinfo=dt.UTC)
    times = [start + dt.timedelta(minutes=30 * number) for number in range(12)]
    reviews = [make_review(state=State.SCHEDULED, published_at=moment) for moment in times]
    with timezone.override(ZoneInfo("Europe/Berlin")):
        for number, moment in enumerate(times):
            shown = Review.objects.published(moment).order_by("published_at").values_list("pk", flat=True)
            assert list(shown) == [review.pk for review in reviews[: number + 1]]


def test_a_page_appears_with_nothing_else_happening(client: Client) -> None:
    review = make_review(state=State.SCHEDULED, published_at=timezone.now() + dt.timedelta(hours=1))
    assert client.get(review.get_absolute_url()).status_code == 404
    Review.objects.update(published_at=timezone.now() - SECOND)  # as if the hour had passed
    assert client.get(review.get_absolute_url()).status_code == 200
    assert (
        client.get(reverse("reviews:review_list"))
        .content.decode()
        .count(f'href="{review.get_absolute_url()}"')
        == 1
    )
    review.refresh_from_db()
    assert review.state == State.SCHEDULED


def test_a_review_whose_time_has_come_is_called_published(editor: Any) -> None:
    review = make_review(state=State.SCHEDULED)
    client = Client()
    client.force_login(editor)
    assert ">published</td>" in client.get(reverse("admin:reviews_review_changelist")).content.decode()
    page = client.get(reverse("admin:reviews_review_change", args=[review.pk])).content.decode()
    assert '<option value="published" selected>' in page


def test_the_time_is_told_in_all_three_zones(editor: Any, settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    editor.time_zone = "Europe/Berlin"
    editor.save()
    review = make_review(state=State.SCHEDULED, published_at=dt.datetime(2026, 12, 24, 23, 30, tzinfo=dt.UTC))
    client = Client()
    client.force_login(editor)
    page = client.get(reverse("admin:reviews_review_change", args=[review.pk])).content.decode()
    for words in (
        "your time: <strong>25 December 2026, 00:30 (Europe/Berlin)",
        "the site’s time: <strong>24 December 2026, 18:30 (America/New_York)",
        "Korean time: <strong>25 December 2026, 08:30 (Asia/Seoul)",
    ):
        assert words in page


def test_zones_that_agree_are_told_once() -> None:
    with timezone.override(ZoneInfo("UTC")):
        labels = [label for label, _text in in_zones(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))]
    assert labels == ["your time = the site’s time", "Korean time"]
