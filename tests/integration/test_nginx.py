"""The nginx configuration that we ship, with a real nginx before a real `serve`."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from reviews.comments.visitor_forms import MAX_COMMENT_FORM
from reviewsite.http.uploads import LARGEST_FORM
from reviewsite.serving.routes import FORM_LIMIT
from tests.integration.test_serve import ask, served
from tests.integration.test_serve import site as site
from tests.nginx import HOST, configured, listens
from tests.ports import free_port

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("nginx")]

PICTURE = "images/ab/" + "ab" * 16 + ".jpg"


@pytest.fixture(scope="module")
def port(site: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of nginx, before a site that was told of it."""
    folder, data = tmp_path_factory.mktemp("nginx"), Path(site["DATA_DIR"])
    picture = data / "media" / PICTURE
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"no real picture")
    port = free_port()
    behind = {**site, "SITE_URL": f"https://{HOST}", "ALLOWED_HOSTS": HOST, "BEHIND_PROXY": "1"}
    with served(behind) as (_, upstream):
        conf = folder / "nginx.conf"
        conf.write_text(configured(folder, upstream, port, data))
        nginx = subprocess.Popen(["nginx", "-e", str(folder / "errors"), "-c", str(conf)])
        try:
            while nginx.poll() is None and not listens(port):
                time.sleep(0.02)
            assert nginx.poll() is None, (folder / "errors").read_text()
            yield port
        finally:
            nginx.terminate()
            nginx.wait(timeout=30)
            shutil.rmtree(data / "media")


def capitalised(headers: Message) -> dict[str, str]:
    return {name.title().replace("Etag", "ETag"): value for name, value in headers.items()}


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(f"http://127.0.0.1:{port}{path}", headers={"Host": HOST, **named})
    try:
        with urlopen(request, timeout=30) as answer:  # noqa: S310  to ourselves
            return answer.status, capitalised(answer.headers), answer.read()
    except HTTPError as error:
        return error.code, capitalised(error.headers), error.read()


def test_pages_come_compressed_once_with_the_headers_of_the_application(port: int) -> None:
    status, headers, body = get(port, "/about/", Accept_Encoding="gzip")

    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert body[:2] == b"\x1f\x8b"
    assert headers["Content-Length"] == str(len(body))
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert get(port, "/about/", Accept_Encoding="gzip", If_None_Match=headers["ETag"])[0] == 304


def test_each_encoding_is_kept_apart(port: int) -> None:
    encodings = [
        get(port, "/", Accept_Encoding=accepted)[1].get("Content-Encoding")
        for accepted in ("gzip", "identity", "gzip, deflate, br", "gzip", "deflate") * 2
    ]

    assert encodings == ["gzip", None, "br", "gzip", None] * 2


def test_pages_are_kept_and_of_people_who_are_known_nothing_is(port: int) -> None:
    first, second = get(port, "/genres/"), get(port, "/genres/")
    known = get(port, "/genres/", Cookie="sessionid=x")
    authorized = get(port, "/genres/", Authorization="Basic eDp4")

    assert first[2] == second[2]
    assert known[1]["Cache-Control"] == authorized[1]["Cache-Control"] == "private, no-store"
    assert get(port, "/genres/")[1]["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in get(port, "/genres/")[1]


def test_unknown_host_gets_no_answer(port: int) -> None:
    for host in ("evil.example", f"{HOST}.evil.example", "127.0.0.1", ""):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(f"GET /about/ HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            assert connection.recv(100) == b"" or not host


def test_media_cannot_act(port: int) -> None:
    status, headers, body = get(port, f"/media/{PICTURE}")

    assert (status, body) == (200, b"no real picture")
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/media/../db.sqlite3", "/media/%2e%2e/secret_key", "/static../secret_key"])
def test_nothing_lies_beside_media_and_static_files(port: int, path: str) -> None:
    assert get(port, path)[0] in {400, 404}


def test_static_files_last_and_come_compressed(port: int, site: dict[str, str]) -> None:
    page = get(port, "/about/")[2].decode()
    path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    status, headers, _ = get(port, path, Accept_Encoding="gzip")

    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert "immutable" in headers["Cache-Control"]


def test_addresses_that_the_site_tells_apart_share_no_copy(port: int) -> None:
    statuses = [get(port, address)[0] for address in ("/about/?a", "/about/%3Fa") * 3]

    assert statuses == [200, 404] * 3


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/admin/login/", FORM_LIMIT),
        ("/letters/your-comments/", FORM_LIMIT),
        ("/reviews/x/comments/new/", MAX_COMMENT_FORM),
        ("/admin/reviews/review/add/", LARGEST_FORM),
    ],
)
def test_body_that_is_too_large_is_refused(port: int, path: str, limit: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(
            f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: {limit + 1}\r\n\r\n".encode()
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_slow_clients_keep_nobody_waiting(port: int) -> None:
    heads = [f"GET /about/ HTTP/1.1\r\nHost: {HOST}\r\nX: ".encode()] * 20
    bodies = [f"POST /admin/login/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 999\r\n\r\na".encode()] * 20
    opened = []
    for data in heads + bodies:
        opened.append(socket.create_connection(("127.0.0.1", port)))
        opened[-1].sendall(data)
    answers = [get(port, path)[0] for path in ("/about/", "/healthz", "/admin/login/") * 5]
    for each in opened:
        each.close()

    assert answers == [200] * 15


def test_change_is_seen_through_nginx(port: int, site: dict[str, str]) -> None:
    before = get(port, "/dramas/")[2]
    ask(site, "Drama.objects.create(title='A Drama Of Now', slug='now', state='public')")

    for _ in range(100):
        if (body := get(port, "/dramas/")[2]) != before:
            break
        time.sleep(0.1)
    assert b"A Drama Of Now" in body
