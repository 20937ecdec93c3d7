"""Series: made by an editor, or of a drama's recaps by themselves; each part leads to the others."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dramas.projection import facts_of
from reviews import revisions
from reviews.models import Review, Series
from reviews.related import related_reviews
from reviews.siblings import nearest_parts, places_of
from tests.factories import make_drama, make_genre, make_review, make_series, make_staff

pytestmark = pytest.mark.django_db


def html(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def recap(drama: Any, first: int, last: int, **fields: Any) -> Review:
    return make_review(
        drama=drama,
        kind="recap",
        episode_from=first,
        episode_to=last,
        headline=f"Recap of {first}",
        slug=f"{drama.slug}-{first}",
        **fields,
    )


@pytest.fixture
def drama() -> Any:
    return make_drama("Salt Road", slug="salt-road", episodes=16)


@pytest.fixture
def recaps(drama: Any) -> list[Review]:
    """Published in another order than that of their episodes."""
    made = {first: recap(drama, first, first + 1) for first in (5, 1, 3)}
    return [made[first] for first in (1, 3, 5)]


# Recaps are a series by themselves


def test_a_recap_leads_to_the_one_before_and_the_next(client: Client, recaps: list[Review]) -> None:
    page = html(client, "/reviews/salt-road-3/")
    assert '<a href="/reviews/salt-road-1/" rel="prev">Recap of 1</a>' in page
    assert '<a href="/reviews/salt-road-5/" rel="next">Recap of 5</a>' in page
    assert "Part 2 of 3" in page
    assert 'href="/dramas/salt-road/#guide"' in page


def test_the_ends_lead_one_way_and_a_lone_recap_nowhere(client: Client, recaps: list[Review]) -> None:
    assert 'rel="prev"' not in html(client, "/reviews/salt-road-1/").partition("<main")[2]
    assert 'rel="next"' not in html(client, "/reviews/salt-road-5/").partition("<main")[2]
    alone = recap(make_drama(slug="other"), 1, 1)
    assert "All parts" not in html(client, alone.get_absolute_url())


def test_what_is_not_published_is_no_part(client: Client, recaps: list[Review]) -> None:
    Review.objects.filter(pk=recaps[1].pk).update(state="draft")
    later = timezone.now() + dt.timedelta(days=1)
    Review.objects.filter(pk=recaps[2].pk).update(state="scheduled", published_at=later)
    assert "Recap of 3" not in html(client, "/dramas/salt-road/")
    assert "Recap of 5" not in html(client, "/dramas/salt-road/")
    assert "All parts" not in html(client, "/reviews/salt-road-1/")


@pytest.mark.parametrize(
    ("query", "words", "coming"),
    [
        ("", "Say how far you have seen", None),
        ("?seen=1", "You have seen 1: recap 1–2 is next.", 1),
        ("?seen=2", "You have seen 2: recap 3–4 is next.", 3),
        ("?seen=4", "You have seen 4: recap 5–6 is next.", 5),
        ("?seen=6", "You have seen all that these recaps tell.", None),
        ("?seen=all", "You have seen all that these recaps tell.", None),
        ("?seen=nonsense", "Say how far you have seen", None),
    ],
)
def test_the_guide_says_which_recap_is_next(
    client: Client, recaps: list[Review], query: str, words: str, coming: int | None
) -> None:
    page = html(client, f"/dramas/salt-road/{query}")
    assert words in page
    entries = page.split("guide__entry--next")[1:]
    assert [f"Recap of {coming}" in entry.partition("</li>")[0] for entry in entries] == [True] * (
        coming is not None
    )


def test_one_progress_control_beside_the_guide(client: Client, recaps: list[Review]) -> None:
    page = html(client, "/dramas/salt-road/")
    assert page.count("<reader-progress") == 1
    assert page.index("Episode guide") < page.index("<reader-progress") < page.index('id="cast-heading"')
    assert html(client, make_drama(slug="bare").get_absolute_url()).count("<reader-progress") == 1


# Series of an editor's making


@pytest.fixture
def series() -> Series:
    texts = [make_review(headline=f"Text {number}", slug=f"text-{number}") for number in range(3)]
    return make_series(*texts, title="Sea Dramas", slug="sea", introduction="All **wet**. ||Nobody drowns.||")


def test_the_page_has_the_introduction_and_the_parts_in_order(client: Client, series: Series) -> None:
    page = html(client, "/series/sea/")
    assert "<strong>wet</strong>" in page
    assert "Nobody drowns" not in page
    assert [page.index(f"Text {number}") for number in range(3)] == sorted(
        page.index(f"Text {n}") for n in range(3)
    )
    assert "3 parts" in page
    assert "/series/sea/" in html(client, "/sitemap-series.xml")


def test_its_texts_lead_to_each_other_and_to_all(client: Client, series: Series) -> None:
    page = html(client, "/reviews/text-1/")
    assert '<a href="/reviews/text-0/" rel="prev">Text 0</a>' in page
    assert '<a href="/reviews/text-2/" rel="next">Text 2</a>' in page
    assert 'href="/series/sea/"' in page


def test_a_series_of_drafts_is_not_public(client: Client, series: Series) -> None:
    Review.objects.update(state="draft")
    assert client.get("/series/sea/").status_code == 404
    assert "/series/sea/" not in html(client, "/sitemap-series.xml")


def test_a_renamed_series_redirects(client: Client, series: Series) -> None:
    series = Series.objects.get()
    series.slug = "the-sea"
    series.save()
    assert client.get("/series/sea/").headers["Location"] == "/series/the-sea/"


def test_parts_come_first_in_what_to_read_next(series: Series) -> None:
    review = Review.objects.get(slug="text-1")
    genre = make_genre()
    review.drama.genres.add(genre)
    make_review(drama=make_drama(genres=[genre]), slug="of-the-same-genre")
    found = related_reviews(review, [facts_of(review.drama, 0)], nearest_parts(places_of(review)))
    assert [each.review.slug for each in found] == ["text-2", "text-0", "of-the-same-genre"]


def save(client: Client, reviews: list[Review], **changes: str) -> Any:
    client.force_login(make_staff("Editor"))
    data = {
        "title": "Sea Dramas",
        "slug": "sea",
        "introduction": "Kept.",
        "entries-TOTAL_FORMS": str(len(reviews)),
        "entries-INITIAL_FORMS": "0",
        **{f"entries-{n}-review": str(review.pk) for n, review in enumerate(reviews)},
        **{f"entries-{n}-position": str(n) for n in range(len(reviews))},
        **changes,
    }
    return client.post(reverse("admin:reviews_series_add"), data)


def test_an_editor_makes_a_series(client: Client) -> None:
    first, second = make_review(), make_review()
    save(client, [second, first])
    assert list(Series.objects.get().texts()) == [second, first]


def test_a_text_twice_is_refused_at_its_row_and_nothing_is_lost(client: Client) -> None:
    review = make_review()
    page = save(client, [review, review])
    assert page.status_code == 200
    assert page.content.decode().count("This text is in the series already.") == 1
    assert "Kept." in page.content.decode()
    assert not Series.objects.exists()


@pytest.mark.parametrize("introduction", ["A [spoiler] without an end.", "Spoilers ahead! He dies."])
def test_an_introduction_that_would_spoil_is_refused(client: Client, introduction: str) -> None:
    page = save(client, [make_review()], introduction=introduction)
    assert page.context["adminform"].form.errors.keys() == {"introduction"}
    assert not Series.objects.exists()


def test_other_marks_are_stored_as_ours(client: Client) -> None:
    save(client, [make_review()], introduction="So: >!he goes!<.")
    assert Series.objects.get().introduction == "So: ||he goes||."


def test_queries_are_as_many_for_one_part_as_for_twenty(client: Client, drama: Any) -> None:
    counts = set()
    made: list[Review] = []
    for number in (2, 20):
        made += [recap(drama, at, at) for at in range(len(made) + 1, number + 1)]
        make_series(*made, slug=f"s{number}")
        make_series(*made, slug=f"t{number}")
        queries = []
        for address in (f"/series/s{number}/", "/reviews/salt-road-1/", "/dramas/salt-road/?seen=1"):
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            queries.append(len(captured))
        counts.add(tuple(queries))
    assert len(counts) == 1


def test_a_deleted_text_comes_back_to_its_series(drama: Any) -> None:
    """Not to one that is gone; and what was changed in the series alone is known, too."""
    first, review, last = (make_review(drama=drama) for _number in range(3))
    series, gone = make_series(first, review, last), make_series(review)
    revisions.record(review)
    review.series_entries.filter(series=series).update(position=7)
    revisions.record_unrecorded(review)
    kept = revisions.latest(review.pk)
    review.delete()
    gone.delete()
    assert kept is not None
    restored = revisions.restore(kept)
    assert list(restored.series_entries.values_list("series", "position")) == [(series.pk, 7)]


def test_a_series_has_a_feed_of_its_own(client: Client, series: Series) -> None:
    make_review(headline="Another text")
    assert 'href="/feeds/series/sea.atom" title="Sea Dramas">' in html(client, "/series/sea/")
    feed = html(client, "/feeds/series/sea.atom")
    assert "Sea Dramas" in feed
    assert [f"Text {number}" in feed for number in range(3)] == [True] * 3
    assert "Another text" not in feed
    assert "Nobody drowns" not in feed
    series.slug = "ocean"
    series.save()
    assert client.get("/feeds/series/sea.atom").headers["Location"] == "/feeds/series/ocean.atom"
    Review.objects.update(state="draft")
    assert client.get("/feeds/series/ocean.atom").status_code == 404
