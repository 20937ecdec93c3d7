"""Who changes a picture by which way: every role, entrance and place, with controls that go red."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from dramas.models import Credit, Drama
from reviews.importer.pipeline import understand
from reviews.importer.writer import save_draft
from reviewsite.images import uses
from reviewsite.images.models import Image
from reviewsite.search.index import indexing_at_the_end
from tests.factories import make_drama, make_staff, make_writer
from tests.integration.writing.form_page import posted_by
from tests.quick_client import QuickClient
from tests.security.privilege_pictures import (
    ENTRANCES,
    PLACES,
    Shown,
    by_deleting,
    by_deleting_many,
    may_change,
    show,
    state_of,
)
from tests.thoroughness import sample

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "deactivated", "moderator", "writer", "editor", "superuser")
TEXT = (Path(__file__).parents[1] / "data" / "documents" / "the_last_ferry.txt").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def people() -> dict[str, Any]:
    with indexing_at_the_end():
        return {
            "deactivated": make_staff("Editor", is_active=True),
            "moderator": make_staff("Moderator"),
            "writer": make_staff("Writer"),
            "editor": make_staff("Editor"),
            "superuser": make_writer(is_superuser=True),
            "other": make_staff("Writer"),
        }


def client_of(role: str, people: dict[str, Any], kind: type[Client] = Client) -> Client:
    client = kind()
    if role in people:
        client.force_login(people[role])
    if role == "deactivated":
        people[role].is_active = False
        people[role].save()
    return client


def places_for(role: str) -> list[str]:
    """Where the role is asked about pictures: to roles that may change all or nothing every place is alike."""
    return list(PLACES) if role == "writer" else sample(PLACES, one_in=4)


def wrong_cells(role: str, people: dict[str, Any], places: list[str]) -> list[str]:
    """Every entrance to a picture at each place, asked by one role: what was changed although it may not be, or
    the reverse."""
    client, wrong = client_of(role, people, QuickClient), []
    for place in places:
        # To the other roles all pictures are somebody else's.
        for own in (True, False) if role == "writer" else (True,):
            with undone():
                shown = show(place, people["writer" if own else "other"], people["writer"])
                before = state_of(shown)
                for name, enter in ENTRANCES.items():
                    with undone():
                        enter(client, shown)
                        changed = state_of(shown) != before
                    if changed != may_change(role, place, own=own):
                        wrong.append(f"{role} {name}: {'own' if own else 'other'} picture, {place}")
    return wrong


@contextmanager
def undone() -> Iterator[None]:
    """What the block writes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# A superuser passes every question of rights, as an editor does here.
@pytest.mark.parametrize("role", ROLES[:-1])
def test_only_who_may_change_all_that_shows_a_picture_changes_it(role: str, people: dict[str, Any]) -> None:
    assert wrong_cells(role, people, places_for(role)) == []


def test_control_a_place_that_nobody_registered_is_noticed(
    people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uses, "_finders", [])
    places = sample(sorted(PLACES.keys() - {"nowhere", "own draft", "own face"}), one_in=4)
    wrong = wrong_cells("writer", people, places)
    assert places
    for name in ENTRANCES:
        for place in places:
            assert f"writer {name}: own picture, {place}" in wrong


@pytest.mark.parametrize("place", ["nowhere", "published", "poster"])
def test_editors_delete_pictures(place: str, people: dict[str, Any]) -> None:
    shown = show(place, people["writer"], people["writer"])
    deleted = set()
    for role, enter in itertools.product(ROLES, (by_deleting, by_deleting_many)):
        with undone():
            enter(client_of(role, people), shown)
            if Image.objects.get(pk=shown.image.pk).deleted_at:
                deleted.add((role, enter))
    assert deleted == set(itertools.product(("editor", "superuser"), (by_deleting, by_deleting_many)))


def test_a_key_in_an_own_text_gives_the_right_to_see(people: dict[str, Any]) -> None:
    shown = show("nowhere", people["other"], people["writer"])
    page = client_of("writer", people).get(reverse("admin:images_image_change", args=[shown.image.pk]))
    assert page.status_code == 200
    assert "zqwas" in page.content.decode()
    assert "_save" not in page.content.decode()


def test_a_key_behind_an_entity_hides_no_use(people: dict[str, Any]) -> None:
    """Else a writer could keep the right to what an editor published."""
    image = Image.objects.create(
        key="4f9c21ab07d3", file="a.webp", width=1, height=1, uploaded_by=people["writer"]
    )
    from reviewsite.images.pictures import pictures_for

    assert list(pictures_for([image.markdown])) == [image.key]
    assert pictures_for(["![](image:4f9&#99;21ab07d3)"]) == {}


@pytest.mark.parametrize("field", ["poster", "hero"])
def test_nobody_makes_a_picture_public_that_they_may_not_see(field: str, people: dict[str, Any]) -> None:
    secret = Image.objects.create(caption="zqsecret", uploaded_by=people["other"])
    own = Image.objects.create(uploaded_by=people["writer"])
    client = client_of("writer", people)
    model = {"poster": "dramas_drama", "hero": "reviews_review"}[field]
    answers = {}
    for image in (secret, own):
        answer = client.post(reverse(f"admin:{model}_add"), {field: image.pk})
        answers[image.pk] = field in answer.context["adminform"].form.errors
    assert answers == {secret.pk: True, own.pk: False}


# The catalogue by a re-import


def import_by(client: Client, text: str) -> Any:
    address = reverse("admin:reviews_review_import")
    page = client.post(address, {"text": text}).content.decode()
    return client.post(address, {**posted_by(page, form_id=""), "save": "1"}, follow=True)


@pytest.mark.parametrize(("role", "changes"), [("writer", False), ("editor", True), ("superuser", True)])
def test_an_import_changes_a_drama_only_for_who_may_edit_it(
    role: str, changes: bool, people: dict[str, Any]
) -> None:
    drama = make_drama("The Last Ferry", year=2021, episodes=None)
    before = facts_of(drama)
    page = import_by(client_of(role, people), TEXT)
    assert drama.reviews.count() == 1
    assert (facts_of(drama) != before) is changes
    assert ("An editor could add: " in page.content.decode()) is not changes


def facts_of(drama: Drama) -> Any:
    drama.refresh_from_db()
    return (
        {
            field.name: getattr(drama, field.attname)
            for field in Drama._meta.fields
            if field.name != "updated_at"
        },
        Credit.objects.filter(drama=drama).count(),
        drama.genres.count(),
        drama.broadcasts.count(),
        drama.alternative_titles.count(),
    )


def test_the_command_line_fills_the_catalogue() -> None:
    drama = make_drama("The Last Ferry", year=2021, episodes=None)
    save_draft(understand(TEXT).draft())
    assert drama.credits.exists()


def test_control_a_picture_is_told_from_others(people: dict[str, Any]) -> None:
    """`state_of` sees what each entrance changes: else the table would be right about anything."""
    for name, enter in ENTRANCES.items():
        shown: Shown = show("nowhere", people["other"], people["writer"])
        before = state_of(shown)
        enter(client_of("superuser", people), shown)
        assert state_of(shown) != before, name
