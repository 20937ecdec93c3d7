"""After a change everybody sees it: immediately in the process that made it, after half a second elsewhere."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import F

from dramas.models import Drama, Network
from reviews.comments.models import Comment
from reviews.models import Review, Section
from reviewsite.images import renditions
from reviewsite.images.models import Image
from reviewsite.jobs.models import Job
from reviewsite.pagecache import content
from reviewsite.pagecache.models import ContentChange
from reviewsite.pagecache.versions import read_version
from tests.factories import make_drama, make_review, make_writer
from tests.integration.pagecache.reading import ElsewhereSite, Site
from tests.thoroughness import rounds

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

OPERATIONS = rounds(150, 1_000)


def truth(at: dt.datetime) -> bytes:
    """All that readers may see of reviews and comments, told in the cheapest way."""
    reviews = Review.objects.published(at).order_by("pk").values_list("slug", "headline", "drama__title")
    comments = Comment.objects.filter(state=Comment.State.VISIBLE).order_by("pk").values_list("pk", "body")
    sections = Section.objects.order_by("pk").values_list("pk", "body")
    return repr([list(reviews), list(comments), list(sections)]).encode()


@pytest.fixture(autouse=True)
def without_search_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is on no page that is kept, and takes most of the time of saving."""
    monkeypatch.setattr("reviewsite.search.signals._reindex", lambda objects: None)


