"""Guessing one account's password from many addresses is slowed, and nobody is locked out."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviewsite.accounts import name_limit
from reviewsite.accounts.models import LoginFailures, User
from tests.integration.accounts.test_two_factor import enrol

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough one"
LOGIN = "/admin/login/"


@pytest.fixture
def user() -> User:
    return User.objects.create_superuser("kim", password=PASSWORD)


def log_in(client: Client, password: str = PASSWORD, name: str = "kim") -> Any:
    return client.post(LOGIN, {"username": name, "password": password, "next": "/admin/"})


def attack(name: str = "kim", tries: int = name_limit.FREE_TRIES) -> None:
    for number in range(tries):
        log_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), f"wrong {number}", name)


def let_pass(**time: float) -> None:
    for row in LoginFailures.objects.all():
        LoginFailures.objects.filter(pk=row.pk).update(last_at=row.last_at - dt.timedelta(**time))


def test_the_first_tries_are_free(user: User) -> None:
    attack(tries=name_limit.FREE_TRIES - 1)
    assert log_in(Client()).status_code == 302


def test_then_a_new_browser_at_a_new_address_waits(user: User) -> None:
    attack(tries=name_limit.FREE_TRIES + 5)
    LoginFailures.objects.update(count=name_limit.FREE_TRIES + 5)
    answer = log_in(Client(REMOTE_ADDR="192.0.2.7"))
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 32
    assert "seconds, then try again" in answer.content.decode()
    let_pass(seconds=32)
    assert log_in(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302


def test_each_wrong_try_doubles_the_wait_up_to_a_quarter_of_an_hour(user: User) -> None:
    now = timezone.now()
    row = LoginFailures.objects.create(name_hash=name_limit._hash("kim"), last_at=now)
    waits = []
    for count in range(name_limit.FREE_TRIES - 1, name_limit.FREE_TRIES + 13):
        LoginFailures.objects.filter(pk=row.pk).update(count=count)
        waits.append(name_limit.seconds_to_wait("kim", now))
    assert waits == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_what_is_refused_makes_nobody_wait_longer(user: User) -> None:
    attack()
    LoginFailures.objects.update(count=name_limit.FREE_TRIES + 9, last_at=timezone.now())
    before = LoginFailures.objects.get()
    attack(tries=3)
    after = LoginFailures.objects.get()
    assert (after.count, after.last_at) == (before.count, before.last_at)


def test_a_browser_that_was_in_before_never_waits(user: User) -> None:
    known = Client()
    log_in(known)
    known.post(reverse("admin:logout"))
    attack(tries=name_limit.FREE_TRIES + 5)
    LoginFailures.objects.update(count=1000, last_at=timezone.now())
    assert log_in(known, "mistyped").status_code == 200
    assert log_in(known).status_code == 302


def test_the_right_password_and_code_are_never_kept_out(user: User) -> None:
    phone = Client()
    phone.force_login(user)
    codes = enrol(phone, user)
    attack()
    LoginFailures.objects.update(count=1000, last_at=timezone.now())
    fresh = Client(REMOTE_ADDR="192.0.2.7")
    assert log_in(fresh, "wrong").status_code == 429
    assert log_in(fresh).status_code == 302
    assert fresh.post(reverse("admin:two_factor_verify"), {"code": codes[0]}).status_code == 302
    assert fresh.get("/admin/account/").status_code == 200


def test_names_that_exist_and_right_passwords_are_answered_like_all_others(user: User) -> None:
    attack()
    attack("nobody")
    LoginFailures.objects.update(count=name_limit.FREE_TRIES + 9, last_at=timezone.now())
    answers = [
        log_in(Client(REMOTE_ADDR="192.0.2.7"), password, name)
        for password, name in ((PASSWORD, "kim"), ("wrong", "kim"), ("wrong", "nobody"))
    ]
    assert len({(answer.status_code, answer.headers["Retry-After"]) for answer in answers}) == 1
    assert len({answer.content for answer in answers}) == 1


def test_after_a_day_all_is_forgotten(user: User) -> None:
    attack()
    let_pass(hours=25)
    assert log_in(Client()).status_code == 302
    attack("park", 1)
    assert LoginFailures.objects.count() == 1


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000, "ｋｉｍ", "kim\0", " kim "])
def test_odd_names_are_no_way_around(user: User, name: str) -> None:
    for _time in range(2):
        assert log_in(Client(), "wrong", name).status_code == 200
    assert LoginFailures.objects.count() <= 1


def test_the_same_name_in_another_width_is_the_same_name(user: User) -> None:
    attack("ｋｉｍ")
    LoginFailures.objects.update(last_at=timezone.now(), count=100)
    assert log_in(Client()).status_code == 429
