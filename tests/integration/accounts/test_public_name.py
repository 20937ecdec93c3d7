"""What readers see of somebody who writes: a name that they chose, a face, links; never the name of their login."""

import re
from typing import Any

import pytest
from django.test import Client

from reviewsite.accounts.models import User
from reviewsite.images.uses import uses_of
from reviewsite.slugs import RetiredSlug
from tests.factories import make_comment, make_review, make_staff, make_writer
from tests.sample_pictures import encoded, picture, upload

pytestmark = pytest.mark.django_db

ACCOUNT = {"display_name": "Hana Bright", "bio": "Cries **early**.", "links": "", "time_zone": ""}


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_login_s_name_is_on_no_page() -> None:
    nameless = make_writer("zqlogin", display_name="")
    review = make_review(writers=[nameless], slug="the-review")
    make_comment(review, user=nameless, author_name="")

    pages = [
        read(address)
        for address in (
            "/",
            "/reviews/",
            "/reviews/the-review/",
            "/feeds/reviews.atom",
            nameless.get_absolute_url(),
            "/search/?q=writer",
        )
    ]

    assert [page for page in pages if "zqlogin" in page] == []
    assert "Staff writer" in pages[2]


def test_who_has_no_name_yet_is_asked_for_it_first(client: Client) -> None:
    client.force_login(make_staff("Writer", username="zqlogin", display_name=""))

    assert client.get("/admin/").headers["Location"] == "/admin/account/"
    assert "What should readers call you?" in client.get("/admin/account/").content.decode()
    refused = client.post("/admin/account/", {**ACCOUNT, "display_name": " "}).content.decode()
    assert "This field is required" in refused
    assert "Cries **early**." in refused
    assert client.post("/admin/account/", ACCOUNT).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert User.objects.get().get_absolute_url() == "/writers/hana-bright/"


def test_who_has_a_name_is_not_asked(client: Client) -> None:
    client.force_login(make_staff("Writer", display_name="", first_name="Hana", last_name="Bright"))

    assert client.get("/admin/").status_code == 200


def test_an_address_stays_when_the_name_changes_and_old_ones_lead_to_it() -> None:
    writer = make_writer("jo", display_name="Jo Marlowe")
    make_review(writers=[writer])
    RetiredSlug.objects.create(model="accounts.user", slug="jo", object_id=writer.pk)
    writer.display_name = "J. Marlowe"
    writer.save()

    assert writer.get_absolute_url() == "/writers/jo-marlowe/"
    assert Client().get("/writers/jo/").headers["Location"] == "/writers/jo-marlowe/"
    assert make_writer(display_name="Jo Marlowe").get_absolute_url() == "/writers/jo-marlowe-2/"


def test_the_page_shows_photo_links_biography_and_texts_by_kind(client: Client) -> None:
    user = make_staff("Writer", username="hana", display_name="Hana Bright")
    make_review(writers=[user], headline="A whole one")
    make_review(writers=[user], kind="first_impressions", headline="Two episodes in")
    client.force_login(user)
    typed = {
        **ACCOUNT,
        "bio": "Cries **early**. ||zqspoiler||",
        "links": "Instagram https://instagram.example/hana",
        "photo_file": upload(encoded(picture((300, 400)))),
    }
    assert client.post("/admin/account/", typed).status_code == 302

    page = read("/writers/hana-bright/")

    assert "Cries <strong>early</strong>." in page
    assert "zqspoiler" not in page
    assert '<a href="https://instagram.example/hana" rel="me">Instagram</a>' in page
    assert re.search(r'<img [^>]*class="[^"]*portrait', page)
    assert 'property="og:image"' in page
    by_kind = read("/writers/hana-bright/?kind=first_impressions")
    assert "Two episodes in" in by_kind
    assert "A whole one" not in by_kind
    assert read("/writers/hana-bright/?kind=nonsense") == read("/writers/hana-bright/")
    image = User.objects.get().photo
    assert image is not None
    (use,) = uses_of(image)
    assert use.may_be_changed_by(user)
    assert not use.may_be_changed_by(make_staff("Moderator"))


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("links", "Mine javascript:alert(1)", "Line 1: "),
        ("bio", "He ||dies", "Line 1"),
        ("display_name", "||x||", "errorlist"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(client: Client, name: str, typed: Any, said: str) -> None:
    client.force_login(make_staff("Writer"))

    answer = client.post("/admin/account/", {**ACCOUNT, name: typed}).content.decode()

    assert "errorlist" in answer
    assert said in answer


@pytest.mark.parametrize(
    ("name", "address"),
    [("김민서", "kim-min-seo"), ("남궁민", "namkoong-min"), ("김민서 Minseo", "minseo"), ("!!!", "writer")],
)
def test_a_name_in_hangul_is_read_for_its_address(name: str, address: str) -> None:
    assert make_writer(display_name=name).get_absolute_url() == f"/writers/{address}/"


def test_a_list_by_the_name_of_a_login_leads_to_the_writer(client: Client) -> None:
    writer, silent = make_writer("jo", display_name="Jo Marlowe"), make_writer("lee", display_name="Lee")
    make_review(writers=[writer])
    for user, slug in ((writer, "jo"), (silent, "zqlee")):
        RetiredSlug.objects.create(model="accounts.user", slug=slug, object_id=user.pk)
    answer = client.get("/reviews/?writer=jo&sort=rating")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/writers/jo-marlowe/")
    for slug in ("jo-marlowe", "zqlee", "nobody"):
        assert client.get(f"/reviews/?writer={slug}").status_code == 200
