"""The second step of logging in."""

import re
import time
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from reviewsite.accounts import two_factor
from reviewsite.accounts.models import AuditEntry
from tests.factories import make_review, make_writer

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough one"


@pytest.fixture
def user() -> Any:
    user = make_writer("kim", is_superuser=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def code_of(user: Any, *, steps_from_now: int = 0) -> str:
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * steps_from_now
    return f"{totp.token():06d}"


def log_in(client: Client, password: str = PASSWORD) -> Any:
    return client.post(reverse("admin:login"), {"username": "kim", "password": password})


def enrol(client: Client, user: Any) -> list[str]:
    """Set up the app as `user`, who is signed in; the recovery codes."""
    client.get(reverse("admin:two_factor_enrol"))
    page = client.post(reverse("admin:two_factor_enrol"), {"code": code_of(user)}).content.decode()
    return re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", page)


@pytest.fixture
def enrolled(client: Client, user: Any) -> tuple[Client, list[str]]:
    """Another browser of a user who has set up the second step, after the password; and the recovery codes."""
    client.force_login(user)
    codes = enrol(client, user)
    fresh = Client()
    assert log_in(fresh).status_code == 302
    return fresh, codes


def verify(client: Client, code: str) -> Any:
    return client.post(reverse("admin:two_factor_verify"), {"code": code, "next": reverse("admin:account")})


def test_without_an_app_the_password_is_enough(client: Client, user: Any) -> None:
    assert log_in(client).headers["Location"] == reverse("admin:index")
    assert client.get(reverse("admin:index")).status_code == 200


def test_enrolling_shows_ten_codes_once_and_keeps_their_digests_only(client: Client, user: Any) -> None:
    client.force_login(user)
    codes = enrol(client, user)
    stored = set(two_factor.StaticToken.objects.values_list("token", flat=True))
    assert len(set(codes)) == len(stored) == 10
    assert not {code.replace("-", "") for code in codes} & stored
    assert codes[0] not in client.get(reverse("admin:two_factor")).content.decode()
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_wrong_code_sets_up_nothing(client: Client, user: Any) -> None:
    client.force_login(user)
    client.get(reverse("admin:two_factor_enrol"))
    page = client.post(reverse("admin:two_factor_enrol"), {"code": "000000"}).content.decode()
    assert "This code is wrong" in page
    assert two_factor.app_of(user) is None


@pytest.mark.parametrize(
    "address",
    ["/admin/", "/admin/account/", "/admin/two-factor/", "/admin/reviews/review/", "/admin/password_change/"],
)
def test_the_password_alone_opens_nothing(enrolled: tuple[Client, list[str]], address: str) -> None:
    response = enrolled[0].get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("admin:two_factor_verify"))


def test_the_password_alone_posts_nothing(enrolled: tuple[Client, list[str]]) -> None:
    client, _codes = enrolled
    make_review(headline="A kept secret")
    for address in ("/admin/markdown/preview/", "/admin/two-factor/turn-off/", "/admin/reviews/review/add/"):
        assert client.post(address, {"content": "x", "code": "1"}).status_code == 403
    assert client.get("/admin/two-factor/qr.svg").status_code == 404


def test_the_code_of_the_app_opens_the_door_once(enrolled: tuple[Client, list[str]], user: Any) -> None:
    client, _codes = enrolled
    code = code_of(user, steps_from_now=1)  # the present one was used to set it up
    assert verify(client, code).headers["Location"] == reverse("admin:account")
    assert client.get(reverse("admin:account")).status_code == 200
    other = Client()
    log_in(other)
    assert verify(other, code).status_code == 200
    assert other.get(reverse("admin:account")).status_code == 302


def test_a_used_code_does_not_set_up_and_open(enrolled: tuple[Client, list[str]], user: Any) -> None:
    assert "used before" in verify(enrolled[0], code_of(user)).content.decode()


