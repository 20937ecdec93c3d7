"""Logging in and staying in: throttling, sessions, what the log says of it."""

import time
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import Client
from django.urls import reverse

from reviewsite.accounts.audit import FAILURES_NOTED
from reviewsite.accounts.models import AuditEntry, User
from tests.factories import make_writer

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough one"
LOGIN = "/admin/login/"


@pytest.fixture
def user() -> User:
    return User.objects.create_superuser("kim", display_name="kim", password=PASSWORD)


def log_in(password: str = PASSWORD, *, name: str = "kim", address: str = "192.0.2.7", **headers: str) -> Any:
    client = Client(REMOTE_ADDR=address, **headers)
    answer = client.post(LOGIN, {"username": name, "password": password, "next": "/admin/"})
    answer.browser = client
    return answer


def guess(times: int, **where: str) -> Any:
    answers = [log_in(f"wrong {number}", **where) for number in range(times)]
    return answers[-1]


# Throttling


def test_five_wrong_passwords_close_the_door_for_this_name_from_there(user: User) -> None:
    assert guess(4).status_code == 200
    assert guess(1).status_code == 429
    locked = log_in()
    assert locked.status_code == 429
    assert "Wait 15 minutes" in locked.content.decode()
    assert locked.headers["Retry-After"] == "900"


@pytest.mark.slow
def test_guessing_elsewhere_locks_no_known_browser_out(user: User) -> None:
    known = log_in().browser
    known.post(reverse("admin:logout"))
    for last in range(20):
        guess(6, address=f"203.0.113.{last}")
    assert known.post(LOGIN, {"username": "kim", "password": PASSWORD}).status_code == 302


def test_guessing_other_names_locks_nobody_out(user: User) -> None:
    guess(8, name="park")
    assert log_in().status_code == 302


def test_a_household_with_ipv6_has_one_address(user: User) -> None:
    for number in range(5):
        log_in("wrong", address=f"2001:db8:1:2::{number:x}")
    assert log_in(address="2001:db8:1:2:ffff::1").status_code == 429
    assert log_in(address="2001:db8:1:3::1").status_code == 302


def test_a_success_forgives_the_failures_before_it(user: User) -> None:
    guess(4)
    assert log_in().status_code == 302
    assert guess(4).status_code == 200


def test_names_that_exist_are_answered_like_those_that_do_not(user: User) -> None:
    for count in (1, 6):
        known, unknown = guess(count), guess(count, name="nobody")
        assert known.status_code == unknown.status_code
        assert _words(known) == _words(unknown)


def _words(answer: Any) -> str:
    page = answer.content.decode()
    return (
        page[page.index("<main") :].replace("kim", "").replace("nobody", "").split("csrfmiddlewaretoken")[0]
    )


