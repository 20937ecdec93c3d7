"""Scheduling in the writer's own zone, the site's or Korea's, also in the nights when clocks are changed."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import Review
from tests.factories import make_review, make_staff
from tests.integration.test_states import post
from tests.thoroughness import sample

pytestmark = pytest.mark.django_db
BERLIN, NEW_YORK, SEOUL = "Europe/Berlin", "America/New_York", "Asia/Seoul"


@pytest.fixture
def editor(settings: Any) -> Any:
    settings.TIME_ZONE = NEW_YORK
    return make_staff("Editor", username="park", time_zone=BERLIN)


def plan(editor: Any, review: Review, local: str, zone: str) -> Any:
    date, clock = local.split("T")
    values = {"published_at_0": date, "published_at_1": clock, "published_at_2": zone}
    return post(editor, review, state="scheduled", **values)


def shown(editor: Any, review: Review) -> dict[str, str]:
    """What the form holds, as a browser would send it back."""
    client = Client()
    client.force_login(editor)
    page = client.get(reverse("admin:reviews_review_change", args=[review.pk])).content.decode()
    values = {
        name: re.search(rf'name="{name}" value="([^"]*)"', page)
        for name in ("published_at_0", "published_at_1")
    }
    select = page[page.index('name="published_at_2"') :]
    zone = re.search(r'value="([^"]*)" selected', select)
    assert zone
    return {**{name: found[1] if found else "" for name, found in values.items()}, "published_at_2": zone[1]}


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        (BERLIN, "2026-12-24T08:00:00Z"),
        (NEW_YORK, "2026-12-24T14:00:00Z"),
        (SEOUL, "2026-12-24T00:00:00Z"),
        ("", "2026-12-24T08:00:00Z"),
    ],
)
def test_the_same_clock_is_another_moment_in_each_zone(editor: Any, zone: str, moment: str) -> None:
    review = make_review(state="draft")
    assert plan(editor, review, "2026-12-24T09:00", zone).status_code == 302
    review.refresh_from_db()
    assert review.published_at == dt.datetime.fromisoformat(moment)


def test_the_form_offers_the_three_zones_by_whose_they_are(editor: Any) -> None:
    client = Client()
    client.force_login(editor)
    page = client.get(reverse("admin:reviews_review_add")).content.decode()
    for words in (f"your time ({BERLIN})", f"the site’s time ({NEW_YORK})", f"Korean time ({SEOUL})"):
        assert words in page


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Europe/London", "../etc/passwd"])
def test_a_zone_that_was_not_offered_is_refused(editor: Any, zone: str) -> None:
    answer = plan(editor, make_review(state="draft"), "2026-12-24T09:00", zone)
    assert "Choose one of the zones." in answer.content.decode()


def test_half_a_time_is_refused(editor: Any) -> None:
    answer = post(editor, make_review(state="draft"), published_at_0="2026-12-24", published_at_1="")
    assert "Enter both date and time." in answer.content.decode()


def test_a_time_that_the_clocks_skip_is_refused_in_words(editor: Any) -> None:
    review = make_review(state="draft", published_at=None)
    page = plan(editor, review, "2026-03-29T02:30:00", BERLIN).content.decode()
    assert "02:30 does not exist in Europe/Berlin on 29 March 2026" in page
    assert 'value="02:30:00"' in page
    # The same clock is an ordinary moment elsewhere.
    assert plan(editor, review, "2026-03-29T02:30:00", NEW_YORK).status_code == 302


def test_a_time_that_comes_twice_is_told_apart_in_korean_time(editor: Any) -> None:
    review = make_review(state="draft")
    page = plan(editor, review, "2026-10-25T02:30:00", BERLIN).content.decode()
    assert "02:30 comes twice in Europe/Berlin on 25 October 2026" in page
    assert "09:30 is the first, 10:30 the second" in page
    for clock, moment in (("09:30", "2026-10-25T00:30:00Z"), ("10:30", "2026-10-25T01:30:00Z")):
        assert plan(editor, review, f"2026-10-25T{clock}:00", SEOUL).status_code == 302
        review.refresh_from_db()
        assert review.published_at == dt.datetime.fromisoformat(moment)


@pytest.mark.slow
@pytest.mark.parametrize("minutes", sample(range(0, 240, 30), one_in=2))
def test_any_moment_of_the_nights_of_change_comes_back_from_the_form_as_it_was(
    editor: Any, minutes: int
) -> None:
    """Saved again and again without a touch, a planned time stays; in Berlin's nights and in New York's."""
    for night in ("2026-03-29T00:00Z", "2026-10-24T23:00Z", "2026-03-08T05:00Z", "2026-11-01T04:00Z"):
        at = dt.datetime.fromisoformat(night) + dt.timedelta(minutes=minutes)
        review = make_review(state="scheduled", published_at=at)
        values = shown(editor, review)
        assert post(editor, review, state="scheduled", headline="Touched", **values).status_code == 302
        review.refresh_from_db()
        assert (review.published_at, review.headline) == (at, "Touched")


def test_saving_keeps_the_fraction_of_a_second_at_which_a_review_was_published(editor: Any) -> None:
    review = make_review()
    before = review.published_at
    assert before is not None
    assert before.microsecond
    post(editor, review, state="published", headline="Touched", **shown(editor, review))
    review.refresh_from_db()
    assert (review.published_at, review.headline) == (before, "Touched")


def test_the_desk_tells_a_planned_time_in_all_three_zones(editor: Any) -> None:
    make_review(state="scheduled", published_at=dt.datetime(2090, 12, 24, 23, 30, tzinfo=dt.UTC))
    client = Client()
    client.force_login(editor)
    page = client.get(reverse("admin:index")).content.decode()
    for words in (f"00:30 ({BERLIN})", f"18:30 ({NEW_YORK})", f"08:30 ({SEOUL})"):
        assert words in page
