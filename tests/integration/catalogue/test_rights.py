"""A writer mends what they made until readers see it; what they import changes nothing that is public."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from dramas.models import Credit, Drama, Genre, Network, Person
from dramas.models.names import is_name
from reviews.importer.pipeline import understand
from reviews.importer.publication import publish
from reviews.importer.writer import save_draft
from reviews.models import Review
from tests.factories import make_drama, make_genre, make_network, make_person, make_review, make_staff

pytestmark = pytest.mark.django_db

DOCUMENT = """Signal

Network: tvN
Genre: Thriller
Episodes: 16
Director: Kim Won-seok

Cast
Lee Je-hoon as Park Hae-young

Rating: 9/10

Review
It begins with a radio and goes on well, without a minute that is too long.
"""


def imported(writer: Any, text: str = DOCUMENT, **options: Any) -> Review:
    return save_draft(understand(text, "signal.txt").draft(), writer=writer, **options).review


def save_drama(client: Client, drama: Drama, **fields: Any) -> Any:
    """The drama's form as the browser has it, with these fields changed."""
    address = reverse("admin:dramas_drama_change", args=[drama.pk])
    context = client.get(address).context
    data: dict[str, Any] = {}
    for form in [
        context["adminform"].form,
        *(each for inline in context["inline_admin_formsets"] for each in inline.formset),
    ]:
        for bound in form:
            value = bound.value()
            data[bound.html_name] = "" if value is None else value
    for inline in context["inline_admin_formsets"]:
        for bound in inline.formset.management_form:
            data[bound.html_name] = bound.value()
    return client.post(address, {**data, "air_days": [], "air_time": "", **fields})


def test_an_import_as_draft_makes_nothing_public(client: Client) -> None:
    imported(make_staff("Writer"))
    for row in (Drama.objects.get(), *Person.objects.all(), Network.objects.get(), Genre.objects.get()):
        assert client.get(row.get_absolute_url()).status_code == 404
    for page in (
        "/dramas/",
        "/people/",
        "/networks/",
        "/genres/",
        "/sitemap-dramas.xml",
        "/sitemap-people.xml",
    ):
        assert "signal" not in client.get(page).content.decode().casefold()


def test_an_import_that_is_published_makes_its_drama_public(client: Client) -> None:
    publish(imported(None), override="A text for a test.")
    for row in (Drama.objects.get(), *Person.objects.all(), Network.objects.get(), Genre.objects.get()):
        assert client.get(row.get_absolute_url()).status_code == 200


def test_a_writer_mends_what_they_imported_until_it_is_public(client: Client) -> None:
    writer = make_staff("Writer")
    review = imported(writer)
    client.force_login(writer)
    drama = Drama.objects.get()
    credit = drama.credits.get(job=Credit.Job.CAST)
    place = next(n for n, each in enumerate(drama.credits.all()) if each == credit)
    fields = {"title": "Signal, mended", f"credits-{place}-character": "Park Hae-yeong", "state": "public"}

    assert save_drama(client, drama, **fields).status_code == 302

    drama.refresh_from_db()
    credit.refresh_from_db()
    assert (drama.title, credit.character) == ("Signal, mended", "Park Hae-yeong")
    assert not drama.is_public()  # only an editor says so

    for row in (drama, drama.credits.first().person, drama.networks.get(), drama.genres.get()):
        address = reverse(f"admin:dramas_{row._meta.model_name}_change", args=[row.pk])
        assert client.get(address).context["has_change_permission"]
    review.publish()
    for row in (drama, drama.credits.first().person, drama.networks.get(), drama.genres.get()):
        address = reverse(f"admin:dramas_{row._meta.model_name}_change", args=[row.pk])
        assert not client.get(address).context["has_change_permission"]
        assert client.post(address, {"title": "Hijacked", "name": "Hijacked"}).status_code == 403


