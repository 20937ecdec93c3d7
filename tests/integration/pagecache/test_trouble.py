"""What goes wrong beside the page cache costs renders, never a page."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from wsgiref.types import WSGIApplication

import pytest
from django.db import OperationalError, connections

from reviews.models import Review
from reviewsite.pagecache.shared import REST, SharedStore
from tests.factories import make_review
from tests.integration.pagecache.reading import Site

PAGE = b"a page for everybody " * 50


class Stand:
    """Stands for Django: answers with `answer()` once `released`."""

    def __init__(self, answer: Callable[[], tuple[str, bytes]] = lambda: ("200 OK", PAGE)) -> None:
        self.answer = answer
        self.released = threading.Event()
        self.released.set()

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        self.released.wait()
        status, body = self.answer()
        start_response(status, [("Content-Type", "text/html")])
        return [body]


@pytest.fixture
def new_site() -> Iterator[Callable[..., Site]]:
    made: list[Site] = []

    def new(stand: WSGIApplication, store: SharedStore | None = None) -> Site:
        site = Site(stand, store)
        site.cache.versions._read = lambda: "1"
        site.cache.versions.refresh()
        made.append(site)
        return site

    yield new
    for site in made:
        site.close()


pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def at_once(site: Site, readers: int, stand: Stand) -> list[int]:
    """The statuses that so many readers get who all ask before the first is answered."""
    waiting = threading.Barrier(readers + 1)

    def read() -> int:
        waiting.wait()
        try:
            return site.get("/about/").status
        finally:
            connections.close_all()

    stand.released.clear()
    with ThreadPoolExecutor(readers) as pool:
        found = [pool.submit(read) for _ in range(readers)]
        waiting.wait()
        stand.released.set()
        return [each.result() for each in found]


def test_fifty_who_miss_the_same_page_cost_one_render(new_site: Callable[..., Site]) -> None:
    stand = Stand()
    site = new_site(stand)

    assert at_once(site, 50, stand) == [200] * 50
    assert len(site.rendered) == 1


def test_page_that_changes_while_it_is_rendered_is_rendered_once_more_for_all_who_came_since(
    new_site: Callable[..., Site],
) -> None:
    latest = [0]
    begun, stand = threading.Semaphore(0), Stand(lambda: ("200 OK", b"%d " % latest[0] * 1000))

    def django(environ: Any, start_response: Any) -> list[bytes]:
        begun.release()
        return stand(environ, start_response)

    site = new_site(django)
    site.cache.versions._read = lambda: str(latest[0])

    def read() -> int:
        try:
            return int(site.get("/about/").body.split()[0])
        finally:
            connections.close_all()

    stand.released.clear()
    with ThreadPoolExecutor(21) as pool:
        first = pool.submit(read)
        begun.acquire()
        late = []
        for _ in range(20):
            latest[0] += 1
            site.cache.versions.written()
            site.cache.versions.refresh()
            late.append(pool.submit(read))
        stand.released.set()

    first.result()
    assert all(each.result() >= at for at, each in enumerate(late, start=1))
    assert len(site.rendered) == 2


def test_a_failing_page_is_not_kept(new_site: Callable[..., Site]) -> None:
    answers = iter([("500 Internal Server Error", b"sorry"), ("200 OK", PAGE)])
    site = new_site(Stand(lambda: next(answers)))

    assert [site.get("/about/").status for _ in range(3)] == [500, 200, 200]


def test_render_that_breaks_off_lets_the_next_reader_try(new_site: Callable[..., Site]) -> None:
    answers: Iterator[Any] = iter([RuntimeError("broken"), ("200 OK", PAGE)])

    def answer() -> tuple[str, bytes]:
        given = next(answers)
        if isinstance(given, Exception):
            raise given
        return given

    site = new_site(Stand(answer))

    with pytest.raises(RuntimeError):
        site.get("/about/")
    assert site.get("/about/").status == 200


@pytest.mark.parametrize(
    "header", [("Set-Cookie", "a=b"), ("Vary", "Cookie"), ("Cache-Control", "Private"), ("Vary", "*")]
)
def test_page_that_is_not_for_everybody_is_not_kept(
    new_site: Callable[..., Site], header: tuple[str, str]
) -> None:
    def django(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html"), header])
        return [PAGE]

    site = new_site(django)  # type: ignore[arg-type]
    site.get("/about/")
    answer = site.get("/about/")

    assert len(site.rendered) == 2
    assert "public" not in answer.headers["Cache-Control"].lower()


def test_database_that_is_away_leaves_the_pages_that_are_there(new_site: Callable[..., Site]) -> None:
    site = new_site(Stand())
    site.get("/about/")

    def away() -> str:
        raise OperationalError("away")

    site.cache.versions._read = away
    for _ in range(20):
        site.clock.passed += 0.5
        assert site.get("/about/").status == 200
    assert len(site.rendered) == 1


def test_own_change_is_seen_though_its_version_cannot_be_read(new_site: Callable[..., Site]) -> None:
    site = new_site(Stand(lambda: ("200 OK", b"%d reviews" % Review.objects.count())))
    site.get("/about/")

    def away() -> str:
        raise OperationalError("away")

    site.cache.versions._read = away
    make_review()
    site.cache.versions.written()

    assert site.get("/about/").body == b"1 reviews"


class Cupboard:
    """Holds bytes as Redis does."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.asked = 0

    def get(self, key: str) -> bytes | None:
        self.asked += 1
        return self.kept.get(key)

    def set(self, key: str, value: bytes, px: int) -> None:
        self.kept[key] = value


