"""Long lists: the right rows on every page, and lengths counted once."""

import pytest
from django.test import RequestFactory

from dramas.models import Drama
from reviewsite.pages import paging
from reviewsite.pages.paging import page_of

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
