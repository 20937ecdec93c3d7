import datetime as dt
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from reviews.comments.models.address_key import AddressKey
from reviews.comments.visitor import KEY_LIFE, Visitor, forget_old_keys, visitor_of

pytestmark = pytest.mark.django_db


def visitor(address: str, forwarded: str | None = None) -> Visitor:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return visitor_of(RequestFactory(REMOTE_ADDR=address).get("/", headers=headers))


def test_address_is_kept_truncated() -> None:
    assert visitor("203.0.113.77").address_prefix == "203.0.113.0/24"
    assert visitor("2001:db8:1:2:3::4").address_prefix == "2001:db8:1::/48"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.77", "203.0.113.77", True),
        ("203.0.113.77", "203.0.113.78", False),
        ("203.0.113.77", "::ffff:203.0.113.77", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("", "not an address", True),
    ],
)
def test_hash_stands_for_one_address_or_one_network_of_ipv6(one: str, other: str, same: bool) -> None:
    assert (visitor(one).address_hash == visitor(other).address_hash) is same


def test_forwarded_address_counts_behind_our_proxy_only_and_only_its_last_hop(settings: Any) -> None:
    settings.BEHIND_PROXY = False
    assert visitor("203.0.113.77", "198.51.100.1") == visitor("203.0.113.77")

    settings.BEHIND_PROXY = True
    assert visitor("127.0.0.1", "10.0.0.1, 198.51.100.1") == visitor("198.51.100.1")
    assert visitor("203.0.113.77", "nonsense") == visitor("203.0.113.77")
    assert visitor("203.0.113.77") == visitor("203.0.113.77", "")


def test_key_lasts_a_period_and_is_forgotten_after_it() -> None:
    before = visitor("203.0.113.77")
    assert visitor("203.0.113.77") == before
    (key,) = AddressKey.objects.all()

    AddressKey.objects.update(period=key.period - 1)
    forget_old_keys(timezone.now())

    assert not AddressKey.objects.filter(key=key.key).exists()
    assert visitor("203.0.113.77").address_hash != before.address_hash
    assert dt.timedelta(days=30) == KEY_LIFE
