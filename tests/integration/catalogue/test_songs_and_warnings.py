"""Songs and content warnings: shown as far as the reader has watched, and checked in the admin."""

from typing import Any

import pytest
from django.test import Client

from dramas.merging import merge
from dramas.models import Drama, Song
from dramas.models.scoped import ScopedRows
from tests.factories import make_drama, make_review, make_staff
from tests.integration.catalogue.test_rights import save_drama
from tests.integration.search.finding import found

pytestmark = pytest.mark.django_db


def html(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def drama() -> Drama:
    drama = make_drama(
        "Salt Road", slug="salt-road", content_warnings="Drinking, ||7: a **drowning**||, ||the ending||."
    )
    drama.songs.create(
        title="Low Tide", title_ko="썰물", singer="Harbour", url="http://127.0.0.1:8000/low/?seen=all"
    )
    drama.songs.create(title="Her Funeral", singer="Harbour", spoils_through=9)
    return drama


@pytest.mark.parametrize(
    ("query", "funeral", "drowning"), [("", False, False), ("?seen=7", False, True), ("?seen=9", True, True)]
)
def test_each_shows_from_its_episode_on(
    client: Client, drama: Drama, query: str, funeral: bool, drowning: bool
) -> None:
    page = html(client, f"/dramas/salt-road/{query}")
    assert "Low Tide" in page
    assert "썰물" in page
    assert "Drinking" in page
    assert ("Her Funeral" in page) is funeral
    assert ("<strong>drowning</strong>" in page) is drowning


def test_warnings_are_on_the_ticket_of_a_review(client: Client, drama: Drama) -> None:
    page = html(client, make_review(drama=drama).get_absolute_url())
    assert "Content warnings" in page
    assert "Drinking" in page
    assert "drowning" not in page


def test_an_address_of_a_song_moves_nobodys_progress(client: Client, drama: Drama) -> None:
    assert "http://127.0.0.1:8000/low/" in html(client, "/dramas/salt-road/")
    assert "http://127.0.0.1:8000/low/?seen" not in html(client, "/dramas/salt-road/")


def test_nothing_is_said_of_what_is_not_there(client: Client) -> None:
    page = html(client, make_drama(slug="bare").get_absolute_url())
    assert "Content warnings" not in page
    assert ">Songs<" not in page


def test_the_scope_of_a_song_is_what_withholds_it(
    client: Client, drama: Drama, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: songs that are not asked with a scope are noticed."""
    monkeypatch.setattr(ScopedRows, "visible", lambda rows, seen: rows.all())
    assert "Her Funeral" in html(client, "/dramas/salt-road/")


def test_a_song_finds_its_drama_where_it_is_safe(drama: Drama) -> None:
    assert found("low tide") == {"drama: Salt Road"}
    assert found("funeral") == found("drowning") == set()


def test_a_song_of_two_dramas_that_become_one_keeps_the_wider_scope(drama: Drama) -> None:
    twin = make_drama("Salt Road again")
    twin.songs.create(title="Low Tide", singer="Harbour", spoils_through=3)
    twin.songs.create(title="New Song")
    merge(drama, twin)
    assert sorted(drama.songs.values_list("title", "spoils_through")) == [
        ("Her Funeral", 9),
        ("Low Tide", 3),
        ("New Song", 0),
    ]


# In the admin


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_staff("Editor"))
    return client


def refused(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("url", ["ftp://songs.example/a", "javascript:alert(1)", "songs"])
def test_an_address_that_is_none_is_refused(editor: Client, url: str) -> None:
    drama = make_drama()
    rows = {"songs-TOTAL_FORMS": "1", "songs-0-title": "Kept", "songs-0-url": url}
    page = refused(save_drama(editor, drama, **rows))
    assert "Enter a valid URL." in page
    assert 'value="Kept"' in page
    assert not Song.objects.exists()


@pytest.mark.parametrize(
    ("warnings", "words"),
    [("Drinking. ||12: a death", "hides nothing"), ("Spoilers ahead! He dies.", "it warns of spoilers")],
)
def test_a_warning_that_would_spoil_is_refused(editor: Client, warnings: str, words: str) -> None:
    drama = make_drama()
    page = refused(save_drama(editor, drama, content_warnings=warnings))
    assert words in page
    assert warnings in page
    drama.refresh_from_db()
    assert drama.content_warnings == ""


def test_what_is_right_is_stored(editor: Client) -> None:
    drama = make_drama()
    rows = {
        "songs-TOTAL_FORMS": "1",
        "songs-0-title": "Low Tide",
        "songs-0-spoils_through": "4",
        "songs-0-position": "0",
    }
    assert save_drama(editor, drama, content_warnings="Violence, ||12: a death||.", **rows).status_code == 302
    drama.refresh_from_db()
    assert drama.content_warnings == "Violence, ||12: a death||."
    assert Song.objects.get().spoils_through == 4
