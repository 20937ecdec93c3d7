"""The roles are there after every migration, complete, and what an owner adds to them stays."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection

from reviews.roles import ROLES, complete_roles

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def rights(role: str) -> set[str]:
    pairs = Group.objects.get(name=role).permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in pairs}


def complete(app: str) -> None:
    complete_roles(sender=apps.get_app_config(app), apps=apps, using=connection.alias)


def test_each_role_may_do_what_it_is_for() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
    assert {
        "reviews.add_review",
        "reviews.change_section",
        "images.add_image",
        "dramas.add_person",
    } <= rights("Writer")
    assert {"reviews.publish_review", "dramas.delete_drama", "accounts.view_auditentry"} <= rights("Editor")
    assert rights("Moderator")
    assert {right.split(".")[0] for right in rights("Moderator")} == {"comments"}


def test_no_role_has_more() -> None:
    assert not {right for right in rights("Writer") if "publish" in right or right.startswith("comments.")}
    assert not {right for right in rights("Writer") if right.startswith(("dramas.change", "dramas.delete"))}
    for role in ROLES:
        forbidden = ("auth.", "sessions.", "admin.", "otp_", "axes.", "jobs.", "contenttypes.")
        assert not {right for right in rights(role) if right.startswith(forbidden)}
        assert not {right for right in rights(role) if right.startswith("accounts.") and "view" not in right}


def test_a_migration_completes_what_is_missing_and_leaves_what_was_added() -> None:
    writer = Group.objects.get(name="Writer")
    before = rights("Writer")
    extra = Permission.objects.get(codename="change_genre")
    writer.permissions.remove(*writer.permissions.all()[:5])
    writer.permissions.add(extra)
    Group.objects.get(name="Editor").delete()
    call_command("migrate", verbosity=0)
    assert rights("Writer") == before | {"dramas.change_genre"}
    assert "reviews.publish_review" in rights("Editor")


def test_rights_of_an_app_that_comes_later_arrive_with_it() -> None:
    before = rights("Moderator")
    Permission.objects.filter(content_type__app_label="comments").delete()
    assert rights("Moderator") == set()
    complete("dramas")
    assert rights("Moderator") == set()
    complete("comments")
    assert rights("Moderator") == before


def test_completing_twice_changes_nothing() -> None:
    before = {role: rights(role) for role in ROLES}
    for app in ("reviews", "dramas", "images", "accounts", "comments"):
        complete(app)
        complete(app)
    assert {role: rights(role) for role in ROLES} == before
