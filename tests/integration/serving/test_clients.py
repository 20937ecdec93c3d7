"""Clients that take nothing, say too much or too little, and what they may not do to others."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
import uvicorn

from reviewsite.serving import connection
from reviewsite.serving.connection import PIECE, Connection
from tests.integration.serving.talking import READY, Application, answer, get


def test_who_asks_and_takes_nothing_is_waited_for(
    call: Callable[[], socket.socket], server: uvicorn.Server
) -> None:
    greedy, times = call(), 2000
    threading.Thread(target=greedy.sendall, args=[get("/ready") * times], daemon=True).start()
    for _ in range(50):  # others are answered
        line = call()
        line.sendall(get("/ready"))
        assert answer(line.makefile("rb"))[0] == 200
    waiting = [each.transport.get_write_buffer_size() for each in list(server.server_state.connections)]
    assert 0 < max(waiting) < 3 * len(READY)
    file = greedy.makefile("rb")
    for _ in range(100):
        assert answer(file)[0] == 200


@pytest.mark.slow
def test_large_answer_holds_no_thread(
    call: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = [call() for _ in range(12)]
    for line in slow:
        line.sendall(get("/large"))
    other = call()
    other.sendall(get("/a"))

    assert answer(other.makefile("rb"), body=False)[0] == 200
    assert len(answer(slow[-1].makefile("rb"))[2]) == 30_000_000


@pytest.mark.parametrize("at_once", [1000, 10 * PIECE])
@pytest.mark.parametrize(
    ("begin", "statuses"),
    [(b"GET /", (b"414", b"431")), (get("/")[:-2] + b"X: ", (b"431",)), (get("/")[:-2], (b"431",))],
)
def test_head_has_a_limit(
    call: Callable[[], socket.socket], begin: bytes, statuses: tuple[bytes, ...], at_once: int
) -> None:
    line = call()
    with suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(begin + b"x" * at_once)
        for _ in range(2 * PIECE // at_once):
            line.sendall(b"x" * at_once)
        assert line.makefile("rb").read()[9:12] in statuses


def test_what_follows_a_refusal_at_once_is_not_looked_at(
    call: Callable[[], socket.socket], application: Application
) -> None:
    line = call()
    line.sendall(get("/a", "X: " + "x" * 3 * PIECE) + get("/b"))
    with suppress(ConnectionResetError):
        assert line.makefile("rb").read().startswith(b"HTTP/1.1 431")
    assert not application.asked


def test_large_body_is_read_in_pieces(call: Callable[[], socket.socket], application: Application) -> None:
    line, body = call(), bytes(range(256)) * 8000
    line.sendall(get("/a", f"Content-Length: {len(body)}", method="POST") + body + get("/b"))
    file = line.makefile("rb")

    assert answer(file)[2] == body
    assert answer(file)[1]["x-path"] == "/b"


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    ],
)
def test_what_two_servers_might_read_in_two_ways_is_refused(
    call: Callable[[], socket.socket], data: bytes
) -> None:
    line = call()
    line.sendall(data)
    assert line.makefile("rb").read().startswith(b"HTTP/1.1 400")


class TestPatience:
    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(connection, "PATIENCE", 0.2)

    @pytest.mark.parametrize("data", [b"", b"GET / HTTP/1.1\r\nHost", get("/ready")[:-2], get("/ready")])
    def test_silent_client_is_left(self, call: Callable[[], socket.socket], data: bytes) -> None:
        line = call()
        line.sendall(data)
        with suppress(ConnectionResetError):
            assert line.makefile("rb").read() == b"" or data == get("/ready")

    def test_client_that_takes_nothing_is_left(self, call: Callable[[], socket.socket]) -> None:
        line = call()
        line.sendall(get("/large"))
        line.makefile("rb").read(1)
        ended = False
        while not ended:  # asking more on it fails once the server has let go
            try:
                line.sendall(b"x")
            except (BrokenPipeError, ConnectionResetError):
                ended = True

    def test_slow_work_is_no_fault_of_the_client(
        self, call: Callable[[], socket.socket], application: Application, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looks = threading.Semaphore(0)
        look = Connection._look
        monkeypatch.setattr(Connection, "_look", lambda self: (look(self), looks.release()))
        line = call()
        line.sendall(get("/slow"))
        for _ in range(3):
            assert looks.acquire(timeout=30)
        application.may_go_on.set()

        assert answer(line.makefile("rb"), body=False)[0] == 200
