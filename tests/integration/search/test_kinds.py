"""Every kind of page is found, by what readers call it; of each only what is public, and nothing that spoils."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from dramas.models import Drama
from reviews.models import Review
from reviewsite.jobs.models import Job
from reviewsite.search.models import SearchDoc
from reviewsite.search.query import search, suggest
from reviewsite.site.models import Page
from tests.factories import (
    make_drama,
    make_genre,
    make_person,
    make_review,
    make_series,
    make_tag,
    make_writer,
)
from tests.integration.search.finding import found
from tests.integration.upgrade import Upgrade

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def page(**fields: object) -> Page:
    defaults = {
        "title": "House rules",
        "slug": "rules",
        "body": "Be kind. ||7: zqhidden||",
        "is_public": True,
    }
    return Page.objects.create(**{**defaults, **fields})


def test_each_kind_is_found_and_suggested(client: Client) -> None:
    drama = make_drama("Salt Road", year=2019, genres=[make_genre("Maritime")])
    make_tag("Lighthouse", drama)
    text = make_review(headline="Ironwood", writers=[make_writer(display_name="Jo Marlowe")])
    make_series(text, title="Sea dramas", introduction="All of them wet.")
    page()
    for typed, kind, title, url in (
        ("maritime", "genre", "Maritime", "/genres/maritime/"),
        ("lighthouse", "tag", "Lighthouse", "/tags/lighthouse/"),
        ("2019", "year", "2019", "/years/2019/"),
        ("sea dramas", "series", "Sea dramas", "/series/"),
        ("marlowe", "writer", "Jo Marlowe", "/writers/jo-marlowe/"),
        ("house rules", "page", "House rules", "/pages/rules/"),
    ):
        first = search(typed).groups[0].found[0].row
        assert (first.kind, first.title, first.url[: len(url)]) == (kind, title, url)
        assert next((each.kind, each.title) for each in suggest(typed)) == (kind, title)
        assert client.get(url if kind != "series" else first.url).status_code == 200
    assert "series: Sea dramas" in found("wet")
    assert "page: House rules" in found("be kind")
    assert found("zqhidden") == set()


@pytest.mark.parametrize("typed", ["maritime", "1999", "1999s", "seafarers", "marlowe", "houserules"])
def test_nothing_is_found_of_what_is_not_public(typed: str) -> None:
    make_drama("Salt Road", year=1999, genres=[make_genre("Maritime")], public_from=None)
    draft = make_review(state=Review.State.DRAFT, writers=[make_writer(display_name="Jo Marlowe")])
    make_series(draft, title="Seafarers")
    page(title="Houserules", is_public=False)
    assert (search(typed).count, suggest(typed)) == (0, [])


def test_series_and_writers_come_and_go_with_their_texts() -> None:
    text = make_review(state=Review.State.DRAFT, writers=[make_writer(display_name="Jo Marlowe")])
    make_series(text, title="Sea dramas")
    text.publish(at=timezone.now() - dt.timedelta(minutes=1))
    assert (found("sea dramas"), found("marlowe") & {"writer: Jo Marlowe"}) == (
        {"series: Sea dramas"},
        {"writer: Jo Marlowe"},
    )
    text.publish(at=timezone.now() + dt.timedelta(days=1))
    assert found("sea dramas") | found("marlowe") == set()
    text.state = Review.State.RETIRED
    text.save()
    assert not SearchDoc.objects.filter(kind__in=["series", "writer"]).exists()


@pytest.mark.parametrize("way", ["set", "clear", "reverse"])
def test_a_genre_without_a_drama_is_not_found(way: str) -> None:
    genre = make_genre("Maritime")
    drama = make_drama("Salt Road", genres=[genre])
    assert "genre: Maritime" in found("maritime")
    if way == "set":
        drama.genres.set([])
    elif way == "clear":
        drama.genres.clear()
    else:
        genre.dramas.remove(drama)
    assert found("maritime") == set()


@pytest.mark.parametrize("typed", ["rom-com", "romcom", "rom com", "romantic comedy", "RomCom"])
def test_a_comedy_with_romance_is_a_rom_com(typed: str) -> None:
    romance, comedy = make_genre("Romance"), make_genre("Comedy")
    make_drama("Both", genres=[romance, comedy])
    make_drama("Sad", genres=[romance])
    assert found(typed) == {"drama: Both", "genre: Romance", "genre: Comedy"}
    make_genre("Romantic Comedy").dramas.add(Drama.objects.get(title="Both"))
    assert search(typed).groups[0].found[0].row.title == "Romantic Comedy"


def test_titles_are_found_by_their_initials() -> None:
    make_review(headline="Soldiers", drama=make_drama("Crash Landing on You"))
    make_drama("Reply 1988")
    make_drama("My Mister")
    for typed, title in (("CLOY", "Crash Landing on You"), ("r1988", "Reply 1988")):
        assert search(typed).groups[0].found[0].row.title == title
        assert suggest(typed)[0].title == title
    assert "review: Soldiers" in found("cloy")
    assert found("mm") == set()


@pytest.mark.parametrize(
    "typed", ["vincenzo song joong-ki", "song joongki vincenzo", "Vincenzo Song Joong Ki"]
)
def test_title_and_actor_find_the_drama(typed: str) -> None:
    him = make_person("Song Joong-ki", hangul="송중기")
    make_drama("Vincenzo", cast=[(him, "Vincenzo Cassano")])
    make_drama("Reborn Rich", cast=[(him, "Yoon Hyun-woo")])
    results = search(typed)
    assert (results.groups[0].found[0].row.title, results.left_out) == ("Vincenzo", ())
    assert suggest(typed)[0].title == "Vincenzo"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("사랑의 불시짝", "사랑의 불시착"),
        ("사랑의불시짝", "사랑의불시착"),
        ("이태원 클래스", "이태원 클라스"),
        ("미샹", "미생"),
    ],
)
def test_a_slip_in_a_title_in_hangul_is_mended(typed: str, meant: str) -> None:
    for title in ("사랑의 불시착", "이태원 클라스", "미생"):
        make_drama(title_ko=title)
    results = search(typed)
    assert results.groups[0].found[0].row.hangul.replace(" ", "") == meant.replace(" ", "")
    assert (results.corrected.replace(" ", ""), suggest(typed)[0].hangul) == (
        meant.replace(" ", ""),
        results.groups[0].found[0].row.hangul,
    )


@pytest.mark.slow
def test_the_first_suggestion_is_the_first_result(demo: None) -> None:
    """Whatever is typed, also what no name has, slips, Hangul half typed, and words that must be left out."""
    for typed in (
        "mis", "misaeng", "misaen", "CLOY", "tvn", "goblin", "gong yoo", "romance", "rom-com", "2019", "food", "hana",
        "임싱", "사랑의 불시차", "dlatldhks", "crash lnading", "lawyer", "misaeng ending explained", "about", "the sea",
    ):  # fmt: skip
        results = search(typed)
        first = next((group.found[0].row.title for group in results.groups if group.of.suggested), None)
        suggested = suggest(typed)
        assert [each.title for each in suggested][:1] == (
            [first] if first else [each.title for each in suggested][:1]
        )
        shown = {(each.row.kind, each.row.title) for group in results.groups for each in group.found}
        assert {(each.kind, each.title) for each in suggested} <= shown, typed


@pytest.mark.django_db(transaction=True)
def test_an_upgraded_site_indexes_again_what_is_found_in_other_ways(upgrade: Upgrade) -> None:
    make_drama("Salt Road", genres=[make_genre("Maritime")])
    SearchDoc.objects.filter(kind="genre").delete()

    upgrade(("search", "0006_whole_names_first"))
    assert Job.objects.filter(kind="search.rebuild", done_at=None).count() == 1
