"""A page in the shared store brings its questions, and whoever takes it asks them."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from reviewsite.pagecache import content
from reviewsite.pagecache.questions import Question
from reviewsite.pagecache.shared import SharedStore
from tests.factories import make_review
from tests.integration.pagecache.reading import Site
from tests.integration.pagecache.test_trouble import Cupboard

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_page_of_an_earlier_version_in_the_store_is_checked(site: Site) -> None:
    store = SharedStore(Cupboard(), "release")
    review = make_review(slug="quiet", rating="7.5")
    one, other, third = (Site(store=store) for _ in range(3))
    first = one.get("/reviews/quiet/")
    content.mark()

    assert other.get("/reviews/quiet/") == first
    review.sections.create(heading="New", body="Words of now.", position=9)
    content.mark()
    assert "Words of now." in third.get("/reviews/quiet/").text
    assert [len(each.rendered) for each in (one, other, third)] == [1, 0, 1]
    for each in (one, other, third):
        each.close()


def test_questions_are_the_same_when_they_come_back_from_the_store() -> None:
    params = ("a", 1, 1.5, None, True, Decimal("7.50"), dt.date(2026, 2, 1), "now")
    question = Question("SELECT 1", params, frozenset({7}), b"answer")
    for each in (question, Question("SELECT 1", None, frozenset(), b"")):
        assert Question.from_json(json.loads(json.dumps(each.as_json()))) == each