@pytest.fixture
def sites() -> Iterator[tuple[Site, Site]]:
    """This process and another one; a page of either tells the truth at the time of its render."""

    def django(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [truth(here.clock.now())]

    here, elsewhere = Site(django), ElsewhereSite(django)
    elsewhere.clock = here.clock
    elsewhere.cache.versions.clock = here.cache.versions.clock
    elsewhere.cache._seconds = here.clock.seconds
    yield here, elsewhere
    here.close()


class Newsroom:
    """People at work on a few reviews and comments, by every door that a site has."""

    def __init__(self, seed: int, now: Callable[[], dt.datetime]) -> None:
        self.random = random.Random(seed)
        self.now = now
        self.drama = make_drama()
        for _ in range(5):
            self.add()

    def add(self) -> None:
        make_review(drama=self.drama, published_at=self.now(), sections=[{"body": self.word()}])

    def edit(self) -> None:
        review = self.one()
        review.headline = self.word()
        review.save()

    def edit_in_bulk(self) -> None:
        Review.objects.filter(pk__in=[self.one().pk, self.one().pk]).update(headline=self.word())

    def edit_section(self) -> None:
        Section.objects.filter(review=self.one()).update(body=self.word())

    def edit_many_objects(self) -> None:
        sections = list(Section.objects.all()[:3])
        for section in sections:
            section.body = self.word()
        Section.objects.bulk_update(sections, ["body"])

    def rename_by_sql(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("update dramas_drama set title = %s where id = %s", [self.word(), self.drama.pk])

    def unpublish(self) -> None:
        Review.objects.filter(pk=self.one().pk).update(state=Review.State.RETIRED)

    def publish(self) -> None:
        hidden = Review.objects.exclude(state=Review.State.PUBLISHED).first()
        if hidden:
            hidden.publish(self.now())

    def schedule(self) -> None:
        Review.objects.filter(pk=self.one().pk).update(
            state=Review.State.SCHEDULED,
            published_at=self.now() + dt.timedelta(seconds=self.random.choice([0.3, 1, 5])),
        )

    def delete(self) -> None:
        self.one().delete()

    def comment(self) -> None:
        state = self.random.choice([Comment.State.VISIBLE, Comment.State.HELD])
        Comment(review=self.one(), body=self.word(), state=state).save()

    def comment_in_bulk(self) -> None:
        Comment.objects.bulk_create(
            [Comment(review=self.one(), body=self.word(), state=state) for state in ("held", "visible")]
        )

    def moderate(self) -> None:
        state = self.random.choice(["visible", "removed", "spam"])
        Comment.objects.filter(pk__in=Comment.objects.order_by("?")[:2]).update(state=state)

    def change_half_of_it(self) -> None:
        """A part of what was begun is given up."""
        with transaction.atomic():
            with suppress(ValueError), transaction.atomic():
                self.edit()
                raise ValueError("given up")
            if self.random.random() < 0.7:
                self.edit()

    def give_up(self) -> None:
        with suppress(ValueError), transaction.atomic():
            self.edit()
            raise ValueError("given up")

    def work(self) -> None:
        deeds = [name for name in vars(Newsroom) if name not in {"work", "one", "word"} and name[0] != "_"]
        getattr(self, self.random.choice(deeds))()

    def one(self) -> Review:
        if Review.objects.count() < 3:
            self.add()
        return self.random.choice(list(Review.objects.order_by("pk")[:20]))

    def word(self) -> str:
        return f"w{self.random.randrange(10**9)}"


@pytest.mark.slow
def test_nobody_gets_a_stale_answer(sites: tuple[Site, Site]) -> None:
    here, elsewhere = sites
    newsroom = Newsroom(7, here.clock.now)
    stale = []
    for number in range(OPERATIONS):
        newsroom.work()
        if here.get("/reviews/").body != truth(here.clock.now()):
            stale.append((number, "here"))
        here.clock.passed += 0.5
        expected = truth(here.clock.now())
        for site in sites:
            if site.get("/reviews/").body != expected:
                stale.append((number, "later"))

    assert stale == []
    # A cache it is all the same: not every question was answered by a render.
    assert len(elsewhere.rendered) < OPERATIONS


def test_scheduled_review_appears_on_its_time_though_nothing_is_written(sites: tuple[Site, Site]) -> None:
    here, _ = sites
    now = here.clock.now()
    make_review(slug="later", state=Review.State.SCHEDULED, published_at=now + dt.timedelta(seconds=90))

    shown = []
    for seconds in (0, 60, 89.9, 90, 600):
        here.clock.passed = seconds
        shown.append([b"later" in site.get("/reviews/").body for site in sites])

    assert shown == [[False, False]] * 3 + [[True, True]] * 2


def test_page_is_rendered_anew_on_the_next_day(sites: tuple[Site, Site]) -> None:
    here, _ = sites
    here.get("/reviews/")
    here.clock.passed = 24 * 60 * 60
    here.get("/reviews/")

    assert len(here.rendered) == 2


def test_page_is_rendered_anew_after_ten_minutes(sites: tuple[Site, Site]) -> None:
    here, _ = sites
    for here.clock.passed in (0, 599, 601):
        here.get("/reviews/")

    assert len(here.rendered) == 2


@pytest.mark.parametrize(
    ("change", "matters"),
    [
        (lambda: make_review(), True),
        (lambda: Review.objects.update(headline="x"), True),
        (
            lambda: Network.objects.bulk_create([Network(name="A", slug="a"), Network(name="B", slug="b")]),
            True,
        ),
        (lambda: Drama.objects.first().genres.create(name="G", slug="g"), True),
        (lambda: renditions.record("images/aa/x.jpg", {"avif": [160]}), True),
        (lambda: Comment.objects.filter(body="held").update(state="visible"), True),
        (lambda: Comment.objects.filter(body="held").delete(), True),
        (lambda: Comment(review=Review.objects.first(), body="x", state="visible").save(), True),
        (lambda: Comment(review=Review.objects.first(), body="x", state="pending").save(), False),
        (lambda: Comment(review=Review.objects.first(), body="x", author_name="visible").save(), False),
        (lambda: Comment.objects.filter(body="held").update(address_hash="", address_prefix=""), False),
        (lambda: get_user_model().objects.update(last_login=None), False),
        (lambda: get_user_model().objects.update(display_name="New Name"), True),
        (lambda: Job.objects.create(kind="x", payload={}), False),
    ],
)
def test_only_what_readers_see_changes_the_version(change: Callable[[], object], matters: bool) -> None:
    review = make_review(drama=make_drama(), writers=[make_writer()])
    Comment(review=review, body="held", state="held").save()
    Image.objects.create(file="images/aa/x.jpg", width=320, height=200)
    before = read_version()

    change()

    assert (read_version() != before) is matters


def test_mark_is_committed_with_the_change_or_not_at_all() -> None:
    make_review()
    before = read_version()
    with suppress(ValueError), transaction.atomic():
        Review.objects.update(headline="x")
        raise ValueError("given up")

    assert read_version() == before


def test_transaction_leaves_one_mark_however_much_it_writes() -> None:
    before = ContentChange.objects.count()
    with transaction.atomic():
        for _ in range(5):
            make_review()

    assert ContentChange.objects.count() == before + 1


def test_mark_of_a_savepoint_that_was_given_up_is_made_again() -> None:
    review = make_review()
    before = read_version()
    with transaction.atomic():
        with suppress(ValueError), transaction.atomic():
            review.save()
            raise ValueError("given up")
        Review.objects.update(headline=F("headline"))

    assert read_version() != before


def test_old_marks_are_forgotten_and_no_version_comes_twice() -> None:
    versions = []
    for _ in range(3 * content.KEEP):
        content.mark()
        versions.append(read_version())

    assert len(set(versions)) == len(versions)
    assert ContentChange.objects.count() <= 2 * content.KEEP


def test_change_outside_of_a_transaction_is_seen_though_somebody_looked_too_early(
    sites: tuple[Site, Site],
) -> None:
    here, _ = sites
    review = make_review()

    def look_too_early() -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(here.get, "/reviews/").result()

    content.on_change(look_too_early)
    try:
        Section.objects.create(review=review, body="Words of now.")
    finally:
        content.forget(look_too_early)

    assert b"Words of now." in here.get("/reviews/").body
