"""Seasons of one franchise, and relations to dramas that the catalogue does not have."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from dramas.merging import merge
from dramas.models import Drama, DramaRelation
from dramas.unmerging import undo
from tests.factories import make_drama, make_review, make_staff
from tests.integration.catalogue.test_rights import save_drama

pytestmark = pytest.mark.django_db


def season(number: int, **fields: Any) -> Drama:
    return make_drama(
        f"Fog Harbour {number}",
        **{"slug": f"fog-{number}", "franchise": "Fog", "season_number": number, **fields},
    )


def seasons_on(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    return page.partition("<dt>Season</dt>")[2].partition("</dd>")[0]


def test_seasons_lead_to_each_other(client: Client) -> None:
    first, second = season(1), season(2)
    season(3, state="draft")
    make_drama(franchise="Other", season_number=4)
    make_drama(franchise="Fog")
    shown = seasons_on(client, first.get_absolute_url())
    assert '<strong aria-current="true">1</strong> · <a href="/dramas/fog-2/">2</a>' in shown
    assert "3" not in shown
    assert 'href="/dramas/fog-1/"' in seasons_on(client, make_review(drama=second).get_absolute_url())


def test_a_drama_without_seasons_says_nothing_of_them(client: Client) -> None:
    assert seasons_on(client, make_drama(franchise="Fog").get_absolute_url()) == ""
    assert seasons_on(client, make_drama().get_absolute_url()) == ""


def test_the_database_keeps_a_season_single() -> None:
    season(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        season(1, slug="again")
    make_drama(franchise="", season_number=None)
    make_drama(franchise="", season_number=None)


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_staff("Editor"))
    return client


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 200
    found = answer.context["adminform"].form.errors
    return {name: [str(error) for error in each] for name, each in found.items()}


def test_a_season_twice_is_refused_at_its_field_and_nothing_is_lost(editor: Client) -> None:
    season(2, year=2021)
    drama = make_drama()
    answer = save_drama(editor, drama, franchise=" fog ", season_number="2", tagline="Kept as typed")
    assert errors(answer) == {"season_number": ["Season 2 of Fog is “Fog Harbour 2 (2021)” already."]}
    assert "Kept as typed" in answer.content.decode()


def test_a_season_of_nothing_is_refused(editor: Client) -> None:
    answer = save_drama(editor, make_drama(), season_number="2")
    assert errors(answer) == {"franchise": ["Say of which franchise this is season 2."]}


@pytest.mark.parametrize("number", ["0", "-1", "100", "99999999999", "two"])
def test_what_is_no_number_of_a_season_is_refused(editor: Client, number: str) -> None:
    assert errors(save_drama(editor, make_drama(), franchise="Fog", season_number=number)).keys() == {
        "season_number"
    }


def test_a_franchise_has_one_spelling(editor: Client) -> None:
    season(1)
    drama = make_drama()
    assert save_drama(editor, drama, franchise="FOG", season_number="2").status_code == 302
    drama.refresh_from_db()
    assert (drama.franchise, drama.season_number) == ("Fog", 2)
    assert save_drama(editor, drama, tagline="Again").status_code == 302


def test_a_season_moves_by_merging_and_back() -> None:
    kept, gone = make_drama("Fog Harbour"), season(2)
    done = merge(kept, gone)
    kept.refresh_from_db()
    assert (kept.franchise, kept.season_number) == ("Fog", 2)
    undo(done)
    kept.refresh_from_db()
    assert (kept.franchise, kept.season_number) == ("", None)
    assert Drama.objects.get(slug="fog-2").season_number == 2


def test_of_two_seasons_the_number_of_the_kept_one_stays() -> None:
    kept = season(1)
    merge(kept, season(2))
    kept.refresh_from_db()
    assert kept.season_number == 1


# Relations to what is not in the catalogue


def test_a_relation_outside_is_said_in_words(client: Client) -> None:
    drama = make_drama("Salt Road", slug="salt-road")
    drama.relations.create(title="Salt & Sea (2009)", kind=DramaRelation.Kind.ORIGINAL)
    drama.relations.create(related=season(1), kind=DramaRelation.Kind.SEQUEL)
    drama.relations.create(related=season(2, state="draft"), kind=DramaRelation.Kind.SEQUEL)
    page = client.get("/dramas/salt-road/").content.decode()
    assert "Remake of Salt &amp; Sea (2009)" in page
    assert "/dramas/fog-1/" in page
    assert "Fog Harbour 2" not in page


@pytest.mark.parametrize("fields", [{}, {"title": "Elsewhere", "with_drama": True}])
def test_a_relation_leads_to_one_drama(editor: Client, fields: dict[str, Any]) -> None:
    other = season(1)
    rows = {
        "relations-TOTAL_FORMS": "1",
        "relations-0-kind": "remake",
        "relations-0-title": fields.get("title", ""),
    }
    rows |= {"relations-0-related": str(other.pk)} if fields.get("with_drama") else {}
    answer = save_drama(editor, make_drama(), **rows)
    assert answer.status_code == 200
    assert "Choose a drama, or give the title of one outside the catalogue." in answer.content.decode()
    assert not DramaRelation.objects.exists()


def test_a_drama_related_to_itself_is_refused_in_its_row(editor: Client) -> None:
    drama = make_drama()
    row = {"relations-TOTAL_FORMS": 1, "relations-0-related": drama.pk, "relations-0-kind": "sequel"}
    answer = save_drama(editor, drama, **row)
    assert "Choose another drama than this one." in answer.content.decode()
    assert not drama.relations.exists()