def test_a_forwarded_address_counts_only_behind_our_own_proxy(user: User, settings: Any) -> None:
    for number in range(5):
        log_in("wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert log_in(HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429
    settings.BEHIND_PROXY = True
    assert log_in(HTTP_X_FORWARDED_FOR="192.0.2.7, 203.0.113.9").status_code == 302


# Passwords


def test_passwords_are_kept_with_argon2(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["reviewsite.accounts.hashers.Argon2"]
    stored = make_password(PASSWORD)
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password(PASSWORD, stored)
    assert not check_password(PASSWORD + "x", stored)


def test_a_changed_password_ends_the_sessions_elsewhere(user: User) -> None:
    here, elsewhere = log_in().browser, log_in(address="198.51.100.4").browser
    new = "another that is long enough"
    here.post(
        reverse("admin:password_change"),
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )
    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert AuditEntry.objects.filter(event="password_changed", about_id=str(user.pk)).count() == 1


# Sessions


@pytest.mark.parametrize("name", ["signed_in_at", "seen_at"])
@pytest.mark.parametrize(
    ("hours", "status"),
    [({"signed_in_at": 11.9, "seen_at": 1.9}, 200), ({"signed_in_at": 12.1, "seen_at": 2.1}, 302)],
)
def test_a_session_ends_after_twelve_hours_or_two_without_a_request(
    user: User, name: str, hours: dict[str, float], status: int
) -> None:
    client = log_in().browser
    session = client.session
    session[name] = int(time.time() - hours[name] * 3600)
    session.save()
    assert client.get("/admin/").status_code == status
    assert client.get("/admin/account/").status_code == status


def test_a_session_that_is_used_is_kept_alive(user: User) -> None:
    client = log_in().browser
    session = client.session
    session["seen_at"] = int(time.time()) - 3600
    session.save()
    client.get("/admin/")
    assert time.time() - client.session["seen_at"] < 60


def test_an_account_that_is_closed_is_out_at_once(user: User) -> None:
    client = log_in().browser
    user.is_active = False
    user.save()
    assert client.get("/admin/").status_code == 302


def test_cookies_are_the_admins_only(user: User) -> None:
    cookies = log_in().cookies
    assert {(cookie["path"], cookie["httponly"], cookie["samesite"]) for cookie in cookies.values()} == {
        ("/admin/", True, "Lax")
    }
    assert not Client().get("/").cookies


# The log


def test_logins_and_failures_are_logged_without_what_was_typed(user: User) -> None:
    log_in()
    guess(1)
    log_in(PASSWORD, name=PASSWORD)  # the password in the wrong field
    entries = list(AuditEntry.objects.values_list("event", "actor_name", "about", "detail", "address"))
    assert entries == [
        ("login_failed", "", "", "an unknown name", "192.0.2.0/24"),
        ("login_failed", "", "kim", "", "192.0.2.0/24"),
        ("new_device", "kim", "kim", "an unknown browser", "192.0.2.0/24"),
        ("login", "kim", "", "", "192.0.2.0/24"),
    ]


def test_a_flood_of_failures_does_not_fill_the_log(user: User) -> None:
    for number in range(FAILURES_NOTED + 10):
        log_in("wrong", name=f"name{number}", address=f"192.0.2.{number}")
    assert AuditEntry.objects.count() == FAILURES_NOTED


def test_the_log_is_only_ever_added_to(user: User) -> None:
    log_in()
    entry = AuditEntry.objects.get(event="login")
    entry.about = "something else"
    for change in (entry.save, entry.delete, AuditEntry.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        AuditEntry.objects.update(about="something else")


def test_an_account_that_is_deleted_stays_in_the_log(user: User) -> None:
    log_in()
    user.delete()
    assert AuditEntry.objects.get(event="login").actor_name == "kim"
    administrator = Client()
    administrator.force_login(make_writer(is_superuser=True))
    assert "kim" in administrator.get(reverse("admin:accounts_auditentry_changelist")).content.decode()


def test_a_change_of_role_is_logged_with_before_and_after(user: User) -> None:
    administrator = log_in().browser
    other = make_writer("park")
    administrator.post(
        reverse("admin:accounts_user_change", args=[other.pk]),
        {
            "username": "park",
            "is_active": "on",
            "is_staff": "on",
            "is_superuser": "on",
            "date_joined_0": "2026-01-01",
            "date_joined_1": "00:00:00",
        },
    )
    entry = AuditEntry.objects.get(event="role_changed")
    assert (entry.actor_name, entry.about) == ("kim", "park")
    assert entry.detail == "is_active, is_staff → is_active, is_staff, is_superuser"


# One's own account


def test_the_time_zone_of_the_account_is_the_admins(user: User) -> None:
    client = log_in().browser
    fields = {"display_name": "Kim", "bio": "", "time_zone": "Pacific/Auckland"}
    assert client.post(reverse("admin:account"), fields).status_code == 302
    user.refresh_from_db()
    assert (user.byline, user.time_zone) == ("Kim", "Pacific/Auckland")
    refused = client.post(reverse("admin:account"), {**fields, "time_zone": "Moon/Base"})
    assert "Select a valid choice" in refused.content.decode()


def test_ones_own_account_gives_no_rights(user: User) -> None:
    writer = make_writer("park")
    client = Client()
    client.force_login(writer)
    client.post(reverse("admin:account"), {"is_superuser": "on", "username": "root", "display_name": "P"})
    writer.refresh_from_db()
    assert (writer.username, writer.is_superuser, writer.display_name) == ("park", False, "P")
