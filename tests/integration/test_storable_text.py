"""What XML cannot hold is dropped where text is saved, whatever saves it; the feed of a review with it can be read."""

import importlib
from typing import Any
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.db import connection, connections
from django.test import Client

from dramas.models import Drama, Person
from reviews.comments.models import Comment
from reviews.models import Review, Section
from reviewsite import storable_text
from reviewsite.pagecache import content
from reviewsite.storable_text import storable
from tests.factories import make_comment, make_drama, make_review

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BAD = "\ufffe\uffff\x01\x0b\x1f\ud800\udfff"
KEPT = "a\tb\nc\r\U0001f600\U0001fffe\x85한"


def test_what_xml_can_hold_is_kept() -> None:
    assert storable(KEPT) == KEPT
    assert storable(f"x{BAD}y") == "xy"


@pytest.mark.parametrize(
    "save",
    [
        lambda: make_review(headline=f"One{BAD}"),
        lambda: Review.objects.filter(pk=make_review().pk).update(headline=f"One{BAD}"),
        lambda: Review.objects.bulk_update([_with_headline(make_review())], ["headline"]),
    ],
    ids=["save", "update", "bulk_update"],
)
def test_text_is_cleaned_however_it_is_saved(save: Any) -> None:
    save()

    assert Review.objects.get().headline == "One"


def _with_headline(review: Review) -> Review:
    review.headline = f"One{BAD}"
    return review


def test_rows_that_are_inserted_together_are_cleaned() -> None:
    review = make_review(sections=[])

    Section.objects.bulk_create(
        [Section(review=review, position=n, heading=f"H{BAD}", body=f"B{n}{BAD}") for n in range(3)]
    )

    assert list(Section.objects.order_by("pk").values_list("body", flat=True)) == ["B0", "B1", "B2"]


def test_statements_by_hand_are_cleaned() -> None:
    drama = make_drama("A drama")

    with connection.cursor() as cursor:
        cursor.execute("UPDATE dramas_drama SET title = %s WHERE id = %s", [f"Another{BAD}", drama.pk])

    assert Drama.objects.get().title == "Another"


def test_a_feed_with_such_a_headline_can_be_read(client: Client) -> None:
    make_review(headline=f"One{BAD}", verdict=f"Good{BAD}.", sections=[{"body": f"Words{BAD} about it."}])

    feed = client.get("/feeds/reviews.atom").content

    texts = [each.text or "" for each in ElementTree.fromstring(feed).iter()]
    assert any(text.startswith("One (") for text in texts)


@pytest.mark.parametrize("watch", [storable_text.watch_connection, content.watch_connection])
def test_a_connection_that_is_made_while_statements_are_recorded_stays_watched(watch: Any) -> None:
    """Else the recorder stays instead, and of the next page another: a thousand pages later none can be made."""
    connected = connections.create_connection("default")

    def record(execute: Any, *arguments: Any) -> Any:
        return execute(*arguments)

    with connected.execute_wrapper(record):
        watch(sender=None, connection=connected)

    assert len(connected.execute_wrappers) == 1
    assert record not in connected.execute_wrappers


def test_rows_of_before_are_cleaned_by_the_migration() -> None:
    comment = make_comment(body="Old words.")
    person = Person.objects.create(name="Somebody", slug="somebody")
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    try:
        Comment.objects.filter(pk=comment.pk).update(body="Old\ufffe words.")
        Person.objects.filter(pk=person.pk).update(name="Some\uffffbody")
    finally:
        connection.execute_wrappers = wrappers
    assert "\ufffe" in Comment.objects.get().body, "the control"

    importlib.import_module("reviewsite.migrations.0002_texts_that_xml_can_hold").clean(apps, None)

    assert Comment.objects.get().body == "Old words."
    assert Person.objects.get().name == "Somebody"
