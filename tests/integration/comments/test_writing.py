"""Writing a comment: what is stored, what is refused, and that nothing typed is lost."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from reviews.comments import tokens
from reviews.comments.models import MAX_BODY, Comment
from reviews.models import Review
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_comment, make_drama, make_review, make_writer
from tests.integration.comments.visiting import SAME_ORIGIN, filled, send, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NEW = "/reviews/the-review/comments/new/"


@pytest.fixture
def review() -> Review:
    return make_review(slug="the-review", drama=make_drama("The drama", slug="the-drama", episodes=16))


def test_a_comment_is_stored_with_what_was_said(client: Client, review: Review) -> None:
    response = send(
        client,
        review,
        author_name="  Ha\tna ",
        email="h@example.org",
        body=" *So* good. ",
        spoils_through="7",
        rating="8.5",
        notify="on",
    )

    comment = Comment.objects.get()
    assert response.status_code == 303
    assert response["Location"].startswith(f"/reviews/the-review/comments/{comment.pk}/thanks/")
    assert (comment.author_name, comment.email, comment.body) == ("Ha na", "h@example.org", "*So* good.")
    assert (comment.spoils_through, comment.rating, comment.notify) == (7, 8.5, True)
    assert comment.state == Comment.State.PENDING
    assert len(comment.edit_token_hash) == 64
    assert comment.edit_token_hash not in response["Location"]


def test_the_thank_you_page_shows_nothing_of_the_comment(client: Client, review: Review) -> None:
    response = send(client, review, author_name="zqname", body="zqbody")
    page = client.get(response["Location"])

    assert "zq" not in text_of(page)
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in text_of(page)


def test_the_thank_you_page_says_how_long_the_comment_can_be_edited(
    client: Client, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviews.comments.tokens.EDITABLE_FOR", dt.timedelta(minutes=20))
    thanks = send(client, review)["Location"]
    Comment.objects.update(created_at=timezone.now() - dt.timedelta(minutes=10))

    page = text_of(client.get(thanks))

    assert "20 minutes" in page
    seconds = re.search(r'data-edit-seconds="(\d+)"', page)
    assert seconds
    assert 0 < int(seconds[1]) <= 600


def test_a_known_author_is_shown_at_once(client: Client, review: Review) -> None:
    make_comment(review, author_name="Hana", email="h@example.org", address_prefix="203.0.113.0/24")

    page = client.get(send(client, review, email="h@example.org", body="And more.")["Location"])

    assert "Your comment is published." in text_of(page)
    assert "And more." in text_of(client.get("/reviews/the-review/"))


@pytest.mark.parametrize("path", [NEW, NEW + "?reply={}", NEW + "?seen=7"])
def test_the_form_is_nobodys_to_store(client: Client, review: Review, path: str) -> None:
    response = client.get(path.format(make_comment(review).pk))

    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in text_of(response)


def test_the_form_begins_with_the_readers_progress(client: Client, review: Review) -> None:
    assert '<option value="7" selected>' in text_of(client.get(NEW + "?seen=7"))


def test_what_is_answered_unfolds_where_it_stands(client: Client, review: Review) -> None:
    closed = make_comment(review, body="zqclosed", spoils_through=7)
    page = text_of(client.get(f"{NEW}?reply={closed.pk}"))
    [way] = re.findall(r'class="fold__open[^>]*href="([^"#]*)#', page)

    opened = text_of(client.get(NEW + unescape(way)))

    assert "zqclosed" not in page
    assert "zqclosed" in opened


def test_a_reply_is_as_closed_as_what_it_answers(client: Client, review: Review) -> None:
    parent = make_comment(review, spoils_through=WHOLE_DRAMA, body="zqparent")
    form = text_of(client.get(f"{NEW}?reply={parent.pk}"))
    assert f'<option value="{WHOLE_DRAMA}" selected>' in form
    assert "zqparent" not in form

    send(client, review, reply=parent.pk, spoils_through="0")

    assert Comment.objects.get(parent=parent).spoils_through == WHOLE_DRAMA


def test_a_reply_to_what_is_gone_keeps_its_text(client: Client, review: Review) -> None:
    parent = make_comment(review, state="held", author_name="zqheld")

    response = send(client, review, reply=parent.pk, body="My answer.")

    assert response.status_code == 422
    assert "My answer." in text_of(response)
    assert "zqheld" not in text_of(response)
    assert 'action="/reviews/the-review/comments/new/"' in text_of(response)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("body", "y" * (MAX_BODY + 1), "Your comment: This has 5,001 characters"),
        ("body", "y" * 100_000, "Your comment: This has 100,000 characters"),
        ("body", "", "Your comment: This field is required."),
        ("body", "||", "Your comment: Line 1"),
        ("body", "It ends ||with a heron.", "Your comment: Line 1"),
        ("body", "*" * 4000, "Your comment: This text has too much formatting"),
        ("body", "a\x00b", "Your comment: Null characters"),
        ("author_name", "n" * 61, "Your name: This has 61 characters"),
        ("author_name", "", "Your name: This field is required."),
        ("author_name", "...", "Your name: Please enter a name"),
        ("author_name", "||he dies||", "Your name: Hidden ||passages||"),
        ("email", "nobody", "Email (optional): Enter a valid email"),
        ("email", "a" * 300 + "@example.org", "Email (optional):"),
        ("rating", "7.3", "Your rating of the drama (optional):"),
        ("rating", "11", "Your rating of the drama (optional):"),
        ("spoils_through", "-1", "Spoilers up to:"),
        ("spoils_through", "99999", "Spoilers up to:"),
        ("notify", "on", "Email (optional): Enter an email address"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_lost(
    client: Client, review: Review, field: str, value: str, said: str
) -> None:
    typed = {"author_name": "Ari", "body": "My own words.", field: value}
    response = send(client, review, **typed)
    page = re.sub(r"(?<=\d),(?=\d{3})", "", text_of(response))

    assert response.status_code == 422
    assert escape(said).replace(",", "") in page.replace(",", "")
    for each in typed.values():
        assert (
            escape(each.replace("\x00", "\ufffd")) in text_of(response)
            or "\x00" in each
            or field
            in (
                "rating",
                "spoils_through",
                "notify",
            )
        )
    assert not Comment.objects.exists()


def test_a_name_breaks_no_line(client: Client, review: Review) -> None:
    send(client, review, author_name="Evil\r\nBcc: x@example.org")

    assert Comment.objects.get().author_name == "Evil Bcc: x@example.org"


def test_a_preview_stores_nothing_and_hides_what_will_be_hidden(client: Client, review: Review) -> None:
    response = send(client, review, body="A *fine* thing. ||9: The heron||.", preview="1")

    page = text_of(response)
    preview = page[page.index('class="preview"') : page.index("<textarea")]
    assert "<em>fine</em>" in preview
    assert "spoiler (episode 9)" in preview
    assert "heron" not in preview
    assert "The heron" in page
    assert not Comment.objects.exists()


def test_the_same_form_twice_is_one_comment_and_one_answer(client: Client, review: Review) -> None:
    form = filled(review)

    answers = [client.post(NEW, form, **SAME_ORIGIN) for _n in range(2)]

    assert Comment.objects.count() == 1
    assert answers[0]["Location"] == answers[1]["Location"]


def test_a_form_used_again_for_other_words_is_not_taken_for_the_first(client: Client, review: Review) -> None:
    form = filled(review)
    client.post(NEW, form, **SAME_ORIGIN)

    again = client.post(NEW, {**form, "body": "Something else."}, **SAME_ORIGIN)

    assert again.status_code == 409
    assert "Something else." in text_of(again)
    assert form["key"] not in text_of(again)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://testserver.evil.example"},
        {"HTTP_ORIGIN": "https://testserver"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
    ],
)
def test_a_form_from_elsewhere_is_refused(client: Client, review: Review, headers: dict[str, str]) -> None:
    assert client.post(NEW, filled(review), **headers).status_code == 403
    assert not Comment.objects.exists()


def test_an_old_browser_says_its_origin_instead(client: Client, review: Review) -> None:
    assert client.post(NEW, filled(review), HTTP_ORIGIN="http://testserver").status_code == 303


def test_a_form_without_its_token_comes_back_with_one(client: Client, review: Review) -> None:
    response = send(client, review, token="made up", body="My words.")

    assert response.status_code == 422
    assert "My words." in text_of(response)
    assert not Comment.objects.exists()


def test_too_quick_a_form_can_be_sent_again_as_it_is(client: Client, review: Review) -> None:
    fresh = tokens.form_token(review)
    response = send(client, review, token=fresh)

    assert response.status_code == 422
    assert fresh in text_of(response)


def test_a_session_makes_no_difference(client: Client, review: Review) -> None:
    client.force_login(make_writer(is_superuser=True))

    send(client, review)

    comment = Comment.objects.get()
    assert comment.user is None
    assert comment.state == Comment.State.PENDING


def test_the_field_that_nobody_sees_makes_spam(client: Client, review: Review) -> None:
    response = send(client, review, website="https://spam.example")

    assert response.status_code == 303
    assert Comment.objects.get().state == Comment.State.SPAM


def test_a_second_comment_at_once_is_refused_with_its_text(client: Client, review: Review) -> None:
    send(client, review)

    response = send(client, review, body="My second.")

    assert response.status_code == 429
    assert int(response["Retry-After"]) <= 15
    assert "My second." in text_of(response)
