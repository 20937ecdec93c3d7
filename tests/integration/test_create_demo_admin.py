import io
import stat

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from reviewsite.demo import seeding

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def printed() -> str:
    out = io.StringIO()
    call_command("create_demo_admin", stdout=out)
    return out.getvalue()


def password_in(text: str) -> str:
    return text.split("password")[1].split()[0]


def opens_the_admin(client, password):
    client.post("/admin/login/", {"username": "admin", "password": password})
    return client.get("/admin/accounts/user/").status_code == 200


def test_first_start_prints_a_login_that_works(client):
    password = password_in(printed())

    assert not opens_the_admin(client, "something else")
    assert opens_the_admin(client, password)


def test_every_start_prints_the_same_login():
    assert printed() == printed()


def test_password_file_is_for_its_owner_only(data_dir):
    printed()

    assert stat.S_IMODE((data_dir / "demo_admin_password").stat().st_mode) == 0o600


def test_two_sites_get_two_passwords(data_dir):
    first = password_in(printed())
    get_user_model().objects.all().delete()

    assert password_in(printed()) != first


def test_changed_password_is_kept_and_not_printed(client):
    old = password_in(printed())
    admin = get_user_model().objects.get(username="admin")
    admin.set_password("the owner's own choice")
    admin.save()

    text = printed()

    assert old not in text
    assert "'admin' was changed" in text
    assert opens_the_admin(client, "the owner's own choice")


def test_closed_account_stays_closed():
    printed()
    get_user_model().objects.update(is_active=False)

    assert "password  " not in printed()
    assert not get_user_model().objects.get().is_active


@pytest.mark.parametrize("content", ["", "\n", None])
def test_lost_password_opens_nothing(data_dir, content):
    printed()
    file = data_dir / "demo_admin_password"
    file.write_text(content) if content is not None else file.unlink()

    assert "'admin' was changed" in printed()


def test_site_with_an_administrator_gets_no_second_one():
    get_user_model().objects.create_superuser("jisoo", password="chosen by jisoo herself")

    assert "administrators of its own" in printed()
    assert list(get_user_model().objects.values_list("username", flat=True)) == ["jisoo"]


@pytest.mark.slow
def test_the_demo_has_logins_for_each_role_and_they_work():
    seeding.fill({}, {})
    text = printed()

    for username, role in (("hana.bright", "Writer"), ("jo.marlowe", "Editor"), ("sora.lim", "Moderator")):
        password = text.partition(f"{username}, password ")[2].split()[0]
        client = Client()
        client.post("/admin/login/", {"username": username, "password": password})
        assert client.get("/admin/").status_code == 200
        assert get_user_model().objects.get(username=username).groups.get().name == role
    assert printed() == text
    get_user_model().objects.filter(username="jo.marlowe").update(is_active=False)
    assert "jo.marlowe" not in printed()


@pytest.mark.slow
def test_a_site_with_administrators_lets_nobody_of_the_demo_in():
    get_user_model().objects.create_superuser("jisoo", password="chosen by jisoo herself")
    seeding.fill({}, {})

    assert "hana.bright" not in printed()
    assert not get_user_model().objects.filter(username="hana.bright", is_staff=True).exists()
