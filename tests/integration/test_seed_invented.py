from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client

from dramas.models import Drama, Person
from reviews.comments.models import Comment, Discussion
from reviews.models import Review

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_site_is_invented_to_scale_and_works(client: Client) -> None:
    call_command("seed_invented", scale=0.0005, verbosity=0, stdout=StringIO())

    assert (Drama.objects.count(), Person.objects.count(), Review.objects.count()) == (5, 25, 10)
    assert Comment.objects.count() == 500
    assert not Comment.objects.filter(parent=None).exclude(root=F("pk")).exists()
    assert sum(Discussion.objects.values_list("count", flat=True)) == 500
    review = Review.objects.all()[0]
    assert client.get(review.get_absolute_url()).status_code == 200
    # The next comment gets a key of its own.
    Comment(review=review, body="After all of these.").save()


def test_site_with_dramas_is_left_as_it_is() -> None:
    Drama.objects.create(title="Mine", slug="mine")

    with pytest.raises(CommandError, match="There are dramas already"):
        call_command("seed_invented")
