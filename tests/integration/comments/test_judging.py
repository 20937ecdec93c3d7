import datetime as dt
import ipaddress
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from reviews.comments import bayes
from reviews.comments.judging import Draft, Judgement, count_links, judge
from reviews.comments.models import Comment
from reviews.comments.models.spam import Lesson, SpamToken, WatchedWord
from reviews.comments.visitor import visitor_at
from tests.factories import make_comment, make_writer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def visitor(address: str = "203.0.113.77") -> Any:
    return visitor_at(ipaddress.ip_address(address))


def judged(
    name: str = "Mina", body: str = "It stayed with me.", address: str = "203.0.113.77", **more: Any
) -> Judgement:
    return judge(Draft(author_name=name, body=body, **more), visitor(address))


def known(**fields: Any) -> Comment:
    return make_comment(author_name="Mina", address_hash=visitor().address_hash, **fields)


def test_first_comment_waits() -> None:
    judgement = judged()

    assert (judgement.state, judgement.reasons) == (Comment.State.PENDING, ["first"])


def test_author_who_was_let_through_is_shown_at_once() -> None:
    known()

    assert judged().state == Comment.State.VISIBLE
    assert judged(name="MINA").state == Comment.State.VISIBLE


@pytest.mark.parametrize("state", ["pending", "held", "spam", "removed"])
def test_author_of_comments_that_were_not_let_through_is_unknown(state: str) -> None:
    known(state=state)

    assert judged().state == Comment.State.PENDING


def test_known_name_from_elsewhere_is_unknown() -> None:
    known()

    assert judged(address="198.51.100.1").state == Comment.State.PENDING


def test_known_name_with_its_email_is_known_everywhere() -> None:
    known(email="mina@example.org")

    assert judged(address="198.51.100.1", email="Mina@example.org").state == Comment.State.VISIBLE
    assert judged(address="198.51.100.1", email="other@example.org").state == Comment.State.PENDING
    assert judged().state == Comment.State.PENDING


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

    assert judged(body="https://a.example https://b.example").state == Comment.State.VISIBLE
    judgement = judged(body="https://a.example https://b.example https://c.example")
    assert (judgement.state, judgement.reasons) == (Comment.State.HELD, ["links"])


@pytest.fixture
def taught() -> None:
    """The filter knows what is said here, and what is sold."""
    for number in range(20):
        lesson = known()
        bayes.teach(lesson.pk, f"The ending stayed with me, as episode {number} did", "Mina", is_spam=False)
        lesson = known(state="spam")
        bayes.teach(lesson.pk, f"Cheap pills, casino bonus {number}", "Shop", is_spam=True)
    Comment.objects.all().delete()


LINKS = " ".join(f"https://{letter}.example" for letter in "abcdefghij")


@pytest.mark.parametrize(
    ("body", "comments", "ago", "held"),
    [
        (f"The ending stayed with me: {LINKS}", 3, 2, False),
        (f"The ending stayed with me: {LINKS} https://k.example", 3, 2, True),
        (f"The ending stayed with me: {LINKS}", 2, 2, True),
        (f"The ending stayed with me: {LINKS}", 3, 0, True),
        (f"Cheap casino pills: {LINKS}", 3, 2, True),
    ],
    ids=["trusted", "too-many", "too-few-comments", "too-new", "spam"],
)
def test_trusted_author_may_give_more_links_in_a_good_text(
    taught: None, body: str, comments: int, ago: int, held: bool
) -> None:
    for _ in range(comments):
        known(created_at=timezone.now() - dt.timedelta(days=ago))

    assert ("links" in judged(body=body).reasons) is held


def test_untaught_filter_vouches_for_nobody() -> None:
    for _ in range(3):
        known(created_at=timezone.now() - dt.timedelta(days=2))

    assert judged(body=LINKS).reasons == ["links"]


@pytest.mark.parametrize("name", ["https://shop.example", "Mina www.shop.example"])
def test_name_that_is_a_link_is_held(name: str) -> None:
    assert "links" in judged(name=name).reasons


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

    assert ("words" in judged(body=body).reasons) is held


def test_name_and_email_are_read_for_watched_words() -> None:
    WatchedWord.objects.create(text="casino")

    assert "words" in judged(name="Casino Kim").reasons
    assert "words" in judged(email="kim@casino.example").reasons


@pytest.mark.parametrize("name", ["The Owner", "the  owner", "ＴＨＥ OWNER", "owner-login", "The-Owner"])
def test_name_of_a_staff_member_is_held(name: str) -> None:
    make_writer("owner-login", display_name="The Owner")

    assert judged(name=name).reasons == ["first", "staff-name"]


def test_email_of_a_staff_member_is_held() -> None:
    make_writer("kim", email="kim@site.example")
    get_user_model().objects.create(username="reader", email="reader@site.example", is_staff=False)

    assert "staff-email" in judged(email="KIM@site.example").reasons
    assert "staff-email" not in judged(email="reader@site.example").reasons


def test_field_that_people_do_not_see_makes_spam() -> None:
    known()

    assert judged(trap="https://x.example").state == Comment.State.SPAM


def test_filter_only_scores() -> None:
    known()
    for number in range(10):
        bayes.teach(make_comment().pk, f"casino bonus {number}", "Bot", is_spam=True)
        bayes.teach(make_comment().pk, f"the actress in episode {number}", "Mina", is_spam=False)

    spam, good = judged(body="casino bonus"), judged(body="the actress")

    assert spam.score > 0.9 > 0.1 > good.score
    assert spam.state == good.state == Comment.State.VISIBLE


def test_change_of_mind_is_taken_back_exactly() -> None:
    comment = make_comment()
    bayes.teach(comment.pk, "casino bonus", "Bot", is_spam=True)
    bayes.teach(comment.pk, "casino bonus", "Bot", is_spam=False)
    assert (SpamToken.objects.get(token="casino").spam, SpamToken.objects.get(token="casino").ham) == (0, 1)

    bayes.forget(comment.pk)

    assert not SpamToken.objects.exclude(spam=0, ham=0).exists()
    assert not Lesson.objects.exists()
