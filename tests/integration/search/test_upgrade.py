"""A site that has an index already keeps it through the migrations of search."""

import pytest

from reviewsite.search.models import SearchDoc
from tests.factories import make_drama, make_person, make_review
from tests.integration.search.finding import found
from tests.integration.upgrade import Upgrade

pytestmark = [pytest.mark.both_databases, pytest.mark.slow]

BEFORE_PLACES = ("search", "0004_beginnings_of_whole_names")


@pytest.mark.django_db(transaction=True)
def test_documents_get_their_places(upgrade: Upgrade) -> None:
    drama = make_drama("Wintersea", cast=[(make_person("Gong Yoo"), "Keeper"), (make_person(), "Stranger")])
    make_review(headline="Ironwood", drama=drama, sections=[{"body": "The keeper of the light."}])
    SearchDoc.objects.filter(title="Gong Yoo").update(weight=-1)
    SearchDoc.objects.filter(kind="page").delete()
    stored = dict(SearchDoc.objects.exclude(weight=-1).values_list("id", "place"))
    assert len(stored) == 3

    upgrade(BEFORE_PLACES)

    assert dict(SearchDoc.objects.exclude(weight=-1).values_list("id", "place")) == stored
    assert found("ironwood") == {"review: Ironwood"}
    assert "review: Ironwood" in found("light")
    assert "person: Gong Yoo" in found("gong")
