"""What a reader gets from the page cache, and for whom it answers nothing."""

import gc
import gzip
import tracemalloc
from typing import Any

import brotli
import pytest

from reviews.models import Review
from reviewsite.pagecache.versions import LOOKING, POLL
from tests.factories import make_review
from tests.integration.pagecache.reading import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return make_review(slug="quiet", headline="A Quiet Hour", sections=[{"body": "word " * 400}])


def test_second_reader_is_answered_without_django(site: Site, review: Review) -> None:
    first, second = site.get("/reviews/quiet/"), site.get("/reviews/quiet/")

    assert first == second
    assert "A Quiet Hour" in second.text
    assert site.rendered == ["/reviews/quiet/"]
    assert site.passed_on == []


def test_encodings_hold_the_same_page_under_different_strong_etags(site: Site, review: Review) -> None:
    plain = site.get("/reviews/quiet/")
    zipped = site.get("/reviews/quiet/", HTTP_ACCEPT_ENCODING="gzip, deflate")
    broth = site.get("/reviews/quiet/", HTTP_ACCEPT_ENCODING="gzip, deflate, br, zstd")

    assert gzip.decompress(zipped.body) == brotli.decompress(broth.body) == plain.body
    assert [each.headers.get("Content-Encoding") for each in (plain, zipped, broth)] == [None, "gzip", "br"]
    assert len({each.headers["ETag"] for each in (plain, zipped, broth)}) == 3
    assert all(each.headers["Vary"] == "Accept-Encoding" for each in (plain, zipped, broth))
    assert all(each.headers["Content-Length"] == str(len(each.body)) for each in (plain, zipped, broth))
    assert site.rendered == ["/reviews/quiet/"]


def test_shared_caches_may_keep_a_page_for_a_moment_and_browsers_must_ask(site: Site) -> None:
    said = site.get("/about/").headers["Cache-Control"]

    assert said.startswith("public, max-age=0, s-maxage=1, stale-while-revalidate=1")


def test_unchanged_page_costs_a_304(site: Site) -> None:
    first = site.get("/about/")

    for asked in (first.headers["ETag"], f'"other", W/{first.headers["ETag"]}', "*"):
        again = site.get("/about/", HTTP_IF_NONE_MATCH=asked)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    assert site.get("/about/", HTTP_IF_NONE_MATCH='"other"').status == 200


def test_head_is_the_page_without_its_body(site: Site) -> None:
    page = site.get("/about/")
    head = site.get("/about/", method="HEAD")

    assert (head.status, head.headers, head.body) == (200, page.headers, b"")
    assert site.rendered == ["/about/"]


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_COOKIE": "a=b; sessionid=x"},
        {"HTTP_COOKIE": "sessionid =x"},
        {"HTTP_AUTHORIZATION": "Basic eDp4"},
    ],
)
def test_whoever_is_known_gets_nothing_from_the_cache_and_leaves_nothing(
    site: Site, environ: dict[str, str]
) -> None:
    answer = site.get("/about/", **environ)
    site.get("/about/")
    site.get("/about/", **environ)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert site.passed_on == ["/about/", "/about/"]
    assert site.rendered == ["/about/"]


@pytest.mark.parametrize("cookie", ["_ga=1", "theme=dark; csrftoken=y"])
def test_other_cookies_do_not_matter(site: Site, cookie: str) -> None:
    site.get("/about/")
    site.get("/about/", HTTP_COOKIE=cookie)

    assert (site.rendered, site.passed_on) == (["/about/"], [])


@pytest.mark.parametrize("address", ["/healthz", "/admin/login/", "/search/suggest/?q=ki", "/no/such/page/"])
def test_what_is_not_listed_goes_through_django_each_time(site: Site, address: str) -> None:
    site.get(address)
    site.get(address)

    assert (site.rendered, site.passed_on) == ([], [address, address])


def test_what_nobody_declared_public_is_kept_by_nobody(site: Site) -> None:
    assert site.get("/no/such/page/").headers["Cache-Control"] == "private, no-store"
    assert site.get("/reviews/no-such-review/").headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_are_for_django(site: Site, method: str) -> None:
    site.get("/about/")

    assert site.get("/about/", method=method).status in {403, 405}
    assert site.passed_on == ["/about/"]


def test_unknown_host_is_refused_though_the_page_is_there(site: Site) -> None:
    site.get("/about/")

    assert site.get("/about/", HTTP_HOST="evil.example").status == 400
    assert site.get("/about/", HTTP_HOST="localhost:8765").status == 200


def test_a_missing_page_is_not_kept(site: Site) -> None:
    assert site.get("/reviews/quiet/").status == 404
    make_review(slug="quiet")
    site.cache.versions.written()

    assert site.get("/reviews/quiet/").status == 200


def test_pages_of_a_search_are_alike_for_everybody_but_not_kept(site: Site) -> None:
    first = site.get("/search/?q=quiet", HTTP_ACCEPT_ENCODING="gzip")
    site.get("/search/?q=quiet")

    assert first.headers["Content-Encoding"] == "gzip"
    assert first.headers["Cache-Control"] == "private, no-store"
    assert site.rendered == ["/search/?q=quiet"] * 2


