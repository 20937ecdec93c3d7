"""After a change a page is asked for its questions: with the same answers it is given out as it was."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.utils import timezone

from dramas.models import Drama, Person
from reviews.comments.models import Comment
from reviews.models import Byline, Mention, Review, Section
from reviewsite.images.models import Image
from reviewsite.pagecache import checking, content, present
from reviewsite.pagecache.questions import MOST_QUERIES
from tests.factories import (
    make_comment,
    make_credit,
    make_drama,
    make_genre,
    make_known_person,
    make_network,
    make_person,
    make_review,
    make_writer,
)
from tests.integration.pagecache.reading import Site

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PAGE = "/reviews/the-review/"


@pytest.fixture
def review() -> Review:
    drama = make_drama("The drama", genres=[make_genre("Slow")], networks=[make_network("tvN")])
    make_credit(drama, make_person("Someone"), character="The cook")
    image = Image.objects.create(key="0a1b2c3d", alt="A roof")
    review = make_review(
        drama=drama,
        slug="the-review",
        headline="The headline",
        writers=[make_writer("jo")],
        sections=[{"heading": "First", "body": f"Of Someone.\n\n![A roof](image:{image.key})"}],
    )
    Mention.objects.create(review=review, person=make_known_person("Someone Else"), text="Someone Else")
    make_review(drama=make_drama("Near", genres=list(drama.genres.all())), headline="What is near")
    make_comment(review, body="Said before.")
    return review


def changed(site: Site) -> None:
    """As after the commit of a change: the tests' own transaction never ends, and makes one mark in all."""
    content.mark()
    site.cache.versions.written()


def test_page_that_a_change_does_not_touch_is_given_out_as_it_was(site: Site, review: Review) -> None:
    before = site.get(PAGE, HTTP_ACCEPT_ENCODING="br")
    compressed = site.cache.memory.entries[PAGE, ""].encoded["br"]
    make_drama("Elsewhere")
    changed(site)

    assert site.get(PAGE, HTTP_ACCEPT_ENCODING="br") == before
    assert site.rendered == [PAGE]
    assert site.cache.memory.entries[PAGE, ""].encoded["br"] is compressed


def test_page_is_checked_once_for_each_version(site: Site, review: Review) -> None:
    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    site.get(PAGE)
    make_drama("Elsewhere")
    changed(site)
    site.clock.passed += 1  # the change has settled
    site.get(PAGE)
    with connection.execute_wrapper(count):
        site.get(PAGE)

    assert asked == []


CHANGES: list[tuple[Callable[[], object], str]] = [
    (lambda: Review.objects.filter(slug="the-review").update(headline="Changed"), "Changed"),
    (lambda: Review.objects.filter(slug="the-review").update(comments_open=False), "are closed"),
    (lambda: Section.objects.update(body="Changed."), "Changed."),
    (lambda: Drama.objects.filter(title="The drama").update(title="Changed"), "Changed"),
    (lambda: Drama.objects.filter(title="Near").update(title="Changed"), "Changed"),
    (lambda: Person.objects.filter(name="Someone").update(name="Changed"), "Changed"),
    (lambda: Person.objects.filter(name="Someone Else").update(slug="changed"), ""),
    (lambda: Image.objects.update(alt="Changed"), ""),
    (lambda: Comment.objects.update(body="Changed."), "Changed."),
    (lambda: Byline.objects.update(writer=make_writer("changed")), "changed"),
    (lambda: make_comment(Review.objects.get(slug="the-review"), body="Changed."), "Changed."),
    (lambda: make_review(drama=Drama.objects.get(title="Near"), headline="Changed"), "Changed"),
    (lambda: make_credit(Drama.objects.get(title="The drama"), make_person("Changed")), "Changed"),
    (lambda: Drama.objects.get(title="The drama").genres.add(make_genre("Changed")), "Changed"),
    (lambda: Drama.objects.get(title="The drama").genres.clear(), ""),
]


@pytest.mark.parametrize(("change", "says"), CHANGES)
def test_every_change_of_what_it_shows_is_on_it_at_once(
    site: Site, review: Review, change: Callable[[], object], says: str
) -> None:
    before = site.get(PAGE)
    assert not says or says not in before.text
    change()
    changed(site)

    assert says in site.get(PAGE).text
    assert site.rendered == [PAGE] * 2


def test_control_a_cache_that_forgets_to_compare_shows_what_was(
    monkeypatch: pytest.MonkeyPatch, site: Site, review: Review
) -> None:
    monkeypatch.setattr(checking, "first_changed", lambda questions, now: None)
    site.get(PAGE)
    Section.objects.update(body="Changed.")
    changed(site)

    assert "Changed." not in site.get(PAGE).text


