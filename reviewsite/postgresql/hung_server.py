"""Ends the waiting for a server that hangs: it keeps its connections and answers nothing, as a frozen machine does.

Neither a timeout of the server's nor one of TCP ends that: the server's clock stands still too, and its kernel goes
on acknowledging. So a thread of ours looks whether somebody has waited for a while, and then whether the server still
greets. If it does not, the connections that wait are shut down, and those who wait hear that the database is away. A
server that greets is left its time for a query.
"""

import os
import socket
import struct
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from typing import Any, Self

import psycopg
from psycopg.pq import TransactionStatus

#: Seconds between two looks, that a query may take before it is asked whether the server lives, and that this may take.
EVERY, SLOW, GREETS_WITHIN = 0.25, 0.4, 0.7
#: "May we speak TLS?" is answered with one byte, before a name or a password is asked for.
_SSL_REQUEST = struct.pack("!ii", 8, 80877103)

#: Another handle on the socket of each connection: the number of its own may be a stranger's by the time it is used.
_sockets: "weakref.WeakKeyDictionary[psycopg.Connection[Any], socket.socket]" = weakref.WeakKeyDictionary()


class WatchedConnection(psycopg.Connection[Any]):
    @classmethod
    def connect(cls, *arguments: Any, **options: Any) -> Self:
        connection = super().connect(*arguments, **options)
        handle = socket.socket(fileno=os.dup(connection.fileno()))
        weakref.finalize(connection, handle.close)
        _sockets[connection] = handle
        return connection


class Watch:
    """`found` is called when the server hangs."""

    def __init__(self, found: Callable[[], None]) -> None:
        self._found = found
        self._waiting_since: dict[psycopg.Connection[Any], float] = {}

    def look(self, now: float) -> None:
        # Other threads open connections meanwhile: `keyrefs` copies at one stroke.
        known = [reference() for reference in _sockets.keyrefs()]
        waiting = [each for each in known if each is not None and _waits(each)]
        self._waiting_since = {each: self._waiting_since.get(each, now) for each in waiting}
        slow = [each for each, since in self._waiting_since.items() if now - since >= SLOW]
        if slow and not _greets(slow[0]):
            self._found()
            for each in waiting:
                _shut_down(each)

    def keep_looking(self, is_over: Callable[[float], bool]) -> None:
        """`is_over` waits for so many seconds, and says whether it is over."""
        while not is_over(EVERY):
            self.look(time.monotonic())


def _waits(connection: psycopg.Connection[Any]) -> bool:
    return connection.info.transaction_status == TransactionStatus.ACTIVE


def _greets(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server that `connection` leads to answers a stranger."""
    handle = _sockets[connection]
    try:
        with socket.socket(handle.family, handle.type) as probe:
            probe.settimeout(GREETS_WITHIN)
            probe.connect(handle.getpeername())
            probe.sendall(_SSL_REQUEST)
            return bool(probe.recv(1))
    except OSError:
        return False


def _shut_down(connection: psycopg.Connection[Any]) -> None:
    try:
        _sockets[connection].shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself


def start(databases: Mapping[str, Any], is_over: Callable[[float], bool]) -> None:
    """Watch the connections that the pools of this process will make, in a thread of its own."""
    from reviewsite.postgresql.base import nobody_tries

    pools = [pool for each in databases.values() if (pool := each.get("OPTIONS", {}).get("pool"))]
    for pool in pools:
        pool["connection_class"] = WatchedConnection
    if pools:
        watch = Watch(nobody_tries)
        threading.Thread(target=watch.keep_looking, args=[is_over], name="hung server", daemon=True).start()