def test_two_processes_share_a_render_through_the_store(new_site: Callable[..., Site]) -> None:
    store = SharedStore(Cupboard(), "release")
    one, other = new_site(Stand(), store), new_site(Stand(), store)

    first, second = one.get("/about/"), other.get("/about/")

    assert first == second
    assert (one.rendered, other.rendered) == (["/about/"], [])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: b"",
        lambda raw: b"garbage",
        lambda raw: raw[:-1],
        lambda raw: raw.replace(b"everybody", b"everyb0dy"),
        lambda raw: b"\x80\x04N." + raw,
        lambda raw: bytes(len(raw)),
    ],
)
def test_garbage_in_the_store_is_rendered_over(
    new_site: Callable[..., Site], spoil: Callable[[bytes], bytes]
) -> None:
    cupboard = Cupboard()
    new_site(Stand(), SharedStore(cupboard, "release")).get("/about/")
    cupboard.kept = {key: spoil(raw) for key, raw in cupboard.kept.items()}
    site = new_site(Stand(), SharedStore(cupboard, "release"))

    answer = site.get("/about/")

    assert (answer.status, answer.body) == (200, PAGE)
    assert site.rendered == ["/about/"]


def test_entry_cannot_be_put_under_another_address(new_site: Callable[..., Site]) -> None:
    cupboard = Cupboard()
    site = new_site(Stand(), SharedStore(cupboard, "release"))
    site.get("/reviews/x/?seen=all")
    [(key, raw)] = cupboard.kept.items()
    cupboard.kept = {key.replace("?", ""): raw, key.replace("seen=all", ""): raw}

    other = new_site(Stand(), SharedStore(cupboard, "release"))
    other.get("/reviews/x/")

    assert other.rendered == ["/reviews/x/"]


def test_store_that_is_gone_is_left_alone_for_a_while(
    new_site: Callable[..., Site], caplog: pytest.LogCaptureFixture
) -> None:
    class Gone:
        asked = 0

        def get(self, key: str) -> bytes:
            self.asked += 1
            raise ConnectionError("refused")

    gone = Gone()
    seconds = [0.0]
    site = new_site(Stand(), SharedStore(gone, "release", lambda: seconds[0]))

    with caplog.at_level(logging.ERROR):
        assert [site.get(f"/years/{year}/").status for year in range(2000, 2010)] == [200] * 10
        assert gone.asked == 1
        seconds[0] += REST
        site.get("/years/1999/")
    assert gone.asked == 2


def test_emptied_cache_is_filled_again(new_site: Callable[..., Site]) -> None:
    cupboard = Cupboard()
    site = new_site(Stand(), SharedStore(cupboard, "release"))
    site.get("/about/")
    cupboard.kept.clear()
    site.cache.memory.entries.clear()

    assert site.get("/about/").status == 200
    assert len(site.rendered) == 2
    assert len(cupboard.kept) == 1
