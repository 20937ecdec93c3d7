"""What the Markdown editor asks of the server, and who may ask."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from reviewsite.images.models import Image
from tests.factories import make_writer
from tests.sample_pictures import animated, encoded, picture, upload

pytestmark = pytest.mark.django_db

PREVIEW, UPLOAD = "/admin/markdown/preview/", "/admin/markdown/upload/"


def describe_url(image: Image) -> str:
    return reverse("markdown-describe", args=[image.key])


@pytest.fixture
def signed_in(client: Client) -> Callable[..., Client]:
    """A client whose staff account has the named permissions."""

    def sign_in(*permissions: str, **fields: Any) -> Client:
        user = make_writer(**fields)
        names = [name.split(".") for name in permissions]
        for app, codename in names:
            user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def writer(signed_in: Callable[..., Client]) -> Client:
    return signed_in("images.add_image", "reviews.change_review")


def me(client: Client) -> int:
    return int(client.session["_auth_user_id"])


# Who may ask


@pytest.mark.parametrize("url", [PREVIEW, UPLOAD, "/admin/markdown/pictures/abcd1234/"])
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
def test_strangers_are_refused(client: Client, url: str, method: str) -> None:
    assert getattr(client, method)(url, {"content": "x"} if method == "post" else None).status_code == 403


@pytest.mark.parametrize("url", ["/markdownx/markdownify/", "/markdownx/upload/"])
def test_library_views_are_mounted_nowhere(client: Client, url: str) -> None:
    assert client.post(url, {"content": "x", "image": upload(encoded())}).status_code == 404


@pytest.mark.parametrize("fields", [{"is_staff": False}, {"is_active": False}])
def test_accounts_that_are_not_staff_are_refused(client: Client, fields: dict[str, bool]) -> None:
    user = make_writer(is_superuser=True)
    client.force_login(user)
    type(user).objects.update(**fields)

    assert client.post(PREVIEW, {"content": "x"}).status_code == 403


def test_staff_without_permission_are_refused(signed_in: Callable[..., Client]) -> None:
    client = signed_in("accounts.view_user")

    assert client.post(PREVIEW, {"content": "x"}).status_code == 403
    assert client.post(UPLOAD, {"file": upload(encoded())}).status_code == 403


def test_writers_without_pictures_may_preview_but_not_upload(signed_in: Callable[..., Client]) -> None:
    client = signed_in("reviews.change_review")

    assert client.post(PREVIEW, {"content": "x"}).status_code == 200
    assert client.post(UPLOAD, {"file": upload(encoded())}).status_code == 403


def test_forged_requests_are_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_writer(is_superuser=True))

    assert client.post(PREVIEW, {"content": "x"}).status_code == 403
    assert client.post(UPLOAD, {"file": upload(encoded())}).status_code == 403
    assert not Image.objects.exists()


def test_token_of_the_admin_is_enough() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_writer(is_superuser=True))
    client.get("/admin/images/image/add/")
    token = client.cookies["csrftoken"].value

    assert client.post(PREVIEW, {"content": "x"}, headers={"X-CSRFToken": token}).status_code == 200


def test_get_is_not_answered(writer: Client) -> None:
    response = writer.get(PREVIEW, {"content": "x"})

    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_answers_are_never_stored(writer: Client) -> None:
    header = writer.post(PREVIEW, {"content": "x"})["Cache-Control"]

    assert "no-store" in header
    assert "private" in header


# Preview


def test_writer_sees_everything_with_its_scopes(writer: Client) -> None:
    html = writer.post(PREVIEW, {"content": "||7: a kiss|| and ||the end||", "scope": "9"}).json()["html"]

    assert '<span data-spoils="through episode 7" class="spoiler">a kiss</span>' in html or (
        '<span class="spoiler" data-spoils="through episode 7">a kiss</span>' in html
    )
    assert 'data-spoils="the whole drama"' in html


@pytest.mark.parametrize(
    ("seen", "scope", "visible"),
    [
        ("0", "", False),
        ("6", "", False),
        ("7", "", True),
        ("all", "", True),
        ("7", "8", False),
        ("nonsense", "", False),
    ],
)
def test_preview_for_a_reader_withholds_as_the_site_does(
    writer: Client, seen: str, scope: str, visible: bool
) -> None:
    html = writer.post(PREVIEW, {"content": "||7: zqkiss||", "seen": seen, "scope": scope}).json()["html"]

    assert ("zqkiss" in html) is visible


def test_preview_is_sanitised(writer: Client) -> None:
    html = writer.post(PREVIEW, {"content": "<script>x</script> [a](javascript:alert(1))"}).json()["html"]

    assert "<script" not in html
    assert "href" not in html


def test_preview_tells_of_the_pictures_in_the_text(writer: Client) -> None:
    Image.objects.create(key="waiting1", caption="At the copier", uploaded_by_id=me(writer))
    Image.objects.create(key="waiting2", caption="In somebody else’s draft")

    answer = writer.post(PREVIEW, {"content": "![](image:waiting1) ![](image:waiting2)"}).json()

    assert [(found["key"], found["url"], found["caption"]) for found in answer["pictures"]] == [
        ("waiting1", "", "At the copier")
    ]


def test_preview_costs_one_query_for_any_number_of_pictures(
    writer: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(20):
        Image.objects.create(key=f"waiting{number}")
    source = " ".join(f"![](image:waiting{number})" for number in range(20))

    # session, account, second step, two for permissions, pictures, texts of one's own
    with django_assert_num_queries(7):
        writer.post(PREVIEW, {"content": source})


@pytest.mark.parametrize("data", [{}, {"content": "x" * 100_001}])
def test_missing_or_endless_text_is_refused_in_words(writer: Client, data: dict[str, str]) -> None:
    response = writer.post(PREVIEW, data)

    assert response.status_code == 400
    assert response.json()["error"]


@pytest.mark.parametrize("scope", ["-1", "1e9", "९", "99999999999999999999", "7x", "\0"])
def test_odd_scopes_are_no_error(writer: Client, scope: str) -> None:
    assert writer.post(PREVIEW, {"content": "x", "seen": "0", "scope": scope}).status_code == 200


# Upload


def test_upload_answers_with_the_markdown_to_insert(writer: Client) -> None:
    answer = writer.post(UPLOAD, {"file": upload(encoded())}).json()

    image = Image.objects.get()
    assert answer["markdown"] == f"![](image:{image.key})"
    assert answer["url"] == image.file.url
    assert (image.width, image.height, image.uploaded_by_id) == (320, 200, me(writer))
    assert answer["markdown"] in str(image.markdown)


def test_upload_by_key_fills_the_slot(writer: Client) -> None:
    slot = Image.objects.create(
        key="waiting1", caption="At the copier", credit="tvN", uploaded_by_id=me(writer)
    )

    answer = writer.post(UPLOAD, {"file": upload(encoded()), "key": "waiting1"}).json()

    slot.refresh_from_db()
    assert (answer["key"], answer["caption"]) == ("waiting1", "At the copier")
    assert (slot.file.url, slot.width, slot.credit) == (answer["url"], 320, "tvN")
    assert Image.objects.count() == 1


@pytest.mark.parametrize("key", ["nowhere1", "\0", "a) ![](image:abcd", "x" * 500])
def test_upload_to_an_unknown_key_is_refused(writer: Client, key: str) -> None:
    assert writer.post(UPLOAD, {"file": upload(encoded()), "key": key}).status_code == 400
    assert not Image.objects.exists()


def test_upload_of_an_animation_says_what_was_kept(writer: Client) -> None:
    assert "first frame" in writer.post(UPLOAD, {"file": upload(animated())}).json()["notice"]


def test_upload_without_a_file_is_refused_in_words(writer: Client) -> None:
    response = writer.post(UPLOAD, {"file": "not a file"})

    assert (response.status_code, response.json()["error"]) == (400, "No file arrived.")


def test_own_picture_may_be_replaced(writer: Client) -> None:
    key = writer.post(UPLOAD, {"file": upload(encoded())}).json()["key"]

    assert writer.post(UPLOAD, {"file": upload(encoded(picture((64, 48)))), "key": key}).status_code == 200
    assert Image.objects.get().width == 64


def test_other_peoples_pictures_need_permission_to_change(signed_in: Callable[..., Client]) -> None:
    writer = signed_in("images.add_image")
    image = Image.objects.create(file="images/x.jpg", width=1, height=1, alt="before")

    assert writer.post(UPLOAD, {"file": upload(encoded()), "key": image.key}).status_code == 403
    assert writer.post(describe_url(image), {"alt": "after"}).status_code == 403
    editor = signed_in("images.change_image")
    assert editor.post(describe_url(image), {"alt": "after"}).status_code == 200


# Description


def test_description_is_saved(writer: Client) -> None:
    image = Image.objects.create(uploaded_by_id=me(writer))

    response = writer.post(
        describe_url(image),
        {
            "alt": "Two people",
            "caption": "Late",
            "credit": "tvN",
            "credit_url": "https://tvn.example/",
            "spoils_through": "7",
        },
    )

    image.refresh_from_db()
    assert response.json()["caption"] == "Late"
    assert (image.alt, image.credit, image.spoils_through) == ("Two people", "tvN", 7)


def test_bad_description_comes_back_by_field(writer: Client) -> None:
    image = Image.objects.create(uploaded_by_id=me(writer), alt="before")

    response = writer.post(
        describe_url(image), {"alt": "x" * 301, "credit_url": "javascript:alert(1)", "spoils_through": "-1"}
    )

    image.refresh_from_db()
    assert response.status_code == 400
    assert set(response.json()["errors"]) == {"alt", "credit_url", "spoils_through"}
    assert image.alt == "before"


def test_description_of_no_picture_is_not_found(writer: Client) -> None:
    assert writer.post("/admin/markdown/pictures/nowhere1/", {"alt": "x"}).status_code == 404
