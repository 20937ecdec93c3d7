"""Bodies that come slowly, too large, or where none belongs."""

import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from reviewsite import bodies
from reviewsite.bodies import AT_ONCE, AT_ONCE_FROM_ONE, BodyLimits, is_only_read


def django(environ: Any, start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))]


def post(
    limits: BodyLimits, source: Any, *, path: str = "/admin/login/", **environ: str
) -> tuple[str, bytes]:
    said: list[str] = []
    request = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "wsgi.input": source,
        "REMOTE_ADDR": "1.2.3.4",
        **environ,
    }
    body = b"".join(limits(request, lambda status, headers: said.append(status)))  # type: ignore[arg-type, misc]
    return said[0], body


class Stalled:
    """A sender who has stopped in the middle; `release` lets them go on."""

    def __init__(self) -> None:
        self.release = threading.Event()
        self.asked = threading.Semaphore(0)

    def read(self, size: int) -> bytes:
        self.asked.release()
        self.release.wait()
        return b""


@pytest.fixture
def limits() -> BodyLimits:
    return BodyLimits(django, is_only_read)


@pytest.fixture
def stalled() -> Iterator[Stalled]:
    stalled = Stalled()
    yield stalled
    stalled.release.set()


def test_body_arrives_whole(limits: BodyLimits) -> None:
    sent = bytes(range(256)) * 3000

    assert post(limits, io.BytesIO(sent), CONTENT_LENGTH=str(len(sent))) == ("200 OK", sent)
    assert post(limits, io.BytesIO(sent), HTTP_TRANSFER_ENCODING="chunked") == ("200 OK", sent)


def test_body_that_does_not_arrive_is_given_up(
    limits: BodyLimits, stalled: Stalled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "PATIENCE", 0.01)

    assert post(limits, stalled, CONTENT_LENGTH="100")[0] == "408 Request Timeout"


def test_body_that_breaks_off_is_refused(limits: BodyLimits) -> None:
    assert post(limits, io.BytesIO(b"abc"), CONTENT_LENGTH="100")[0] == "400 Bad Request"


@pytest.mark.parametrize("length", [str(10**12), "-1", "1e3", "٣"])
def test_body_of_impossible_length_is_not_read(limits: BodyLimits, length: str) -> None:
    assert post(limits, None, CONTENT_LENGTH=length)[0] == "413 Request Entity Too Large"


def test_body_without_length_is_read_up_to_the_limit(
    limits: BodyLimits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "LARGEST", 1000)
    answer = post(limits, io.BytesIO(b"x" * 1001), HTTP_TRANSFER_ENCODING="chunked")

    assert answer[0] == "413 Request Entity Too Large"


@pytest.mark.parametrize("path", ["/", "/about/", "/no/such/page/", "/reviews/"])
def test_pages_that_are_only_read_take_no_body(limits: BodyLimits, path: str) -> None:
    assert post(limits, None, path=path, CONTENT_LENGTH="100")[0] == "405 Method Not Allowed"


def test_one_sender_cannot_hold_what_others_need(limits: BodyLimits, stalled: Stalled) -> None:
    with ThreadPoolExecutor(AT_ONCE_FROM_ONE) as pool:
        for _ in range(AT_ONCE_FROM_ONE):
            pool.submit(post, limits, stalled, CONTENT_LENGTH="100")
        for _ in range(AT_ONCE_FROM_ONE):
            stalled.asked.acquire()

        assert post(limits, io.BytesIO(b"x"), CONTENT_LENGTH="1")[0] == "429 Too Many Requests"
        assert post(limits, io.BytesIO(b"x"), CONTENT_LENGTH="1", REMOTE_ADDR="5.6.7.8")[0] == "200 OK"
        stalled.release.set()
    assert post(limits, io.BytesIO(b"x"), CONTENT_LENGTH="1")[0] == "200 OK"


def test_all_senders_together_leave_threads_to_readers(limits: BodyLimits, stalled: Stalled) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number in range(AT_ONCE):
            pool.submit(post, limits, stalled, CONTENT_LENGTH="100", REMOTE_ADDR=f"10.0.0.{number}")
        for _ in range(AT_ONCE):
            stalled.asked.acquire()

        assert post(limits, io.BytesIO(b"x"), CONTENT_LENGTH="1")[0] == "503 Service Unavailable"
        stalled.release.set()
