"""What is remembered with its questions is given again only while the database answers as it did."""

import datetime as dt
from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField
from django.dispatch import Signal
from django.template.base import Template
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dramas.models import Drama, Person
from reviews.comments.models import Comment
from reviews.models import Byline, Mention, Review, Section
from reviewsite.images.models import Image
from reviewsite.prepared import Now, Prepared, PreparedIn
from reviewsite.remembering import memory, remembered
from reviewsite.verifying import verified
from tests.factories import (
    make_comment,
    make_credit,
    make_drama,
    make_genre,
    make_network,
    make_person,
    make_review,
    make_writer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

of_year = Prepared(lambda year: Drama.objects.filter(year=year).order_by("title"), year=BigIntegerField())
of_title = Prepared(lambda title: Drama.objects.filter(title=title), title=CharField())
people = PreparedIn(lambda names: Person.objects.filter(name__in=names), CharField())
published = Prepared(lambda now: Review.objects.published(at=now), now=Now())
made: list[str] = []


@pytest.fixture(autouse=True)
def nothing_made() -> None:
    memory.clear()
    made.clear()


def titles(year: int) -> str:
    found = ", ".join(drama.title for drama in of_year(year=year))
    made.append(found)
    return found


def test_it_is_made_once_while_the_answers_stay() -> None:
    make_drama("One", year=2020)
    with CaptureQueriesContext(connection) as asked:
        assert [verified(titles, 2020) for _ in range(3)] == ["One"] * 3
    assert len(asked) == 3
    assert len(made) == 1


def test_it_is_made_anew_when_an_answer_changes_and_when_it_changes_back() -> None:
    drama = make_drama("One", year=2020)
    for title in ("One", "Two", "One"):
        Drama.objects.filter(pk=drama.pk).update(title=title)
        assert verified(titles, 2020) == title
    assert len(made) == 3
    drama.delete()
    assert verified(titles, 2020) == ""


def test_other_arguments_are_another_result() -> None:
    make_drama("One", year=2020)
    make_drama("Two", year=2021)
    assert [verified(titles, 2020), verified(titles, 2021), verified(titles, 2020)] == ["One", "Two", "One"]


def chain(title: str) -> list[str]:
    """Asks for what the answer before names, until nothing answers."""
    found = of_title(title=title)
    return [title, *chain(found[0].title_ko)] if found else [title]


def test_questions_that_follow_from_answers_change_with_them() -> None:
    make_drama("a", title_ko="b")
    b = make_drama("b", title_ko="c")
    assert verified(chain, "a") == ["a", "b", "c"]
    Drama.objects.filter(pk=b.pk).update(title_ko="a new end")
    make_drama("a new end", title_ko="d")
    with CaptureQueriesContext(connection) as asked:
        assert verified(chain, "a") == ["a", "b", "a new end", "d"]
    assert len(asked) == 5, "those of before, and the two that are new"


def count_published() -> int:
    return len(published())


def test_time_goes_on() -> None:
    now = timezone.now()
    make_review(published_at=now + dt.timedelta(hours=1))
    assert verified(count_published) == 0
    with patch.object(timezone, "now", return_value=now + dt.timedelta(hours=2)):
        assert verified(count_published) == 1


def unprepared() -> int:
    return Drama.objects.count()


def remembers_a_query() -> str:
    return remembered(titles, 2020)


@pytest.mark.parametrize("wrong", [unprepared, remembers_a_query])
def test_what_could_not_be_asked_again_is_an_error(wrong: Callable[[], object]) -> None:
    with pytest.raises(RuntimeError, match="depend on its arguments alone"):
        verified(wrong)


def test_lists_of_values_of_any_length() -> None:
    names = [make_person(f"Name {number}").name for number in range(9)]
    for length in range(10):
        found = people(names[:length])
        assert sorted(person.name for person in found) == names[:length]


def with_signal(signal: Signal, receiver: Callable[..., None], work: Callable[[], object]) -> None:
    signal.connect(receiver)
    try:
        work()
    finally:
        signal.disconnect(receiver)


class TestPage:
    """Every change of what a review's page shows is on it at once."""

    @pytest.fixture
    def review(self) -> Review:
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
        Mention.objects.create(review=review, person=make_person("Someone Else"), text="Someone Else")
        make_review(drama=make_drama("Near", genres=list(drama.genres.all())), headline="What is near")
        make_comment(review, body="Said before.")
        return review

    def text(self, query: str = "") -> str:
        response = Client().get(f"/reviews/the-review/{query}")
        assert response.status_code == 200
        return str(response.content.decode())

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            (lambda: Review.objects.filter(slug="the-review").update(headline="Changed"), "Changed"),
            (lambda: Review.objects.filter(slug="the-review").update(comments_open=False), "are closed"),
            (lambda: Section.objects.update(body="Changed."), "Changed."),
            (lambda: Drama.objects.filter(title="The drama").update(title="Changed"), "Changed"),
            (lambda: Drama.objects.filter(title="Near").update(title="Changed"), "Changed"),
            (lambda: Person.objects.filter(name="Someone").update(name="Changed"), "Changed"),
            (lambda: Comment.objects.update(body="Changed."), "Changed."),
            (lambda: Byline.objects.update(writer=make_writer("changed")), "changed"),
            (lambda: make_comment(Review.objects.get(slug="the-review"), body="Changed."), "Changed."),
            (lambda: make_review(drama=Drama.objects.get(title="Near"), headline="Changed"), "Changed"),
            (lambda: make_credit(Drama.objects.get(title="The drama"), make_person("Changed")), "Changed"),
            (lambda: Drama.objects.get(title="The drama").genres.add(make_genre("Changed")), "Changed"),
        ],
    )
    def test_change_is_shown(self, review: Review, change: Callable[[], object], says: str) -> None:
        assert says not in self.text()
        change()
        assert says in self.text()

    def test_page_is_made_once_while_nothing_changes(self, review: Review) -> None:
        rendered: list[str] = []

        def note(template: Template, **rest: object) -> None:
            rendered.append(str(template.name))

        with_signal(template_rendered, note, lambda: [self.text() for _ in range(3)])
        assert rendered.count("reviews/review.html") == 1

    def test_progress_is_its_own_page(self, review: Review) -> None:
        Section.objects.create(review=review, position=9, heading="The end", body="He did.", spoils_through=4)
        pages = [self.text(query) for query in ("", "?seen=4", "?seen=all", "")]
        assert ["He did." in page for page in pages] == [False, True, True, False]
        assert ["noindex" in page for page in pages] == [False, True, True, False]
