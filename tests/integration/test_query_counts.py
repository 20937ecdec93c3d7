"""Every page costs the same number of queries with one of everything and with twenty."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from dramas.models import Credit, Drama, DramaRelation, WatchLink
from reviews.models import Mention, Recommendation, Series
from reviewsite.search.index import indexing_at_the_end
from reviewsite.site.models import Page
from reviewsite.spoilers import WHOLE_DRAMA
from reviewsite.urls import CACHED_PAGES
from tests.factories import (
    make_comment,
    make_credit,
    make_drama,
    make_genre,
    make_network,
    make_person,
    make_review,
    make_section,
    make_tag,
    make_writer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: Asking for pictures costs a query, even for one that is not there.
PICTURE = "![A roof](image:0a1b2c3d)"
#: Two of each are the settings of the site and the pages in its menu and footer.
QUERIES = {
    "/": 9,
    "/reviews/": 12,
    "/reviews/?genre=romance&tag=sea&sort=rating&kind=review": 12,
    "/reviews/the-review/": 22,
    "/reviews/the-review/?seen=all": 22,
    "/reviews/the-review/comments/": 4,
    "/reviews/the-article/": 18,
    "/reviews/the-article/?open=1,2,3": 18,
    "/reviews/the-article/?seen=all": 18,
    "/reviews/the-article/comments/": 4,
    "/reviews/?kind=article": 12,
    "/dramas/": 9,
    "/dramas/?from=webtoon&tag=sea&letter=T": 9,
    "/dramas/the-drama/": 21,
    "/people/": 5,
    "/people/the-person/": 9,
    "/networks/": 3,
    "/networks/tvn/": 8,
    "/genres/": 3,
    "/years/": 3,
    "/genres/romance/": 8,
    "/tags/": 3,
    "/tags/sea/": 8,
    "/years/2020/": 9,
    "/calendar/": 4,
    "/calendar.ics": 4,
    "/writers/jo/": 7,
    "/about/": 3,
    "/shelf/": 2,
    "/shelf/dramas.json": 1,
    "/series/the-series/": 6,
    "/sitemap.xml": 8,
    "/sitemap-reviews.xml": 3,
    "/pages/page-0/": 3,
    "/style-guide/": 2,
    "/robots.txt": 0,
    "/site.webmanifest": 2,
    "/opensearch.xml": 2,
    "/privacy/": 3,
}
#: Routes of the page cache that have no fixed number here, and why.
WITHOUT_COUNT = {
    "review_feed": "has the whole open text of each entry, of which there are at most twenty",
    "series_feed": "like review_feed",
    "search": "counted for each database in tests/integration/search/test_pages.py",
    "try_to_spoil": "shows one review, and only on a site with the demo",
    "comments:comment": "is the list of comments with one thread",
}


@pytest.fixture
def fill() -> Callable[[int], None]:
    """Puts `count` of everything beside one drama, its review and a person with the longest lists."""
    romance, tvn, jo, sea = make_genre("Romance"), make_network("tvN"), make_writer("jo"), make_tag("Sea")
    drama = make_drama(
        "The drama", slug="the-drama", genres=[romance], networks=[tvn], franchise="All", season_number=99
    )
    person = make_person("The person", slug="the-person")

    @indexing_at_the_end()
    def run(count: int) -> None:
        sections = [{"heading": f"Part {n}", "spoils_through": n % 3, "body": PICTURE} for n in range(count)]
        review = make_review(drama=drama, slug="the-review", writers=[jo], sections=sections, rating=8)
        _fill_article(drama, jo, count)
        series = Series.objects.create(title="The series", slug="the-series")
        for number in range(count):
            network = make_network(f"Network {count} {number}")
            genre = make_genre(f"Genre {count} {number}")
            other = make_drama(
                f"T {number}",
                genres=[romance, genre],
                networks=[tvn, network],
                cast=[(person, "A")],
                based_on_kind="webtoon",
                air_days=(number % 7,),
                aired_from=timezone.localdate() + dt.timedelta(days=7 * (number % 3) - 7),
                franchise="All",
                season_number=count + number,
            )
            make_review(drama=other, writers=[jo, make_writer()], rating=number % 10)
            series.entries.create(review=make_review(drama=drama, writers=[jo]), position=number)
            make_review(drama=drama, writers=[jo], kind="first_impressions")
            make_review(drama=drama, writers=[jo], kind="dropped", watched_through=2)
            make_credit(drama, make_person(), character=f"Role {number}", position=number)
            make_credit(drama, make_person(), job=Credit.Job.DIRECTOR)
            for scope in (0, 1, 4):
                comment = make_comment(review, spoils_through=scope, body="Seen ||2: and hidden||.", rating=8)
                make_comment(parent=make_comment(parent=comment), user=jo)
            Mention.objects.create(review=review, person=make_person(), text=f"Name {number}")
            WatchLink.objects.create(drama=drama, network=network, url="https://watch.example/")
            DramaRelation.objects.create(drama=drama, related=other, kind=DramaRelation.Kind.SEQUEL)
            DramaRelation.objects.create(drama=drama, title=f"Other {number}", kind=DramaRelation.Kind.REMAKE)
            for one, two in ((drama, other), (other, drama)):
                Recommendation.objects.create(drama=one, other=two, reason="Alike.", writer=jo)
            drama.genres.add(genre)
            other.tagged.create(tag=sea)
            make_tag(f"Tag {count} {number}", drama, spoils_through=number % 2)
            drama.songs.create(title=f"Song {number}")
            drama.alternative_titles.create(text=f"Other title {number}")
            person.names.create(spelling=f"Spelling {number}")
            Page.objects.create(title=f"Page {number}", slug=f"page-{number}", place="menu", is_public=True)

    return run


def _fill_article(drama: Drama, writer: Any, count: int) -> None:
    """An article of `count` dramas, each with a section that is safe and one that is not."""
    article = make_review(kind="article", slug="the-article", writers=[writer], sections=[])
    for number in range(count):
        other = make_drama(genres=[make_genre()], networks=[make_network()], cast=[(make_person(), "A")])
        about = other if number else drama
        body = f"{PICTURE} ||2: and hidden||"
        make_section(article, drama=about, heading=f"Part {number}", body=body, rating_line="9")
        make_section(article, drama=about, spoils_through=number + 1, body=PICTURE)
        make_comment(article, body="Seen ||2: and hidden||.", spoils_through=number % 2 and WHOLE_DRAMA)


@pytest.mark.parametrize("count", [pytest.param(1, marks=pytest.mark.both_databases), 20])
def test_pages_make_a_fixed_number_of_queries(
    client: Client, fill: Callable[[int], None], count: int
) -> None:
    fill(count)
    assert connection.features.supports_json_field  # asks the database once in a process
    made = {}

    for address in QUERIES:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        made[address] = len(captured)

    assert made == QUERIES


def uncounted(pages: Iterable[str]) -> set[str]:
    """The routes that no address above belongs to."""
    counted = {resolve(address.partition("?")[0]).view_name for address in QUERIES}
    return {*pages} - counted - WITHOUT_COUNT.keys()


def test_every_cached_page_is_counted() -> None:
    assert uncounted(CACHED_PAGES) == set()
    assert uncounted([*CACHED_PAGES, "dramas:new"]) == {"dramas:new"}
