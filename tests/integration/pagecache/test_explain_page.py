"""`manage.py explain_page`: why a page is as it is."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from reviewsite.pagecache import shared
from reviewsite.pagecache.shared import SharedStore
from tests.factories import make_drama, make_review
from tests.integration.pagecache.reading import Site
from tests.integration.pagecache.test_checking import changed
from tests.integration.pagecache.test_trouble import Cupboard

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def explained(address: str) -> str:
    out = StringIO()
    call_command("explain_page", address, stdout=out)
    return out.getvalue()


def test_it_names_what_the_page_is_made_of(site: Site) -> None:
    make_review(slug="quiet", drama=make_drama("Far"))
    said = explained("https://example.org/reviews/quiet/?utm_source=x&seen=03")

    assert "/reviews/quiet/?seen=3\n" in said
    assert "queries are asked again" in said
    assert "the same answers" in said
    assert "comments_comment" in said


@pytest.mark.parametrize(
    ("address", "why"), [("/search/?q=x", "made for each reader"), ("/reviews/none/", "made for each reader")]
)
def test_it_says_what_is_not_kept(site: Site, address: str, why: str) -> None:
    assert why in explained(address)


@pytest.mark.parametrize("address", ["/admin/", "/no/such/page/", "", "nonsense"])
def test_address_of_no_public_page_is_an_error(site: Site, address: str) -> None:
    with pytest.raises(CommandError, match="CACHED_PAGES"):
        explained(address)


def test_it_says_which_rows_made_a_shared_page_out_of_date(monkeypatch: Any, site: Site) -> None:
    review = make_review(slug="quiet")
    store = SharedStore(Cupboard(), "release")
    monkeypatch.setattr(shared, "configured", lambda: store)
    said = [explained("/reviews/quiet/")]
    other = Site(store=store)
    other.get("/reviews/quiet/")
    said.append(explained("/reviews/quiet/"))
    review.sections.create(heading="New", body="New", position=9)
    changed(other)
    said.append(explained("/reviews/quiet/"))
    other.close()

    found = [each.partition("Shared store:")[2].splitlines()[0].strip() for each in said]
    assert found[0] == "nothing"
    assert found[1].endswith("s old, up to date")
    assert found[2].endswith("out of date: other rows of reviews_section")
