"""Previews and refused forms count against their sender: making them costs the site as much as storing a comment.

A short memory of this process, bounded in size; what may be stored is decided by the comments in the database
(throttle.py).
"""

import threading
import time
from collections import OrderedDict

from django.http import HttpRequest

from reviews.comments.throttle import LONG_SPAN, SHORT_SPAN
from reviewsite.http.client_address import client_address, network_of

#: Far more than anybody needs for one comment, from one address (/32 or /64) and from one network (/24 or /48).
ADDRESS_LIMIT, NETWORK_LIMIT = 20, 80
_WITHIN = {ADDRESS_LIMIT: SHORT_SPAN.total_seconds(), NETWORK_LIMIT: LONG_SPAN.total_seconds()}
_MOST_SENDERS = 10_000


class Attempts:
    """How often each sender tried since the first time in its stretch."""

    def __init__(self) -> None:
        self._counts: OrderedDict[tuple[int, str], tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, senders: list[tuple[int, str]], now: float) -> None:
        with self._lock:
            for sender in senders:
                since, count = self._counts.pop(sender, (now, 0))
                fresh = now - since < _WITHIN[sender[0]]
                self._counts[sender] = (since, count + 1) if fresh else (now, 1)
            while len(self._counts) > _MOST_SENDERS:
                self._counts.popitem(last=False)

    def wait(self, senders: list[tuple[int, str]], now: float) -> int:
        """Seconds until all of them may try again; 0 if they may now."""
        waits = [0.0]
        with self._lock:
            for sender in senders:
                since, count = self._counts.get(sender, (now, 0))
                if count >= sender[0]:
                    waits.append(since + _WITHIN[sender[0]] - now)
        longest = max(waits)
        return int(longest) + 1 if longest > 0 else 0


_attempts = Attempts()


def wait(request: HttpRequest) -> int:
    """Seconds that the sender of a form has to wait before it is looked at; 0 if it is looked at now."""
    return _attempts.wait(_senders(request), time.monotonic())


def note(request: HttpRequest) -> None:
    _attempts.note(_senders(request), time.monotonic())


def _senders(request: HttpRequest) -> list[tuple[int, str]]:
    """Each with how often it may try."""
    address = client_address(request)
    if address is None:
        return [(NETWORK_LIMIT, "unknown")]
    return [
        (ADDRESS_LIMIT, network_of(address, bits_4=32, bits_6=64)),
        (NETWORK_LIMIT, network_of(address, bits_4=24, bits_6=48)),
    ]
