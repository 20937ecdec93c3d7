"""Content ratings: the Korean classes however they are written, and any other text."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from dramas.merging import merge
from dramas.models import Drama
from dramas.models.content_rating import read_rating
from tests.factories import make_drama, make_staff
from tests.integration.catalogue.test_rights import save_drama

pytestmark = pytest.mark.django_db

WRITTEN = [
    ("15+", "15", "15+"),
    ("15세 이상 관람가", "15", "15+"),
    ("19", "19", "19+"),
    ("12 and over", "12", "12+"),
    ("all", "All", "All ages"),
    ("전체 관람가", "All", "All ages"),
    ("TV-MA", "TV-MA", "TV-MA"),
    ("18+", "18+", "18+"),
    ("1", "1", "1"),
    ("", "", ""),
]


@pytest.mark.parametrize(("typed", "stored", "shown"), WRITTEN)
def test_a_class_is_known_however_it_is_written(typed: str, stored: str, shown: str) -> None:
    assert read_rating(typed) == stored
    assert Drama(content_rating=stored).rated == shown


def test_the_form_offers_the_classes_and_takes_another_text(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    drama = make_drama()
    save_drama(client, drama, content_rating="15세")
    drama.refresh_from_db()
    assert drama.content_rating == "15"
    assert "<dd>15+</dd>" in client.get(drama.get_absolute_url()).content.decode()
    page = client.get(f"/admin/dramas/drama/{drama.pk}/change/").content.decode()
    assert 'list="id_content_rating-offered"' in page
    assert '<option value="All">All ages</option>' in page
    save_drama(client, drama, content_rating="TV-MA")
    drama.refresh_from_db()
    assert drama.content_rating == "TV-MA"
    long = save_drama(client, drama, content_rating="x" * 21)
    assert long.context["adminform"].form.errors.keys() == {"content_rating"}


def test_what_is_stored_is_named_by_class_and_nothing_is_lost() -> None:
    migration: Any = import_module("dramas.migrations.0011_content_ratings_by_korean_class")
    for typed, _stored, _shown in WRITTEN:
        make_drama(typed or "None", content_rating=typed)
    done = merge(make_drama(), make_drama(content_rating="15+"))
    migration.name_classes(apps, None)
    for typed, stored, _shown in WRITTEN:
        assert Drama.objects.get(title=typed or "None").content_rating == stored
    done.refresh_from_db()
    assert [row[3:] for row in done.changes["filled"] if row[2] == "content_rating"] == [["", "15"]]