def test_missing_rows_that_come_change_the_page(site: Site, review: Review) -> None:
    assert site.get("/genres/slow/").text.count("The drama") > 0
    make_drama("A newcomer", genres=list(review.drama.genres.all()))
    changed(site)

    assert "A newcomer" in site.get("/genres/slow/").text


def test_review_that_is_published_after_the_page_was_made_is_on_it(site: Site, review: Review) -> None:
    """The moment in a query is the present one whenever it is asked."""
    draft = make_review(headline="Out now", state=Review.State.DRAFT)
    assert "Out now" not in site.get("/reviews/").text
    site.clock.passed += 60
    draft.publish(site.clock.now())
    changed(site)

    assert "Out now" in site.get("/reviews/").text


def test_comments_close_at_their_second(settings: Any, site: Site, review: Review) -> None:
    settings.COMMENTS_CLOSE_AFTER_DAYS = 1
    closes = site.clock.now() + dt.timedelta(seconds=90)
    Review.objects.filter(pk=review.pk).update(published_at=closes - dt.timedelta(days=1))
    changed(site)

    said = []
    for site.clock.passed in (0, 89.9, 90):
        said.append("are closed" in site.get(PAGE).text)

    assert said == [False, False, True]


def test_comments_that_close_while_nobody_reads_are_closed_for_the_next(
    settings: Any, site: Site, review: Review
) -> None:
    settings.COMMENTS_CLOSE_AFTER_DAYS = 1
    site.get(PAGE)
    Review.objects.filter(pk=review.pk).update(
        published_at=site.clock.now() - dt.timedelta(days=1) + dt.timedelta(seconds=90)
    )
    changed(site)
    site.get(PAGE)
    site.clock.passed = 100
    changed(site)

    assert "are closed" in site.get(PAGE).text


def asking(ask: Callable[[], object]) -> Callable[..., list[bytes]]:
    """A site whose pages are what `ask` gives."""

    def django(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [str(ask()).encode()]

    return django


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (
            lambda: [Drama.objects.filter(pk=n).exists() for n in range(MOST_QUERIES + 1)],
            "more than 30 queries",
        ),
        (lambda: list(Drama.objects.values_list("synopsis")), "too long"),
        (lambda: Review.objects.filter(published_at__lte=timezone.now()).count(), "a time"),
        (lambda: Review.objects.filter(published_at__gt=present.now() - dt.timedelta(1)).count(), "a time"),
        (lambda: Drama.objects.update(year=2000), "more than read"),
    ],
)
def test_what_cannot_be_asked_again_is_rendered_after_each_change(
    ask: Callable[[], object], why: str
) -> None:
    make_drama(synopsis="long " * 200_000)
    site = Site(asking(ask))  # type: ignore[arg-type]
    site.get("/about/")

    entry = site.cache.memory.entries["/about/", ""]
    site.close()
    assert entry.questions is None
    assert why in entry.unfit


def test_page_that_was_made_of_two_versions_keeps_no_questions() -> None:
    def ask() -> int:
        found = Drama.objects.count()
        site.cache.versions._read = lambda: "the next"
        return found

    site = Site(asking(ask))  # type: ignore[arg-type]
    site.get("/about/")
    site.close()

    assert site.cache.memory.entries["/about/", ""].questions is None


def test_only_what_a_page_fetched_is_compared() -> None:
    make_drama("One")
    site = Site(asking(lambda: (Drama.objects.first(), Drama.objects.exists(), Drama.objects.count())))  # type: ignore[arg-type]
    site.get("/about/")
    make_genre("Elsewhere")
    changed(site)
    site.get("/about/")
    site.close()

    assert site.rendered == ["/about/"]


def test_staff_are_told_what_readers_get_and_readers_are_not(client: Any, site: Site, review: Review) -> None:
    client.force_login(make_writer("boss"))
    cookie = f"{site_settings.SESSION_COOKIE_NAME}={client.cookies[site_settings.SESSION_COOKIE_NAME].value}"

    assert "Server-Timing" not in site.get(PAGE).headers
    said = site.get(PAGE, HTTP_COOKIE=cookie).headers["Server-Timing"]
    assert 'cache;desc="bypassed"' in said
    assert 'queries;desc="19"' in said
    assert "Server-Timing" not in site.get(PAGE, HTTP_COOKIE="sessionid=forged").headers


def test_developers_are_told_why_a_page_was_made(settings: Any, site: Site, review: Review) -> None:
    settings.DEBUG = True
    site = Site()
    said = [site.get(PAGE).headers["Server-Timing"] for _ in range(2)]
    Drama.objects.update(title="Changed")
    changed(site)
    said.append(site.get(PAGE).headers["Server-Timing"])
    site.close()

    assert [each.split(",")[0] for each in said] == [
        'cache;desc="made"',
        'cache;desc="hit"',
        'cache;desc="made"',
    ]
    assert "nobody has asked" in said[0]
    assert "other rows of reviews_review" in said[2]
