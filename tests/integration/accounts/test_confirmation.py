"""What changes how somebody logs in asks again who is there, and is mailed to the owner of the account."""

import time

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from reviewsite.accounts import two_factor
from reviewsite.accounts.confirmation import CONFIRMED_AT, CONFIRMED_FOR
from reviewsite.accounts.models import User
from reviewsite.mail.models import Mail
from tests.integration.accounts.test_two_factor import code_of, enrol

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough one"
CONFIRM = "/admin/account/confirm/"


@pytest.fixture
def user() -> User:
    return User.objects.create_superuser(
        "kim", display_name="kim", email="kim@example.org", password=PASSWORD
    )


@pytest.fixture
def client(user: User) -> Client:
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0")
    client.post(reverse("admin:login"), {"username": "kim", "password": PASSWORD})
    Mail.objects.all().delete()
    return client


def wait(client: Client, seconds: int = CONFIRMED_FOR) -> None:
    """Let so many seconds pass since the last code or password."""
    session = client.session
    session[CONFIRMED_AT] = int(time.time()) - seconds
    session.save()


def subjects() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("subject", flat=True))


@pytest.mark.parametrize(
    ("method", "name"),
    [
        ("get", "two_factor_enrol"),
        ("post", "two_factor_enrol"),
        ("get", "two_factor_qr"),
        ("post", "two_factor_off"),
        ("post", "two_factor_codes"),
    ],
)
def test_each_way_to_change_it_asks_again(client: Client, user: User, method: str, name: str) -> None:
    wait(client)
    address = reverse(f"admin:{name}")
    answer = getattr(client, method)(address)
    back = address if method == "get" else reverse("admin:two_factor")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{CONFIRM}?next={back.replace('/', '%2F')}"
    assert not TOTPDevice.objects.exists()


def test_within_the_last_minutes_nothing_is_asked(client: Client) -> None:
    wait(client, CONFIRMED_FOR - 30)
    assert client.get(reverse("admin:two_factor_enrol")).status_code == 200


def test_the_password_confirms_where_there_is_no_app(client: Client) -> None:
    wait(client)
    wrong = client.post(CONFIRM, {"password": "another long one", "next": "/admin/two-factor/set-up/"})
    assert "This is not your password." in wrong.content.decode()
    assert client.get(reverse("admin:two_factor_enrol")).status_code == 302
    right = client.post(CONFIRM, {"password": PASSWORD, "next": "/admin/two-factor/set-up/"})
    assert right.headers["Location"] == "/admin/two-factor/set-up/"
    assert client.get(reverse("admin:two_factor_enrol")).status_code == 200


def test_with_an_app_only_a_code_confirms(client: Client, user: User) -> None:
    codes = enrol(client, user)
    wait(client)
    client.post(CONFIRM, {"password": PASSWORD})
    client.post(reverse("admin:two_factor_off"))
    assert two_factor.app_of(user) is not None
    client.post(CONFIRM, {"code": codes[0]})
    client.post(reverse("admin:two_factor_off"))
    assert two_factor.app_of(user) is None


def test_guessing_the_password_there_is_throttled_like_the_login(client: Client) -> None:
    wait(client)
    for number in range(5):
        answer = client.post(CONFIRM, {"password": f"wrong {number}"})
    assert answer.status_code == 429
    assert client.post(CONFIRM, {"password": PASSWORD}).status_code == 429


def test_it_leads_to_no_other_site(client: Client) -> None:
    answer = client.post(CONFIRM, {"password": PASSWORD, "next": "https://evil.example/"})
    assert answer.headers["Location"] == reverse("admin:account")


def test_an_administrator_confirms_before_turning_off_somebody_elses(client: Client, user: User) -> None:
    other = User.objects.create_user("park", email="park@example.org", is_staff=True)
    TOTPDevice.objects.create(user=other, name="app", confirmed=True)
    data = {"action": "forget_two_factor", "_selected_action": [other.pk]}
    wait(client)
    client.post(reverse("admin:accounts_user_changelist"), data)
    assert two_factor.app_of(other) is not None
    client.post(CONFIRM, {"password": PASSWORD})
    client.post(reverse("admin:accounts_user_changelist"), data)
    assert two_factor.app_of(other) is None
    assert Mail.objects.get().to == "park@example.org"


def test_the_owner_is_mailed_each_time(client: Client, user: User) -> None:
    enrol(client, user)
    client.post(reverse("admin:two_factor_codes"))
    client.post(reverse("admin:two_factor_off"))
    new = {
        "old_password": PASSWORD,
        "new_password1": "quite another one",
        "new_password2": "quite another one",
    }
    client.post(reverse("admin:password_change"), new)
    assert [subject.partition(" (")[0] for subject in subjects()] == [
        "Two-factor login was turned on for your account.",
        "New recovery codes were made for your account. The old ones no longer work.",
        "Two-factor login was turned off for your account.",
        "The password of your account was changed.",
    ]
    mail = Mail.objects.order_by("pk")[0]
    assert (mail.to, "Browser: Firefox on Linux" in mail.text) == ("kim@example.org", True)
    assert "Network: 127.0.0.0/24" in mail.text
    assert "/admin/account/sessions/" in mail.text


def test_a_recovery_code_that_is_used_is_mailed(client: Client, user: User) -> None:
    codes = enrol(client, user)
    Mail.objects.all().delete()
    other = Client()
    other.post(reverse("admin:login"), {"username": "kim", "password": PASSWORD})
    assert subjects() == []  # nobody is in yet
    other.post(reverse("admin:two_factor_verify"), {"code": codes[0]})
    assert len(subjects()) == 2
    assert subjects()[0].startswith("Somebody logged in to your account from a new device.")
    assert subjects()[1].startswith("A recovery code was used")


def test_an_account_without_an_address_is_changed_without_a_mail(client: Client, user: User) -> None:
    User.objects.update(email="")
    enrol(client, user)
    assert two_factor.app_of(user) is not None
    assert subjects() == []
    assert code_of(user)
