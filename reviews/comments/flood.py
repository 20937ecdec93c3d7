"""Addresses that go on and on although they are refused get a bare answer that costs nothing.

A short memory of this process only, to save it work; what may be stored is decided by the comments in the database.
"""

import threading
import time
from collections import OrderedDict

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from reviewsite.client_address import client_address

#: So many refusals within so many seconds; nobody who reads the answers comes near.
REFUSALS, WITHIN = 60, 600.0
_MOST_ADDRESSES = 10_000


class Memory:
    """How often an address was refused since the first time in its stretch."""

    def __init__(self) -> None:
        self._refused: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, address: str, now: float) -> None:
        with self._lock:
            since, count = self._refused.pop(address, (now, 0))
            self._refused[address] = (since, count + 1) if now - since < WITHIN else (now, 1)
            if len(self._refused) > _MOST_ADDRESSES:
                self._refused.popitem(last=False)

    def is_full(self, address: str, now: float) -> bool:
        since, count = self._refused.get(address, (now, 0))
        return count >= REFUSALS and now - since < WITHIN


_memory = Memory()


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """The bare answer, if this address was refused often enough."""
    if not _memory.is_full(str(client_address(request)), time.monotonic()):
        return None
    if len(length := request.META.get("CONTENT_LENGTH") or "0") < 6 and length.isdigit():
        request.read()  # else the connection, which others may share behind a proxy, would have to be cut
    response = HttpResponse(
        _("Too many comments from this address."), "text/plain; charset=utf-8", status=429
    )
    response["Retry-After"] = str(int(WITHIN))
    return response


def note(request: HttpRequest, response: HttpResponse) -> None:
    """Remember a refusal."""
    if response.status_code == 429:
        _memory.note(str(client_address(request)), time.monotonic())
