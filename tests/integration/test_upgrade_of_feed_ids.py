"""A site whose feed is read already tells its readers no entry for new after the upgrade."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from reviews.models import Review
from tests.factories import make_review

pytestmark = pytest.mark.both_databases

BEFORE = ("reviews", "0004_indexes_in_the_order_of_reading")


@pytest.fixture
def migrated() -> Iterator[None]:
    yield
    to_latest()


def to_latest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("reviews"))


@pytest.mark.django_db(transaction=True)
def test_entries_that_were_read_keep_their_addresses_as_ids(migrated: None) -> None:
    coming = timezone.now() + dt.timedelta(days=2)
    make_review(slug="read")
    make_review(slug="retired", state="retired")
    make_review(slug="draft", state="draft")
    make_review(slug="coming", state="scheduled", published_at=coming, first_published_at=coming)

    MigrationExecutor(connection).migrate([BEFORE])
    to_latest()

    ids = dict(Review.objects.values_list("slug", "feed_id"))
    assert ids["read"] == f"{settings.SITE_URL}/reviews/read/"
    assert ids["retired"] == f"{settings.SITE_URL}/reviews/retired/"
    assert ids["draft"].startswith("tag:")
    assert ids["coming"].startswith("tag:")
    assert len(set(ids.values())) == 4
