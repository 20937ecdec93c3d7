"""A site whose feed is read already tells its readers no entry for new after the upgrade."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone

from reviews.models import Review
from tests.factories import make_review
from tests.integration.upgrade import Upgrade

pytestmark = pytest.mark.both_databases

BEFORE = ("reviews", "0004_indexes_in_the_order_of_reading")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_entries_that_were_read_keep_their_addresses_as_ids(upgrade: Upgrade) -> None:
    coming = timezone.now() + dt.timedelta(days=2)
    make_review(slug="read")
    make_review(slug="retired", state="retired")
    make_review(slug="draft", state="draft")
    make_review(slug="coming", state="scheduled", published_at=coming, first_published_at=coming)

    upgrade(BEFORE)

    ids = dict(Review.objects.values_list("slug", "feed_id"))
    assert ids["read"] == f"{settings.SITE_URL}/reviews/read/"
    assert ids["retired"] == f"{settings.SITE_URL}/reviews/retired/"
    assert ids["draft"].startswith("tag:")
    assert ids["coming"].startswith("tag:")
    assert len(set(ids.values())) == 4
