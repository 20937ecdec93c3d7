"""Text that is not what it seems is refused in words, by the form; what scripts and emoji need is taken."""

from typing import Any

import pytest
from django.test import Client

from reviews.comments.models import Comment
from reviews.models import Review
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_comment, make_drama, make_review, make_writer
from tests.integration.comments.visiting import send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return make_review(slug="the-review", drama=make_drama("The drama", episodes=16))


def refused(client: Client, review: Review, said: str, **fields: Any) -> None:
    response = send(client, review, **fields)
    assert response.status_code == 422
    assert said in text_of(response)
    assert not Comment.objects.filter(user=None).exists()


@pytest.mark.parametrize(
    "text",
    [
        "\u200b\u200c\u200d",
        "\u3164\u115f\u1160\uffa0",
        "\u2800 \u2800",
        "\u00ad",
        "\ufe0f\ufe01",
        "\U000e0048\U000e0069",
        "\u0301\u0302",
        "\u2060\u2063\ufeff",
        "||\u3164||",
        "**\u200b**",
        "[\u2800](https://example.org)",
    ],
)
def test_a_comment_in_which_nothing_is_visible_is_refused(client: Client, review: Review, text: str) -> None:
    refused(client, review, "Your comment would be empty.", body=f"{text}\u200b")


@pytest.mark.parametrize(
    "name",
    ["Mi\u200bna", "\u3164", "Mina\u115f", "Mi\u00adna", "Mina\u2800", "Mina\ufe0f", "Mi\u202ena"],
)
def test_a_name_with_invisible_characters_is_refused(client: Client, review: Review, name: str) -> None:
    refused(client, review, "invisible characters", author_name=name)


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Ánh",
        "민아",
        "Zoë",
        "می‌خواهم",
        "क्‍षमा",
        "Mina ❤️",
        "👩‍👩‍👧 Mina",
        "葛󠄀城",
        "Mina 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "שָׁלוֹם",
        "น้ำ",
    ],
)
def test_names_of_all_scripts_are_taken(client: Client, review: Review, name: str) -> None:
    assert send(client, review, author_name=name).status_code == 303
    assert Comment.objects.get().author_name == name


@pytest.mark.parametrize("field", ["body", "author_name"])
def test_stacked_marks_are_refused(client: Client, review: Review, field: str) -> None:
    said = "Too many accents on one letter."

    refused(client, review, said, **{field: "Z" + "\u0300" * 5 + "algo"})
    assert send(client, review, **{field: "Z" + "\u0300" * 3 + "algo"}).status_code == 303


def test_a_line_that_turns_the_direction_is_named(client: Client, review: Review) -> None:
    refused(client, review, "Line 2 changes the text direction", body="One line.\nAnother \u202eenil.")


def test_text_that_is_written_from_the_right_is_taken(client: Client, review: Review) -> None:
    assert send(client, review, body="أحببت \u2068Signal\u2069 \u200fكثيرا").status_code == 303


@pytest.mark.parametrize(
    "name",
    [
        "The Owner",
        "the  owner",
        "ＴＨＥ OWNER",
        "Тhе Оwnеr",
        "The 0wner",
        "Tʜᴇ Owɴᴇʀ",
        "𝐓𝐡𝐞 𝐎𝐰𝐧𝐞𝐫",
        "Thé Öwner",
        "The.Owner",
    ],
)
def test_look_alikes_of_staff_names_are_refused(client: Client, review: Review, name: str) -> None:
    make_writer("login-name", display_name="The Owner")

    refused(client, review, "looks like one of our writers’", author_name=name)


def test_names_with_which_staff_log_in_are_not_told(client: Client, review: Review) -> None:
    make_writer("login-name", display_name="The Owner")

    assert send(client, review, author_name="login-name").status_code == 303
    assert Comment.objects.get().held_reasons == ["first", "staff-name"]


def test_a_scope_beyond_the_last_episode_is_refused(client: Client, review: Review) -> None:
    refused(client, review, "This drama has 16 episodes", spoils_through="17")

    assert send(client, review, spoils_through="16").status_code == 303


def test_an_answer_to_what_was_beyond_it_once_is_taken(client: Client, review: Review) -> None:
    parent = make_comment(review, spoils_through=20)

    assert send(client, review, reply=parent.pk, spoils_through="20").status_code == 303
    assert Comment.objects.get(parent=parent).spoils_through == 20


def test_while_the_episodes_are_not_known_any_is_taken(client: Client) -> None:
    review = make_review(drama=make_drama("On air", episodes=None))

    assert send(client, review, spoils_through="30").status_code == 303
    assert send(client, review, spoils_through=str(WHOLE_DRAMA), address="198.51.100.7").status_code == 303