@pytest.mark.parametrize(
    ("asked", "rendered"),
    [
        ("/reviews/quiet/?utm_source=x&preview=token", "/reviews/quiet/"),
        ("/reviews/quiet/?seen=3&seen=x", "/reviews/quiet/"),
        ("/reviews/quiet/?x=1&seen=03", "/reviews/quiet/?seen=3"),
        ("/reviews/quiet/?seen=0", "/reviews/quiet/"),
        ("/dramas/?page=1&letter=a", "/dramas/?letter=A"),
        ("/dramas/?letter=%C3%A9", "/dramas/"),
        ("/reviews/?sort=rating&genre=mystery&genre=", "/reviews/?sort=rating"),
        ("/reviews/?page=-3&year=20202&rating=7", "/reviews/?rating=7"),
    ],
)
def test_a_page_has_one_address(site: Site, review: Review, asked: str, rendered: str) -> None:
    site.get(asked)
    site.get(asked)

    assert site.rendered == [rendered]


def test_question_mark_in_a_path_is_no_query(site: Site, review: Review) -> None:
    site.get("/reviews/quiet/?seen=3")

    assert site.ask("/reviews/quiet/?seen=3", "").status == 404


def test_ten_thousand_junk_queries_leave_the_pages_that_there_are(site: Site) -> None:
    site.get("/about/")
    for number in range(10_000):
        site.get(f"/about/?junk{number}={number}&utm={number}")

    assert len(site.cache.memory.entries) == 1
    assert site.rendered == ["/about/"]


def test_page_in_memory_is_ready_for_an_event_loop(site: Site) -> None:
    for _ in range(3):
        site.get("/about/", HTTP_ACCEPT_ENCODING="br")
    assert site.ready == 2

    etag = site.get("/about/").headers["ETag"]
    assert site.get("/about/", HTTP_IF_NONE_MATCH=etag).status == 304
    assert site.ready == 3


@pytest.mark.parametrize(
    ("method", "environ"),
    [
        ("HEAD", {}),
        ("POST", {}),
        ("GET", {"HTTP_COOKIE": "a=b; sessionid=x"}),
        ("GET", {"HTTP_AUTHORIZATION": "Basic x"}),
        ("GET", {"HTTP_HOST": "elsewhere.example"}),
        ("GET", {"CONTENT_LENGTH": "1"}),
        ("GET", {"HTTP_TRANSFER_ENCODING": "chunked"}),
        ("GET", {"HTTP_ACCEPT_ENCODING": "gzip"}),  # nobody has asked for that yet
    ],
)
def test_what_is_not_everybodys_is_not_ready(site: Site, method: str, environ: dict[str, str]) -> None:
    site.get("/about/")
    site.get("/about/", method, **environ)

    assert site.ready == 0


def is_ready(site: Site) -> bool:
    return site.cache.ready(b"GET", b"/about/", {b"host": b"localhost"}) is not None


def test_page_is_answered_as_it_is_while_somebody_looks_at_the_database(site: Site) -> None:
    site.get("/about/")
    site.clock.passed += POLL

    assert not is_ready(site)  # nobody looks, so whoever asks has to
    with site.cache.versions._lock:
        assert is_ready(site)
        site.clock.passed += 100 * POLL  # the database hangs
        assert is_ready(site)
        site.cache.versions.written()  # what this process knows of is waited for
        assert not is_ready(site)


def test_reader_has_not_to_look_beside_a_thread_that_does(site: Site) -> None:
    versions, looks = site.cache.versions, iter([False, True])
    site.get("/about/")
    site.clock.passed += POLL
    versions.keep_looking(lambda seconds: next(looks))

    assert is_ready(site)
    site.clock.passed += POLL + LOOKING / 2  # it is a little late
    assert is_ready(site)
    site.clock.passed += LOOKING
    assert not is_ready(site)


def test_strangers_take_no_place_in_memory_for_ever(site: Site) -> None:
    for number in range(2000):
        site.get("/about/", HTTP_HOST=f"localhost:{number}")
        site.get("/about/", HTTP_ACCEPT_ENCODING=f"x-{number}")
    honest = {"HTTP_HOST": "localhost:8000", "HTTP_ACCEPT_ENCODING": "gzip, zstd"}

    site.ready = 0
    site.get("/about/", **honest)
    site.get("/about/", **honest)

    assert site.ready == 1
    assert len(site.cache._hosts) + len(site.cache._encodings) < 3000


def test_nobody_is_answered_at_once_after_a_change_of_this_process(site: Site) -> None:
    site.get("/about/")
    site.cache.versions.written()

    assert not any(site.cache.ready(b"GET", b"/about/", {b"host": b"localhost"}) for _ in range(3))


@pytest.mark.parametrize(
    ("said", "ready"), [("https", True), ("https, http", True), ("http", False), ("", False)]
)
def test_behind_a_proxy_its_word_on_encryption_is_asked_for(
    settings: Any, site: Site, said: str, ready: bool
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site.get("/about/")
    site.cache._needs_https = True
    headers = {b"host": b"localhost", b"x-forwarded-proto": said.encode()}

    assert bool(site.cache.ready(b"GET", b"/about/", headers)) == ready


@pytest.mark.slow
def test_what_strangers_write_at_length_is_not_remembered(site: Site) -> None:
    def ask(number: int) -> None:
        text = f"{number:0100000}"
        site.get(f"/{text}/")
        site.get(f"/about/?{text}")
        site.get("/about/", HTTP_ACCEPT_ENCODING=text)
        site.passed_on.clear()

    ask(0)
    tracemalloc.start()
    try:
        for number in range(1, 100):
            ask(number)
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 1_000_000
