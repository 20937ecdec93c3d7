"""Connections of the real server, on a socket, before an application that is small enough to be seen through."""

import io
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
import uvicorn

from reviewsite.serving import connection
from reviewsite.serving.connection import PIECE, Connection
from reviewsite.serving.processes import Worker
from reviewsite.serving.site import Site

READY = b"ready " * 10_000


class Application:
    """`/ready` is at hand, `/large` fits into no buffer, `/slow` waits; all others give back what they got."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.may_go_on = threading.Event()

    def ready(self, method: bytes, target: bytes, asked: dict[bytes, bytes]) -> tuple[bytes, bytes] | None:
        if method != b"GET" or target != b"/ready":
            return None
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n" % len(READY), READY

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.asked.append(environ)
        if environ["PATH_INFO"] == "/slow":
            self.may_go_on.wait()
        body = b"x" * 30_000_000 if environ["PATH_INFO"] == "/large" else environ["wsgi.input"].read()
        status = "304 Not Modified" if environ["PATH_INFO"] == "/unchanged" else "200 OK"
        start_response(status, [("X-Path", environ["PATH_INFO"]), ("Content-Length", str(len(body) or 7))])
        return [body] if environ["REQUEST_METHOD"] != "HEAD" else []


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def server(application: Application) -> uvicorn.Server:
    site = Site(application, lambda path: False)
    return uvicorn.Server(uvicorn.Config(site, log_config=None, **Worker.CONFIG_KWARGS))


@pytest.fixture
def call(server: uvicorn.Server) -> Iterator[Callable[[], socket.socket]]:
    """Opens a connection to the server."""
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    opened = []
    address = listener.getsockname()

    def call() -> socket.socket:
        opened.append(socket.create_connection(address, timeout=30))
        return opened[-1]

    yield call
    for each in opened:
        each.close()
    server.should_exit = True
    thread.join()


def get(path: str, *lines: str, method: str = "GET", version: str = "1.1") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/{version}", "Host: x", *lines, "", ""]).encode()


def answer(file: io.BufferedReader, *, body: bool = True) -> tuple[int, dict[str, str], bytes]:
    """The next one on the connection."""
    status = int(file.readline().split()[1])
    headers = {}
    while (line := file.readline().decode("latin-1").strip()) != "":
        name, _, value = line.partition(": ")
        headers[name.lower()] = value
    length = int(headers.get("content-length", 0)) if body else 0
    return status, headers, file.read(length)


def test_what_is_ready_reaches_no_thread(call: Callable[[], socket.socket], application: Application) -> None:
    line = call()
    line.sendall(get("/ready") + get("/ready"))
    file = line.makefile("rb")
    for _ in range(2):
        status, headers, body = answer(file)
        assert (status, body) == (200, READY)
        assert headers["date"].endswith("GMT")
    assert not application.asked


def test_request_that_says_something_twice_is_not_answered_at_once(
    call: Callable[[], socket.socket], application: Application
) -> None:
    line = call()
    line.sendall(get("/ready", "Host: y"))
    assert answer(line.makefile("rb"), body=False)[0] == 200
    assert application.asked[0]["HTTP_HOST"] == "x,y"


def test_answers_come_in_the_order_of_the_requests(call: Callable[[], socket.socket]) -> None:
    line = call()
    asked = ["/ready", "/a", "/ready", "/b", "/ready", "/ready", "/c"]
    line.sendall(b"".join(get(path) for path in asked))
    file = line.makefile("rb")

    bodies = [answer(file, body=path == "/ready") for path in asked]

    assert [headers.get("x-path", "/ready") for _, headers, _ in bodies] == asked


def test_log_has_a_line_for_each_answer(
    call: Callable[[], socket.socket], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "uvicorn.access")
    line = call()
    line.sendall(get("/ready?a=b") + get("/ready") + get("/ready", version="1.0"))
    line.makefile("rb").read()

    lines = [record.getMessage().partition(" - ")[2] for record in caplog.records]
    assert lines == [
        '"GET /ready?a=b HTTP/1.1" 200',
        '"GET /ready HTTP/1.1" 200',
        '"GET /ready HTTP/1.0" 200',
    ]


def test_connection_is_closed_on_request(call: Callable[[], socket.socket]) -> None:
    for path in ("/ready", "/a"):
        line = call()
        line.sendall(get(path, "Connection: close", "Content-Length: 0"))
        file = line.makefile("rb")
        assert answer(file, body=path == "/ready")[1]["connection"] == "close"
        assert file.read() == b""


def test_old_clients_are_answered(call: Callable[[], socket.socket]) -> None:
    line = call()
    line.sendall(get("/ready", version="1.0"))
    assert line.makefile("rb").read().endswith(READY)


def test_environment_is_wsgis(call: Callable[[], socket.socket], application: Application) -> None:
    line = call()
    line.sendall(
        get(
            "/%EC%9E%84/%ff?a=%41&b",
            "Cookie: a=1",
            "Cookie: b=2",
            "X-Twice: 1",
            "X-Twice: 2",
            "X_Twice: 3",
            "Content-Type: text/plain",
            "Content-Length: 4",
            method="POST",
        )
        + b"body"
    )
    status, headers, body = answer(line.makefile("rb"))
    (environ,) = application.asked

    assert (status, body) == (200, b"body")
    assert headers["x-path"].encode("latin-1") == "/임/".encode() + b"\xff"
    expected = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "QUERY_STRING": "a=%41&b",
        "CONTENT_TYPE": "text/plain",
        "CONTENT_LENGTH": "4",
        "HTTP_HOST": "x",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_X_TWICE": "1,2",  # a name with an underscore is another's
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
    }
    assert {name: environ.get(name) for name in expected} == expected
    assert "HTTP_CONTENT_LENGTH" not in environ


def test_proxys_form_of_an_address_is_understood(call: Callable[[], socket.socket]) -> None:
    line = call()
    line.sendall(get("http://x/a?b=c"))
    assert answer(line.makefile("rb"), body=False)[1]["x-path"] == "/a"


def test_offer_to_speak_otherwise_is_passed_over(call: Callable[[], socket.socket]) -> None:
    for path in ("/ready", "/a"):
        line = call()
        line.sendall(get(path, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAM"))
        assert answer(line.makefile("rb"), body=path == "/ready")[0] == 200


def test_answers_without_a_body_have_none(call: Callable[[], socket.socket]) -> None:
    line = call()
    line.sendall(get("/unchanged") + get("/a", method="HEAD") + get("/b"))
    file = line.makefile("rb")

    status, headers, _ = answer(file, body=False)
    assert status == 304
    assert "content-length" not in headers
    assert answer(file, body=False)[1]["content-length"] == "7"  # of what GET would give
    assert answer(file, body=False)[1]["x-path"] == "/b"


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


def test_large_answer_holds_no_thread(
    call: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = [call() for _ in range(70)]
    for line in slow:
        line.sendall(get("/large"))
    other = call()
    other.sendall(get("/a"))

    assert answer(other.makefile("rb"), body=False)[0] == 200
    assert len(answer(slow[-1].makefile("rb"))[2]) == 30_000_000


@pytest.mark.parametrize("at_once", [1000, 10 * PIECE])
@pytest.mark.parametrize("begin", [b"GET /", get("/")[:-2] + b"X: ", get("/")[:-2]])
def test_head_has_a_limit(call: Callable[[], socket.socket], begin: bytes, at_once: int) -> None:
    line = call()
    with suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(begin + b"x" * at_once)
        for _ in range(2 * PIECE // at_once):
            line.sendall(b"x" * at_once)
        assert line.makefile("rb").read().startswith(b"HTTP/1.1 431")


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
