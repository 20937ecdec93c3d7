"""Ports of 127.0.0.1 that nobody else takes between asking for one and listening on it.

They lie below the range from which the system picks ports for outgoing connections and for `bind(0)`. Each
process of a test run reserves a block of them, by listening on the block's first port for as long as it lives.
"""

import itertools
import socket
from functools import cache

_FIRST, _LAST = 20_000, 30_000
_BLOCK = 100


def free_port() -> int:
    """A port that is free now, and that no other test process will be given."""
    for _ in range(_BLOCK):
        port = next(_ports())
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:  # somebody else's server, started by hand
            continue
        return port
    raise AssertionError("No free port in the block of this process.")


@cache
def _ports() -> "itertools.cycle[int]":
    first = _reserved_block().getsockname()[1]
    return itertools.cycle(range(first + 1, first + _BLOCK))


@cache
def _reserved_block() -> socket.socket:
    """Kept open by the cache, so the block is ours until the process ends."""
    for first in range(_FIRST, _LAST, _BLOCK):
        try:
            return socket.create_server(("127.0.0.1", first))
        except OSError:
            continue
    raise AssertionError("Every block of ports is taken.")
