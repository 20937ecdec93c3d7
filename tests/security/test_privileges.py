"""The privilege matrix: every role at every door, with its own things and other people's, in every state."""

import copy
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import clear_url_caches, path, reverse
from pytest_django import DjangoDbBlocker

from reviews.models import Review
from reviewsite.urls import urlpatterns
from tests.security.privilege_matrix import NOTHING, Matrix, found_in, granted, routes
from tests.security.privilege_table import ACTIONS, AUTOCOMPLETE, NOBODY, ROWS, Row, everything
from tests.security.privilege_world import ROLES, PrivilegeWorld, build
from tests.security.routes import Route
from tests.security.test_spoiler_walk import whole_answer
from tests.thoroughness import rounds, sample

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[PrivilegeWorld]:
    """Built once: what a test changes is rolled back to this, and at the end to nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built: PrivilegeWorld, db: None, tmp_path: Path, settings: Any) -> PrivilegeWorld:
    """With bare pages for what is refused: the real ones name the latest reviews, and cost more than all the rest."""
    for status in (400, 403, 404):
        (tmp_path / f"{status}.html").write_text("refused")
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
    return copy.deepcopy(built)


# The table itself


def test_every_route_has_a_row() -> None:
    names = {route.name for route in routes()}
    undecided, gone = sorted(names - set(ROWS)), sorted(set(ROWS) - names)
    assert not undecided, f"no row in the table for {undecided}"
    assert not gone, f"no route for {gone}"


def test_every_action_has_a_row() -> None:
    named = {
        (model._meta.label_lower, name)
        for model, model_admin in admin.site._registry.items()
        for _function, name, _words in model_admin._get_base_actions()  # type: ignore[attr-defined]
    }
    assert sorted(named ^ set(ACTIONS)) == []


def test_every_model_that_completes_itself_has_a_row() -> None:
    assert (
        sorted({field.related_model._meta.label_lower for field in completing_fields()} - set(AUTOCOMPLETE))
        == []
    )


# The walks


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_is_its_own_and_nothing_else(world: PrivilegeWorld, role: str) -> None:
    matrix = Matrix(world, role)
    # To guests and accounts that were closed no page behaves otherwise than to anybody; a superuser may all.
    asked = sample(routes(), one_in=2) if role in {"guest", "deactivated", "superuser"} else routes()
    for route in asked:
        matrix.walk(route, ROWS[route.name])
    for model, action in ACTIONS:
        for thing in world.things[model.partition(".")[2]]:
            matrix.act(model, action, thing)
    for field in completing_fields():
        kind, rights = AUTOCOMPLETE[field.related_model._meta.label_lower]
        for thing in world.things[kind]:
            matrix.complete(field, thing, role in rights and rights[role](thing))
    assert not matrix.wrong, "\n".join(matrix.wrong)
    # Times seven roles; those who are denied most have most.
    assert matrix.cells >= rounds(600, 2_000)


def completing_fields() -> list[Any]:
    """Each field of any model that leads to what has an admin page: the address takes all of them."""
    return [
        field
        for model in admin.site._registry
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model in admin.site._registry
        and admin.site._registry[field.related_model].search_fields  # type: ignore[index]
    ]


# By other ways


def test_odd_ways_of_writing_an_address_open_nothing(world: PrivilegeWorld) -> None:
    hidden = [thing for thing in world.things["review"] if not thing.own and thing.state != "published"]
    for role, thing in itertools.product(["anonymous", "moderator", "writer"], hidden):
        client = world.client(role)
        base = f"/admin/reviews/review/{thing.pk}"
        for address in (
            f"{base}/change", f"{base}//change/", f"//admin/reviews/review/{thing.pk}/change/", f"{base}%2Fchange/",
            f"{base.upper()}/CHANGE/", f"{base}/change/.", f"{base}/change/;x.css", f"{base}/change/x.css",
            f"/admin/reviews/review/./{thing.pk}/change/", f"{base}/change/?_popup=1", f"{base}/change/?_to_field=slug",
            f"/admin/reviews/review/{thing.pk}_2F/change/", f"{base}/preview", f"{base}/preview/?seen=all", base,
        ):  # fmt: skip
            answer = whole_answer(client.get(address, follow=False))
            assert found_in(thing.words, answer) == [], address


LOOKUPS = {
    "reviews_review": [
        "headline__startswith", "created_by__email__startswith", "writers__password__startswith",
        "source_document__text__contains", "sections__body__contains", "comments__email__contains", "slug",
    ],
    "accounts_user": ["password__startswith", "email__startswith", "groups__user__password__startswith"],
    "images_image": ["uploaded_by__password__startswith", "caption__contains"],
    "dramas_drama": ["reviews__headline__startswith", "reviews__sections__body__contains"],
    "dramas_person": ["mentions__review__headline__startswith"],
    "comments_comment": ["email__startswith", "address_hash__startswith", "review__sections__body__contains"],
}  # fmt: skip


def test_lists_are_filtered_by_what_they_offer_only(world: PrivilegeWorld) -> None:
    for role, (model, names) in itertools.product(["writer", "editor", "superuser"], LOOKUPS.items()):
        client = world.client(role)
        for lookup in names:
            response = client.get(reverse(f"admin:{model}_changelist"), {lookup: "zq"})
            assert response.status_code in {302, 400, 403}, (model, lookup)
            assert response.status_code != 302 or "e=1" in response.headers["Location"], (model, lookup)


@pytest.mark.both_databases
def test_every_page_of_the_admin_is_never_cached(world: PrivilegeWorld) -> None:
    matrix = Matrix(world, "superuser")
    cached = []
    for route in routes():
        if route.pattern.startswith("/admin/") and granted(
            response := matrix._request(
                route, ROWS[route.name], "GET", (world.things.get(ROWS[route.name].thing) or [NOTHING])[0]
            )[0]
        ):
            directives = response.headers.get("Cache-Control", "")
            if not ("no-store" in directives and "private" in directives):
                cached.append(f"{route.name}: {directives}")
    assert cached == []


# The controls: the matrix goes red


def test_a_route_without_a_row_is_noticed() -> None:
    urlpatterns.append(path("admin/new/", _open_door, name="new_door"))
    try:
        with pytest.raises(AssertionError, match="new_door"):
            test_every_route_has_a_row()
    finally:
        urlpatterns.pop()


def test_a_door_left_open_is_noticed(world: PrivilegeWorld) -> None:
    route = Route("open", "/admin/open/<path:object_id>/")
    urlpatterns.insert(0, path("admin/open/<path:object_id>/", _open_door))
    clear_url_caches()
    try:
        for role in ("anonymous", "writer"):
            matrix = Matrix(world, role)
            matrix.walk(route, Row("review", get=NOBODY, post=NOBODY))
            wrong = "\n".join(matrix.wrong)
            assert "GET open other draft review: must not, but 200" in wrong
            assert "GET open tells ['zqotherdraftheadline']" in wrong
            assert "POST open other draft review: something was changed" in wrong
    finally:
        urlpatterns.pop(0)
        clear_url_caches()


def test_a_page_that_shows_nothing_to_who_may_see_is_noticed(world: PrivilegeWorld) -> None:
    """Else a page that is empty for everybody would prove that it leaks to nobody."""
    matrix = Matrix(world, "superuser")
    row = Row("review", get={"superuser": everything}, post={"superuser": everything})
    matrix.walk(Route("admin:index", "/admin/"), row)
    assert any("shows nothing of" in line for line in matrix.wrong)


def _open_door(request: HttpRequest, object_id: str = "") -> HttpResponse:
    if request.method == "POST":
        Review.objects.filter(pk=object_id).update(state="published")
    return HttpResponse(Review.objects.get(pk=object_id).headline)
