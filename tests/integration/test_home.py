import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from dramas.models import Weekday
from dramas.models.airing import today_in_korea
from tests.factories import make_drama, make_network, make_review

pytestmark = pytest.mark.django_db


def home(client: Client) -> str:
    return client.get("/").content.decode()


def test_empty_site_says_so_and_shows_a_way_on(client: Client) -> None:
    html = home(client)

    assert "No reviews yet" in html
    assert 'href="/dramas/"' in html


def test_newest_review_leads(client: Client) -> None:
    now = timezone.now()
    make_review(headline="The older one", published_at=now - dt.timedelta(days=2))
    make_review(headline="The newest one", published_at=now - dt.timedelta(days=1))
    make_review(headline="One that waits", state="scheduled", published_at=now + dt.timedelta(days=1))

    html = home(client)

    assert html.index("The newest one") < html.index("The older one")
    assert "One that waits" not in html


def test_scheduled_review_appears_when_its_time_has_come(client: Client) -> None:
    make_review(
        headline="Right on time", state="scheduled", published_at=timezone.now() - dt.timedelta(seconds=1)
    )

    assert "Right on time" in home(client)


def test_week_shows_what_is_on_air_on_its_days(client: Client) -> None:
    today = timezone.localdate()
    make_drama("On air now", aired_from=today, air_days=(Weekday.WEDNESDAY,))
    make_drama("Ended long ago", aired_from=dt.date(2010, 1, 6), aired_to=dt.date(2010, 3, 1), air_days=(0,))
    make_drama("Nobody noted its end", aired_from=dt.date(2010, 1, 6), air_days=(0,))
    make_drama("All seen", aired_from=today - dt.timedelta(weeks=9), episodes=16, air_days=(0, 1))

    html = home(client)

    assert "On air this week" in html
    assert "Nobody noted its end" not in html
    assert "All seen" not in html
    assert html.index("Wednesday") < html.index("On air now") < html.index("Thursday")
    assert "Ended long ago" not in html


@pytest.mark.parametrize(("ago", "shown"), [(1, True), (35, True), (36, False)])
def test_without_anything_on_air_the_last_five_weeks_are_shown(client: Client, ago: int, shown: bool) -> None:
    today = today_in_korea()
    last = today - dt.timedelta(days=ago)
    make_drama("Just ended", aired_from=last - dt.timedelta(days=60), aired_to=last, air_days=(0,))
    # Nobody noted its last day: eight episodes, one a week.
    make_drama("Counted", aired_from=last - dt.timedelta(weeks=7), episodes=8, air_days=(last.weekday(),))
    make_drama("Ended long ago", aired_from=dt.date(2010, 1, 6), aired_to=dt.date(2010, 3, 1), air_days=(0,))

    html = home(client)

    assert "On air this week" not in html
    assert "Ended long ago" not in html
    assert [words in html for words in ("Recently ended", "Just ended", "Counted")] == [shown] * 3


def test_best_rated_leaves_out_what_is_no_full_review(client: Client) -> None:
    make_review(drama=make_drama("The best"), rating=9)
    make_review(drama=make_drama("Only begun"), rating=10, kind="first_impressions")

    html = home(client)
    best = html[html.index('id="best"') :]

    assert "The best" in best
    assert "Only begun" not in best


def test_network_without_dramas_is_left_out(client: Client) -> None:
    make_drama(networks=[make_network("tvN")])
    make_network("Nobody")

    html = home(client)

    assert ">tvN</a>" in html
    assert "Nobody" not in html
