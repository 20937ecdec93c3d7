"""Requests as RFC 9112 (HTTP/1.1) and RFC 9110 (its meaning) want them answered, one by one and ten pipelined."""

import socket
from collections.abc import Callable

import pytest

from tests.integration.serving.requests import CHUNKED, TABLE, post
from tests.integration.serving.talking import Application, answer, get

Call = Callable[[], socket.socket]


def test_table_is_long_enough() -> None:
    assert len(TABLE) >= 60


@pytest.mark.parametrize("case", TABLE)
def test_request_is_answered_as_it_has_to_be(call: Call, case: str) -> None:
    """Then the connection either ends or is as good as new."""
    asked, statuses = TABLE[case]
    client = call()
    client.sendall(asked)
    client.sendall(get("/next"))
    file = client.makefile("rb")

    status, headers, _ = answer(file, body=not asked.startswith(b"HEAD"))

    assert status in statuses
    if headers.get("connection") == "close":
        assert file.read() == b""
    else:
        assert answer(file)[1]["x-path"] == "/next"


@pytest.mark.parametrize("case", [case for case, (_, statuses) in TABLE.items() if 200 not in statuses])
def test_refusal_comes_in_its_turn(call: Call, case: str, application: Application) -> None:
    """After the answers to what was asked before, though those take longer; nothing is answered after it."""
    asked, statuses = TABLE[case]
    client = call()
    client.sendall(get("/slow") + get("/b") + asked + get("/c"))
    file = client.makefile("rb")
    application.may_go_on.set()

    assert [answer(file)[1]["x-path"] for _ in range(2)] == ["/slow", "/b"]
    status, headers, _ = answer(file)
    if status not in {204, 413}:
        assert headers["connection"] == "close"
    assert status in statuses


#: Ten pipelined, and the paths that the answers to them have; the last is the status of a refusal.
PIPELINES: list[tuple[list[bytes], list[str]]] = [
    ([get(f"/{n}") for n in range(10)], [f"/{n}" for n in range(10)]),
    (
        [get("/ready") if n % 2 else get(f"/{n}") for n in range(10)],
        ["/ready" if n % 2 else f"/{n}" for n in range(10)],
    ),
    (
        [post(CHUNKED, body=b"1\r\nb\r\n0\r\n\r\n"), get("/ready"), get("/1", method="HEAD"), get("/2")] * 2
        + [get("*", method="OPTIONS"), get("/3")],
        ["/a", "/ready", "/1", "/2", "/a", "/ready", "/1", "/2", "204", "/3"],
    ),
    (
        [
            post("Connection: Upgrade", "Upgrade: h2c", CHUNKED, body=b"2\r\nbc\r\n0\r\n\r\n"),
            get("/ready", "Connection: Upgrade", "Upgrade: h2c"),
        ]
        * 5,
        ["/a", "/ready"] * 5,
    ),
    (
        [*[post("Content-Length: 2", body=b"bc")] * 3, *[get("/ready")] * 5, get("/x", "Host: y"), get("/z")],
        ["/a"] * 3 + ["/ready"] * 5 + ["400"],
    ),
    (
        [
            get("/unchanged"),
            get("/%41"),
            get("http://x/b"),
            *[get("/ready")] * 5,
            get("/l", "Connection: close"),
            get("/z"),
        ],
        ["/unchanged", "/A", "/b"] + ["/ready"] * 5 + ["/l"],
    ),
]


@pytest.mark.parametrize("piece", [10**6, 7])
@pytest.mark.parametrize(("asked", "expected"), PIPELINES)
def test_ten_at_once_are_answered_in_order(
    call: Call, asked: list[bytes], expected: list[str], piece: int
) -> None:
    client, data = call(), b"".join(asked)
    for start in range(0, len(data), piece):
        client.sendall(data[start : start + piece])
    client.shutdown(socket.SHUT_WR)
    file, found = client.makefile("rb"), []
    for request in asked[: len(expected)]:
        status, headers, body = answer(file, body=not request.startswith(b"HEAD"))
        path = headers.get("x-path", "/ready" if body.startswith(b"ready") else str(status))
        found.append(path)

    assert found == expected
    assert file.read() == b""


