import datetime as dt
import ipaddress
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from reviews.comments.models import Comment, MailConsent
from reviews.comments.models.watched_word import WatchedWord
from reviews.comments.screening import Draft, Screening, count_links, screen
from reviews.comments.visitor import visitor_at
from reviewsite.mail.limits import address_hash
from tests.factories import make_comment, make_writer

pytestmark = pytest.mark.django_db


def visitor(address: str = "203.0.113.77") -> Any:
    return visitor_at(ipaddress.ip_address(address))


MAIL = "mina@example.org"


def screened(
    name: str = "Mina",
    body: str = "It stayed with me.",
    email: str = MAIL,
    address: str = "203.0.113.77",
    **more: Any,
) -> Screening:
    return screen(Draft(author_name=name, body=body, email=email, **more), visitor(address))


def known(**fields: Any) -> Comment:
    here = visitor()
    values = {"email": MAIL, "address_hash": here.address_hash, "address_prefix": here.address_prefix}
    return make_comment(author_name="Mina", **{**values, **fields})


def confirm(email: str = MAIL, state: str = "given") -> None:
    MailConsent.objects.create(address_hash=address_hash(email), state=state)


def test_first_comment_waits() -> None:
    screening = screened()

    assert (screening.state, screening.reasons) == (Comment.State.PENDING, ["first"])


def test_author_who_was_let_through_is_shown_at_once() -> None:
    known()

    assert screened().state == Comment.State.VISIBLE
    assert screened(name="MINA", email="Mina@example.org").state == Comment.State.VISIBLE


@pytest.mark.parametrize("state", ["pending", "held", "spam", "removed"])
def test_author_of_comments_that_were_not_let_through_is_unknown(state: str) -> None:
    known(state=state)

    assert screened().state == Comment.State.PENDING


def test_author_of_a_comment_hidden_by_reports_is_unknown() -> None:
    known(hidden_by_reports=Comment.Hidden.AWAY)

    assert screened().state == Comment.State.PENDING


def test_name_and_network_without_an_email_are_unknown() -> None:
    known(email="")

    assert screened(email="").state == Comment.State.PENDING


def test_name_and_email_that_nobody_confirmed_are_known_in_their_network_only() -> None:
    known()

    assert screened(address="203.0.113.200").state == Comment.State.VISIBLE
    assert screened(address="198.51.100.1").state == Comment.State.PENDING
    assert screened(email="other@example.org").state == Comment.State.PENDING
    assert screened(name="Minna").state == Comment.State.PENDING


@pytest.mark.parametrize(("state", "shown"), [("asked", False), ("refused", False), ("given", True)])
def test_confirmed_address_is_known_everywhere(state: str, shown: bool) -> None:
    known()
    confirm(state=state)

    assert (screened(address="198.51.100.1").state == Comment.State.VISIBLE) is shown


def test_network_that_is_not_known_is_nobodys() -> None:
    known(address_prefix="")

    assert screen(Draft("Mina", "Words.", MAIL), visitor_at(None)).state == Comment.State.PENDING


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("no links, only a [bracket] and (another)", 0),
        ("[one](https://a.example) [two](http://www.b.example) https://c.example", 3),
        ("www.a.example www.b.example", 2),
        ("[a](/reviews/) [b](//evil.example) [c](<https://c.example>)", 3),
        ("[url=http://a.example]x[/url]", 2),
        ("http://www.a.example", 1),
    ],
)
def test_links_are_counted_however_they_are_written(body: str, links: int) -> None:
    assert count_links(body) == links


def test_more_than_two_links_are_held_also_of_a_known_author() -> None:
    known()

    assert screened(body="https://a.example https://b.example").state == Comment.State.VISIBLE
    screening = screened(body="https://a.example https://b.example https://c.example")
    assert (screening.state, screening.reasons) == (Comment.State.HELD, ["links"])


LINKS = " ".join(f"https://{letter}.example" for letter in "abcdefghij")


@pytest.mark.parametrize(
    ("body", "comments", "ago", "held"),
    [
        (LINKS, 3, 2, False),
        (f"{LINKS} https://k.example", 3, 2, True),
        (LINKS, 2, 2, True),
        (LINKS, 3, 0, True),
    ],
    ids=["trusted", "too-many", "too-few-comments", "too-new"],
)
def test_trusted_author_may_give_more_links(body: str, comments: int, ago: int, held: bool) -> None:
    for _ in range(comments):
        known(created_at=timezone.now() - dt.timedelta(days=ago))

    assert ("links" in screened(body=body).reasons) is held


def test_links_of_who_only_types_a_trusted_name_and_email_are_held() -> None:
    for _ in range(3):
        known(created_at=timezone.now() - dt.timedelta(days=2))

    assert "links" in screened(body=LINKS, address="198.51.100.1").reasons


@pytest.mark.parametrize("name", ["https://shop.example", "Mina www.shop.example"])
def test_name_that_is_a_link_is_held(name: str) -> None:
    assert "links" in screened(name=name).reasons


@pytest.mark.parametrize(
    ("body", "held"),
    [
        ("Come to the CASINO!", True),
        ("the online-casino", True),
        ("casinos", False),
        ("Buy cheap pills here", True),
        ("cheap, but the pills", False),
        ("look at shop.example/now", True),
        ("카지노 좋아요", True),
    ],
)
def test_watched_words_are_held_as_whole_words(body: str, held: bool) -> None:
    for word in ("casino", "cheap pills", "shop.example", "카지노"):
        WatchedWord.objects.create(text=word)
    known()

    assert ("words" in screened(body=body).reasons) is held


def test_name_and_email_are_read_for_watched_words() -> None:
    WatchedWord.objects.create(text="casino")

    assert "words" in screened(name="Casino Kim").reasons
    assert "words" in screened(email="kim@casino.example").reasons


@pytest.mark.parametrize("name", ["The Owner", "the  owner", "ＴＨＥ OWNER", "owner-login", "The-Owner"])
def test_name_of_a_staff_member_is_held(name: str) -> None:
    make_writer("owner-login", display_name="The Owner")

    assert screened(name=name).reasons == ["first", "staff-name"]


def test_email_of_a_staff_member_is_held() -> None:
    make_writer("kim", email="kim@site.example")
    get_user_model().objects.create(username="reader", email="reader@site.example", is_staff=False)

    assert "staff-email" in screened(email="KIM@site.example").reasons
    assert "staff-email" not in screened(email="reader@site.example").reasons


def test_field_that_people_do_not_see_makes_spam() -> None:
    known()

    assert screened(trap="https://x.example").state == Comment.State.SPAM
