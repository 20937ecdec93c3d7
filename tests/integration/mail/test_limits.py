import datetime as dt

import pytest
from django.utils import timezone

from reviewsite.mail.limits import address_hash, forget_old, may_post
from reviewsite.mail.models import Posted

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = dt.timedelta(days=1)


def test_limit_holds_for_one_address_in_any_case_of_letters() -> None:
    asked = [
        may_post("confirm", email, (2, DAY))
        for email in ("kim@example.org", "KIM@example.org", " kim@EXAMPLE.org")
    ]

    assert asked == [True, True, False]
    assert may_post("confirm", "lee@example.org", (2, DAY))
    assert may_post("digest", "kim@example.org", (2, DAY))


def test_limit_ends_with_its_time() -> None:
    may_post("confirm", "kim@example.org", (1, DAY))
    Posted.objects.update(created_at=timezone.now() - DAY)

    assert may_post("confirm", "kim@example.org", (1, DAY))


def test_memory_of_limits_holds_no_address_and_ends() -> None:
    may_post("confirm", "kim@example.org", (1, DAY))
    assert "kim" not in address_hash("kim@example.org")

    forget_old(timezone.now() + dt.timedelta(days=9))

    assert not Posted.objects.exists()
