"""A comment that says that it spoils, and is marked “No spoilers”: asked about once, then a moderator's matter."""

from typing import Any

import pytest
from django.test import Client

from reviews.comments.models import Comment, MailConsent
from reviews.comments.said_spoilers import spoilers_said_in
from reviews.models import Review
from reviewsite.mail.limits import address_hash
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_comment, make_review
from tests.integration.comments.visiting import edit_address, filled, send, text_of

pytestmark = pytest.mark.django_db

KNOWN = {"author_name": "Hana", "email": "hana@example.org"}
QUESTION = "says that it has spoilers"


@pytest.fixture
def review() -> Review:
    review = make_review(slug="the-review")
    make_comment(review, body="Let through before.", **KNOWN)
    MailConsent.objects.create(address_hash=address_hash(KNOWN["email"]), state="given")
    return review


@pytest.mark.parametrize(
    "body",
    [
        "결말 스포!!\n\n\n여주가 죽어요",
        "SPOILER: he dies",
        "Spoilers ahead!\n\nHe dies.",
        "ネタバレ注意 彼は死ぬ",
    ],
)
def test_it_is_asked_with_the_text_kept_and_the_choice_preset(
    client: Client, review: Review, body: str
) -> None:
    response = send(client, review, body=body, **KNOWN)

    assert response.status_code == 422
    assert QUESTION in text_of(response)
    assert body in text_of(response)
    assert f'<option value="{WHOLE_DRAMA}" selected>' in text_of(response)
    assert 'name="asked" value="1"' in text_of(response)
    assert Comment.objects.filter(body=body).count() == 0


def test_an_episode_that_it_names_is_preset(client: Client, review: Review) -> None:
    response = send(client, review, body="Spoilers for episode 7: he dies", **KNOWN)
    assert '<option value="7" selected>' in text_of(response)


def test_sent_again_as_it_came_back_it_is_closed_and_shown(client: Client, review: Review) -> None:
    response = send(
        client, review, body="SPOILER: he dies", spoils_through=str(WHOLE_DRAMA), asked="1", **KNOWN
    )

    assert response.status_code == 303
    comment = Comment.objects.get(body="SPOILER: he dies")
    assert (comment.state, comment.spoils_through) == ("visible", WHOLE_DRAMA)


def test_posted_as_safe_all_the_same_it_waits_with_its_reason(client: Client, review: Review) -> None:
    response = send(client, review, body="SPOILER: he dies", asked="1", **KNOWN)

    assert response.status_code == 303
    comment = Comment.objects.get(body="SPOILER: he dies")
    assert (comment.state, comment.held_reasons) == ("held", ["says-spoilers"])


def test_by_an_edit_too(client: Client, review: Review) -> None:
    address = edit_address(send(client, review, body="Nothing yet.", **KNOWN))

    def edit(**changes: Any) -> Any:
        return client.post(address, filled(review, **KNOWN, **changes), HTTP_SEC_FETCH_SITE="same-origin")

    asked = edit(body="결말 스포!! 죽어요")
    assert QUESTION in text_of(asked)
    assert edit(body="결말 스포!! 죽어요", asked="1").status_code == 303
    assert Comment.objects.get(body="결말 스포!! 죽어요").state == "held"


@pytest.mark.parametrize(
    "body",
    [
        "No spoilers: I loved it.",
        "He is a spoiled brat.",
        "스포츠 드라마 최고",
        "SPOILER: ||he dies||",
        "결말 스포!!\n\n||죽어요||",
    ],
)
def test_what_spoils_nothing_is_not_asked(client: Client, review: Review, body: str) -> None:
    assert spoilers_said_in(body) == ""
    assert send(client, review, body=body, **KNOWN).status_code == 303


def test_a_comment_with_a_scope_is_not_asked(client: Client, review: Review) -> None:
    assert (
        send(client, review, body="Spoilers ahead! He dies.", spoils_through="9", **KNOWN).status_code == 303
    )


def test_a_mark_of_another_site_is_stored_as_ours(client: Client, review: Review) -> None:
    send(client, review, body="So good. >!he dies!< wow", **KNOWN)
    assert Comment.objects.latest("pk").body == "So good. ||he dies|| wow"


def test_a_mark_that_hides_nothing_is_refused_with_its_line(client: Client, review: Review) -> None:
    response = send(client, review, body="So good.\n[spoiler]he dies", **KNOWN)
    assert response.status_code == 422
    assert "Line 2: [spoiler] hides nothing" in text_of(response)