@pytest.mark.parametrize("written", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_recovery_code_opens_the_door_once(
    enrolled: tuple[Client, list[str]], user: Any, written: Any
) -> None:
    client, codes = enrolled
    assert verify(client, written(codes[3])).status_code == 302
    assert "9 recovery codes are left." in client.get(reverse("admin:account")).content.decode()
    other = Client()
    log_in(other)
    assert verify(other, codes[3]).status_code == 200
    assert AuditEntry.objects.filter(event="recovery_code_used", actor=user).count() == 1


def test_after_a_wrong_code_the_next_must_wait(enrolled: tuple[Client, list[str]], user: Any) -> None:
    client, _codes = enrolled
    for _time in range(3):
        verify(client, "123456")
    assert verify(client, code_of(user, steps_from_now=1)).status_code == 200
    assert client.get(reverse("admin:account")).status_code == 302


def test_the_session_has_a_new_key_after_the_second_step(enrolled: tuple[Client, list[str]]) -> None:
    client, codes = enrolled
    before = client.session.session_key
    verify(client, codes[0])
    assert client.session.session_key != before


def test_the_second_step_leads_to_no_other_site(enrolled: tuple[Client, list[str]]) -> None:
    client, codes = enrolled
    answer = client.post(
        reverse("admin:two_factor_verify"), {"code": codes[0], "next": "https://evil.example/"}
    )
    assert answer.headers["Location"] == reverse("admin:index")


def test_turning_off_after_a_code(enrolled: tuple[Client, list[str]], user: Any) -> None:
    client, codes = enrolled
    verify(client, codes[0])
    client.post(reverse("admin:two_factor_off"))
    assert two_factor.app_of(user) is None


def test_new_codes_make_the_old_ones_void(enrolled: tuple[Client, list[str]], user: Any) -> None:
    client, codes = enrolled
    verify(client, codes[0])
    page = client.post(reverse("admin:two_factor_codes")).content.decode()
    fresh = re.findall(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}", page)
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    assert two_factor.verify(user, fresh[0])


def test_who_has_an_app_cannot_set_up_another_with_the_password_alone(
    enrolled: tuple[Client, list[str]], user: Any
) -> None:
    client, _codes = enrolled
    assert client.get(reverse("admin:two_factor_enrol")).status_code == 302
    assert client.post(reverse("admin:two_factor_enrol"), {"code": code_of(user)}).status_code == 302
    assert TOTPDevice.objects.filter(user=user).count() == 1


def test_where_it_is_required_the_first_login_sets_it_up(client: Client, user: Any, settings: Any) -> None:
    settings.STAFF_TWO_FACTOR = "required"
    assert log_in(client).status_code == 302
    answer = client.get(reverse("admin:reviews_review_changelist"))
    assert answer.headers["Location"].startswith(reverse("admin:two_factor_enrol"))
    assert client.get(reverse("admin:two_factor_enrol")).status_code == 200
    assert client.get(reverse("admin:two_factor_qr")).headers["Content-Type"] == "image/svg+xml"
    enrol(client, user)
    assert client.get(reverse("admin:reviews_review_changelist")).status_code == 200


def test_the_qr_code_is_gone_once_the_app_is_set_up(client: Client, user: Any) -> None:
    client.force_login(user)
    enrol(client, user)
    assert client.get(reverse("admin:two_factor_qr")).status_code == 404


def test_an_administrator_forgets_the_lost_phone_of_somebody(
    enrolled: tuple[Client, list[str]], user: Any
) -> None:
    administrator = Client()
    administrator.force_login(make_writer(is_superuser=True))
    administrator.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "forget_two_factor", "_selected_action": [user.pk]},
    )
    assert enrolled[0].get(reverse("admin:account")).status_code == 200


def test_the_command_forgets_the_lost_phone_of_the_only_administrator(
    enrolled: tuple[Client, list[str]], user: Any
) -> None:
    call_command("reset_two_factor", "kim")
    assert two_factor.app_of(user) is None
    assert two_factor.codes_left(user) == 0
