"""Known browsers, and the list of sessions: each can be ended, and all others together."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reviewsite.accounts.models import AuditEntry, KnownDevice, StaffSession, User
from reviewsite.mail.models import Mail

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough one"
SESSIONS = "/admin/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1"
)


@pytest.fixture
def user() -> User:
    return User.objects.create_superuser(
        "kim", display_name="kim", email="kim@example.org", password=PASSWORD
    )


def log_in(client: Client | None = None, *, agent: str = FIREFOX, address: str = "192.0.2.7") -> Client:
    client = client or Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    client.post(reverse("admin:login"), {"username": "kim", "password": PASSWORD})
    assert client.get("/admin/account/").status_code == 200
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/admin/account/").status_code == 200)


def numbers(client: Client) -> list[str]:
    """What the buttons of the page would end."""
    return re.findall(r'name="end" value="(\d+)"', client.get(SESSIONS).content.decode())


# New devices


def test_a_login_from_a_new_browser_is_mailed_and_the_next_one_is_not(user: User) -> None:
    browser = log_in()
    [mail] = Mail.objects.all()
    assert mail.subject.startswith("Somebody logged in to your account from a new device.")
    assert "Firefox on Linux" in mail.text
    browser.post(reverse("admin:logout"))
    # Another train, another version: the same browser.
    browser.defaults |= {"REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": FIREFOX.replace("130", "131")}
    log_in(browser)
    assert Mail.objects.count() == 1
    log_in()  # the same user agent at the same address, without the cookie
    assert Mail.objects.count() == 2


def test_the_cookie_is_the_admins_only_and_its_digest_is_kept(user: User) -> None:
    cookie = log_in().cookies[f"device-{user.pk}"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
    assert cookie["max-age"] == 400 * 24 * 3600
    assert cookie.value not in set(KnownDevice.objects.values_list("token_hash", flat=True))


def test_a_cookie_that_somebody_planted_makes_nobody_known(user: User) -> None:
    browser = Client()
    browser.cookies[f"device-{user.pk}"] = "planted"
    log_in(browser)
    assert browser.cookies[f"device-{user.pk}"].value != "planted"


def test_two_who_share_a_browser_are_both_known_there(user: User) -> None:
    browser = log_in()
    User.objects.create_superuser("park", email="park@example.org", password=PASSWORD)
    for name in ("park", "kim", "park"):
        browser.post(reverse("admin:logout"))
        browser.post(reverse("admin:login"), {"username": name, "password": PASSWORD})
    assert Mail.objects.count() == 2


# The list


def test_the_list_says_where_one_is_logged_in(user: User) -> None:
    here = log_in()
    log_in(agent=PHONE, address="203.0.113.9")
    page = here.get(SESSIONS).content.decode()
    for words in ("Firefox on Linux", "this browser", "Safari on iPhone", "Network 203.0.113.0/24"):
        assert words in page
    assert len(numbers(here)) == 1


def test_one_session_is_ended_and_its_browser_is_new_again(user: User) -> None:
    here, phone, third = log_in(), log_in(agent=PHONE), log_in()
    wanted = StaffSession.objects.get(browser="Safari on iPhone")
    here.post(SESSIONS, {"end": wanted.pk})
    assert [is_in(client) for client in (here, phone, third)] == [True, False, True]
    assert AuditEntry.objects.get(event="session_ended").detail.startswith("Safari on iPhone")
    mails = Mail.objects.count()
    log_in(phone)
    assert Mail.objects.count() == mails + 1


def test_all_others_are_ended_at_once(user: User) -> None:
    here, *others = (log_in() for _number in range(4))
    here.post(SESSIONS, {"others": "1"})
    assert is_in(here)
    assert not any(is_in(client) for client in others)
    assert numbers(here) == []


def test_nobody_ends_a_session_of_somebody_else(user: User) -> None:
    mine = log_in()
    other = User.objects.create_superuser("park", password=PASSWORD)
    theirs = Client()
    theirs.force_login(other)
    row = StaffSession.objects.get(user=user)
    for number in (str(row.pk), "x", "", "9" * 30):
        theirs.post(SESSIONS, {"end": number})
    theirs.post(SESSIONS, {"others": "1"})
    assert is_in(mine)
    assert "192.0.2" not in theirs.get(SESSIONS).content.decode()


def test_logging_out_takes_it_off_the_list(user: User) -> None:
    here, there = log_in(), log_in()
    there.post(reverse("admin:logout"))
    assert numbers(here) == []


def test_a_changed_password_leaves_this_session_only(user: User) -> None:
    here, there = log_in(), log_in()
    new = "quite another one"
    here.post(
        reverse("admin:password_change"),
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )
    assert (is_in(here), is_in(there)) == (True, False)
    assert "this browser" in here.get(SESSIONS).content.decode()
    assert numbers(here) == []


def test_what_is_over_is_not_listed(user: User, settings: Any) -> None:
    here = log_in()
    log_in()
    StaffSession.objects.exclude(session_key=here.session.session_key).update(seen_at="2026-01-01T00:00:00Z")
    assert numbers(here) == []