def test_nobody_mends_what_another_writer_made(client: Client) -> None:
    imported(make_staff("Writer"))
    client.force_login(make_staff("Writer"))
    address = reverse("admin:dramas_drama_change", args=[Drama.objects.get().pk])
    assert client.post(address, {"title": "Mine"}).status_code == 403


def test_a_writer_s_import_adds_nothing_to_what_is_public() -> None:
    drama = make_drama("Signal", year=None, episodes=16, networks=[make_network("tvN")])
    review = imported(make_staff("Writer"))
    assert review.drama == drama
    assert (drama.genres.count(), drama.credits.count()) == (0, 0)


def test_an_editor_s_import_adds_what_the_catalogue_lacked() -> None:
    drama = make_drama("Signal", year=None, episodes=16, networks=[make_network("tvN")])
    assert imported(make_staff("Editor")).drama == drama
    assert [str(genre) for genre in drama.genres.all()] == ["Thriller"]


def test_an_editor_publishes_and_takes_back(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    drama = make_drama("Signal", state="draft")
    assert save_drama(client, drama, state="public").status_code == 302
    assert Client().get(drama.get_absolute_url()).status_code == 200
    assert save_drama(client, drama, state="draft").status_code == 302
    assert Client().get(drama.get_absolute_url()).status_code == 404


def test_a_drama_that_is_written_about_is_not_taken_back(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    drama = make_review().drama
    response = save_drama(client, drama, state="draft")
    assert "A published text is about it" in response.content.decode()
    assert Client().get(drama.get_absolute_url()).status_code == 200


def test_the_staff_sees_the_page_before_readers_do(client: Client) -> None:
    drama = make_drama("Signal", state="draft", cast=[(make_person("Lee Je-hoon"), "The profiler")])
    address = reverse("admin:dramas_drama_preview", args=[drama.pk])
    assert client.get(address).status_code == 302
    client.force_login(make_staff("Writer"))
    response = client.get(address)
    assert "The profiler" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_the_desk_tells_editors_what_is_new(client: Client) -> None:
    imported(make_staff("Writer", display_name="Jo"))
    client.force_login(make_staff("Editor"))
    desk = client.get("/admin/").content.decode()
    drama = Drama.objects.get()
    assert "New in the catalogue" in desk
    assert reverse("admin:dramas_drama_merge", args=[drama.pk]) in desk
    for row in (*Person.objects.all(), Network.objects.get(), Genre.objects.get()):
        assert reverse(f"admin:dramas_{row._meta.model_name}_change", args=[row.pk]) in desk

    client.force_login(make_staff("Writer"))
    assert "New in the catalogue" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "Release date)",
        "(Korea",
        "2016",
        "16 episodes",
        "70 min",
        "12.01.2020",
        "Genre:",
        "- Drama",
        "<b>tvN</b>",
        "...",
        "",
    ],
)
def test_what_is_evidently_no_name(text: str) -> None:
    assert not is_name(text)
    if text:
        for model in (Genre, Network):
            with pytest.raises(ValidationError):
                model(name=text, slug="x").full_clean()


@pytest.mark.parametrize(
    "text",
    [
        "KBS2",
        "1theK",
        "U+ Mobile TV",
        "Disney+",
        "tvN (Asia)",
        "Channel A",
        "O’live",
        "Rom-Com",
        "사극",
        "K-drama 2.0",
        "MBC Every1",
    ],
)
def test_what_may_be_a_name(text: str) -> None:
    assert is_name(text)
    make_genre(text, slug="x").full_clean()


def test_misread_lines_become_no_genre_and_no_network() -> None:
    draft = understand(DOCUMENT, "signal.txt").draft()
    misread = {"genres": ("Release date)", "Thriller"), "networks": ("tvN", "2016")}
    result = save_draft(replace(draft, values={**draft.values, **misread}))
    assert [str(genre) for genre in Genre.objects.all()] == ["Thriller"]
    assert [str(network) for network in Network.objects.all()] == ["tvN"]
    assert "“Release date)” is not a name and was left out." in result.notes
