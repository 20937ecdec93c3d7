"""Long lists: the right rows on every page, and lengths counted once."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from dramas.models import Drama
from reviewsite import paging
from reviewsite.pagecache.headers import FOR_EVERYBODY
from reviewsite.paging import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def dramas() -> list[str]:
    titles = [f"Title {number:03}" for number in range(50)]
    Drama.objects.bulk_create(
        Drama(title=title, slug=title.replace(" ", "-"), state="public") for title in reversed(titles)
    )
    return titles


@pytest.mark.parametrize("deep", [0, 10, 1000])
def test_pages_hold_every_row_once_in_order(
    dramas: list[str], deep: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "DEEP", deep)
    listed = Drama.objects.order_by("title").select_related("poster").prefetch_related("networks")
    found = []
    for number in range(1, 9):
        page = page_of(RequestFactory().get(f"/?page={number}"), listed, 7)
        found += [drama.title for drama in page]

    assert found == dramas


def test_page_beyond_the_last_is_the_last(dramas: list[str]) -> None:
    page = page_of(RequestFactory().get("/?page=999999999"), Drama.objects.order_by("title"), 7)

    assert [drama.title for drama in page] == dramas[-1:]


def test_length_is_counted_once_for_each_version(dramas: list[str]) -> None:
    request = RequestFactory().get("/", **{FOR_EVERYBODY: {}})  # type: ignore[arg-type]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for _ in range(3):
            assert (
                page_of(request, Drama.objects.order_by("title"), 7, counted_as="dramas").paginator.count
                == 50
            )
    assert len([query for query in queries if "COUNT" in query["sql"]]) == 1


def test_length_is_counted_anew_for_whoever_is_known(dramas: list[str]) -> None:
    request = RequestFactory().get("/")
    assert page_of(request, Drama.objects.order_by("title"), 7, counted_as="dramas").paginator.count == 50
    Drama.objects.first().delete()  # type: ignore[union-attr]
    assert page_of(request, Drama.objects.order_by("title"), 7, counted_as="dramas").paginator.count == 49
