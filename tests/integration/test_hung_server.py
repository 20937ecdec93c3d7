"""A PostgreSQL that keeps its connections and answers nothing: who waits for it is told."""

import os
import socket
import threading
from collections.abc import Callable, Iterator

import psycopg
import pytest
from psycopg.pq import TransactionStatus

from reviewsite.postgresql import hung_server
from reviewsite.postgresql.hung_server import SLOW, Watch, WatchedConnection

#: That nobody has to log in, and that a query may come.
WELCOME = b"R\0\0\0\x08\0\0\0\0" + b"Z\0\0\0\x05I"


class Server:
    """Welcomes one client, and answers no query. It `greets` others while it lives."""

    def __init__(self) -> None:
        self.greets = True
        self.asked = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        client, _address = self._listener.accept()
        client.recv(1000)
        client.sendall(WELCOME)
        threading.Thread(target=self._hear, args=[client], daemon=True).start()
        others = []
        while True:
            others.append(self._listener.accept()[0])
            if self.greets:
                others[-1].sendall(b"N")

    def _hear(self, client: socket.socket) -> None:
        client.recv(1000)
        self.asked.set()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def ask(server: Server) -> Iterator[Callable[[], threading.Thread]]:
    """Begins a query that is not answered; the thread ends when the query does."""
    connection = WatchedConnection.connect(f"host=127.0.0.1 port={server.port} user=a sslmode=disable")

    def wait() -> None:
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")

    def ask() -> threading.Thread:
        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
        assert server.asked.wait(30)
        # The server has a query a moment before the client counts it as sent.
        while connection.info.transaction_status != TransactionStatus.ACTIVE:
            os.sched_yield()
        return thread

    yield ask
    hung_server._shut_down(connection)
    connection.close()


def test_who_waits_for_a_server_that_hangs_is_told(
    server: Server, ask: Callable[[], threading.Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hung_server, "GREETS_WITHIN", 0.05)
    found: list[int] = []
    watch = Watch(lambda: found.append(1))
    server.greets = False
    query = ask()

    watch.look(100.0)
    assert not found
    watch.look(100.0 + SLOW)
    query.join(30)
    assert not query.is_alive()
    assert found == [1]


def test_slow_query_of_a_server_that_lives_goes_on(
    server: Server, ask: Callable[[], threading.Thread]
) -> None:
    found: list[int] = []
    watch = Watch(lambda: found.append(1))
    query = ask()

    for later in (0.0, SLOW, 10 * SLOW):
        watch.look(100.0 + later)
    assert query.is_alive()
    assert not found