class TestHalfClosed:
    @pytest.mark.parametrize("path", ["/ready", "/a", "/slow"])
    def test_who_has_said_all_is_answered(self, call: Call, application: Application, path: str) -> None:
        client = call()
        client.sendall(get(path))
        client.shutdown(socket.SHUT_WR)
        file = client.makefile("rb")
        application.may_go_on.set()

        assert answer(file)[0] == 200
        assert file.read() == b""

    @pytest.mark.parametrize("data", [b"GET /", get("/a")[:-2], post("Content-Length: 9", body=b"abc")])
    def test_who_has_not_said_all_is_refused(self, call: Call, data: bytes) -> None:
        client = call()
        client.sendall(get("/a") + data)
        client.shutdown(socket.SHUT_WR)
        file = client.makefile("rb")

        assert [answer(file)[0] for _ in range(2)] == [200, 400]
        assert file.read() == b""


@pytest.mark.parametrize("path", ["/ready", "/a"])
@pytest.mark.parametrize("lines", [(), ("Connection: keep-alive",), ("Connection: close",)])
def test_http_1_0_ends_after_one_answer(call: Call, path: str, lines: tuple[str, ...]) -> None:
    client = call()
    client.sendall(get(path, *lines, version="1.0"))
    file = client.makefile("rb")

    assert answer(file)[1]["connection"] == "close"
    assert file.read() == b""


def test_target_says_which_host_is_meant(call: Call, application: Application) -> None:
    client = call()
    client.sendall(get("http://y:8/a?b=%41"))
    answer(client.makefile("rb"))

    (environ,) = application.asked
    assert (environ["HTTP_HOST"], environ["PATH_INFO"], environ["QUERY_STRING"]) == ("y:8", "/a", "b=%41")


def test_raw_letters_are_what_their_escapes_are(call: Call, application: Application) -> None:
    client = call()
    client.sendall(get("/사?q=랑") + get("/%EC%82%AC?q=%EB%9E%91"))
    file = client.makefile("rb")
    for _ in range(2):
        assert answer(file)[0] == 200

    raw, escaped = [(each["PATH_INFO"], each["QUERY_STRING"]) for each in application.asked]
    assert raw == escaped


def test_trailer_says_nothing_about_the_request(call: Call, application: Application) -> None:
    client = call()
    client.sendall(post(CHUNKED, body=b"3\r\nabc\r\n0\r\nX-Forwarded-For: 1.2.3.4\r\nHost: y\r\n\r\n"))
    assert answer(client.makefile("rb"))[0] == 200

    (environ,) = application.asked
    assert "HTTP_X_FORWARDED_FOR" not in environ
    assert environ["HTTP_HOST"] == "x"


def test_expectation_is_answered_before_the_body_comes(call: Call) -> None:
    client = call()
    client.sendall(post("Content-Length: 3", "Expect: 100-continue"))
    file = client.makefile("rb")
    assert file.readline() == b"HTTP/1.1 100 Continue\r\n"
    assert file.readline() == b"\r\n"
    client.sendall(b"abc")
    assert answer(file)[2] == b"abc"


def test_body_that_is_refused_is_not_asked_for(call: Call) -> None:
    client = call()
    client.sendall(post("Content-Length: 99999999", "Expect: 100-continue"))
    assert answer(client.makefile("rb"))[0] == 413


def test_who_sends_too_much_hears_why(call: Call) -> None:
    client = call()
    client.sendall(post("Content-Length: 99999999"))
    for _ in range(30):
        client.sendall(b"x" * 100_000)
    file = client.makefile("rb")

    assert answer(file)[0] == 413
    assert file.read() == b""
