"""Who sent a request, as little as limits need: a truncated address, and a hash that nobody can undo later.

The key of the hash is replaced every thirty days and the old one forgotten, so an address can be compared with
itself for a while and never be read back, not even from a backup together with the site's secret key.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from reviews.comments.models.address_key import AddressKey
from reviewsite.http.client_address import Address, client_address, network_of

KEY_LIFE = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Visitor:
    """`address_prefix` is the /24 or /48 in writing, "" if unknown. `address_hash` stands for the /32 or /64,
    `network_hash` for the /24 or /64."""

    address_prefix: str
    address_hash: str
    network_hash: str


def visitor_of(request: HttpRequest) -> Visitor:
    return visitor_at(client_address(request))


def visitor_at(address: Address | None) -> Visitor:
    if address is None:
        return Visitor("", _hash("unknown"), _hash("unknown"))
    return Visitor(
        network_of(address, bits_4=24, bits_6=48),
        _hash(network_of(address, bits_4=32, bits_6=64)),
        _hash(network_of(address, bits_4=24, bits_6=64)),
    )


def forget_old_keys(now: dt.datetime) -> None:
    """Delete the keys of periods that are over."""
    AddressKey.objects.filter(period__lt=_period(now)).delete()


def _hash(text: str) -> str:
    return hmac.new(_key(timezone.now()), text.encode(), hashlib.sha256).hexdigest()


def _period(now: dt.datetime) -> int:
    return int(now.timestamp() // KEY_LIFE.total_seconds())


def _key(now: dt.datetime) -> bytes:
    period = _period(now)
    keys = AddressKey.objects.filter(period=period).values_list("key", flat=True)
    key = keys.first()
    if key is None:
        # Of two who find none, one row stays, and both read that.
        drawn = AddressKey(period=period, key=secrets.token_hex(32))
        AddressKey.objects.bulk_create([drawn], ignore_conflicts=True)
        key = keys.get()
    return bytes.fromhex(key)
