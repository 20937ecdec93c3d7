"""Connections of the real server: what is answered how, and in which order."""

import logging
import socket
from collections.abc import Callable

import pytest

from tests.integration.serving.talking import READY, Application, answer, get


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
    line.sendall(get("/ready", "X: 1", "X: 2"))
    assert answer(line.makefile("rb"), body=False)[0] == 200
    assert application.asked[0]["HTTP_X"] == "1,2"


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
