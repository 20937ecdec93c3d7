"""Comments on the pages: threads, folds, pages of any length, links."""

import datetime as dt
import re
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reviews.comments.models import Comment
from reviews.comments.projection import PER_PAGE, OpenComment, project_page
from reviews.models import Review
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_comment, make_drama, make_review, make_writer

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def review() -> Review:
    return make_review(slug="the-review", drama=make_drama("The drama", episodes=16))


def shown(client: Client, path: str = "/reviews/the-review/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def order_on(page: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="comment-(\d+)"', page)]


def walk(review: Review, order: str) -> list[int]:
    """The comments of all pages, one after the other."""
    found: list[int] = []
    after = None
    while True:
        page = project_page(review, 0, order=order, after=after)
        items = [item for t in page.threads for item in ([t.first] if t.first else []) + list(t.replies)]
        assert len(items) <= PER_PAGE
        found += [int(item.head.id) for item in items]
        if page.next_query is None:
            return found
        after = found[-1]


def test_a_closed_comment_keeps_its_place_without_its_text(client: Client, review: Review) -> None:
    make_comment(
        review, author_name="Hana", body="A heron, at the very end.", spoils_through=WHOLE_DRAMA, rating=9
    )

    page = shown(client)

    assert "Hana" in page
    assert "Hidden: spoils the ending" in page
    assert "heron" not in page
    assert "9.0" not in page
    assert "heron" in shown(client, "/reviews/the-review/?seen=all")


def test_a_comment_opens_from_its_scope_on(client: Client, review: Review) -> None:
    make_comment(review, body="A heron.", spoils_through=7)

    assert ["heron" in shown(client, f"/reviews/the-review/?seen={seen}") for seen in (6, 7, 8)] == [
        False,
        True,
        True,
    ]


def test_a_passage_in_an_open_comment_is_folded(client: Client, review: Review) -> None:
    make_comment(review, body="Good until ||12: the heron|| comes.")

    assert "heron" not in shown(client)
    assert "spoiler (episode 12)" in shown(client)
    assert "heron" in shown(client, "/reviews/the-review/?seen=12")


def test_threads_come_newest_first_with_their_replies_in_order(client: Client, review: Review) -> None:
    old = make_comment(review)
    new = make_comment(review)
    reply = make_comment(parent=old)
    deeper = make_comment(parent=reply)

    assert order_on(shown(client)) == [new.pk, old.pk, reply.pk, deeper.pk]
    oldest = shown(client, "/reviews/the-review/comments/?order=oldest")
    assert order_on(oldest) == [old.pk, reply.pk, deeper.pk, new.pk]


def test_deeper_replies_say_whom_they_answer(client: Client, review: Review) -> None:
    first = make_comment(review, author_name="Ari")
    reply = make_comment(parent=first, author_name="Bo")
    make_comment(parent=reply, author_name="Cy")

    page = shown(client)

    assert re.findall(r'in reply to <a href="#comment-(\d+)"><bdi>(\w+)', page) == [(str(reply.pk), "Bo")]


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_hold_every_comment_once_and_in_order(review: Review, order: str) -> None:
    roots = [make_comment(review) for _n in range(30)]
    replies = [make_comment(parent=roots[n % 7]) for n in range(90)]
    by_root: dict[int, list[int]] = {root.pk: [root.pk] for root in roots}
    for reply in replies:
        by_root[reply.root_id or 0].append(reply.pk)

    expected = [pk for root in sorted(by_root, reverse=order == "newest") for pk in by_root[root]]

    assert walk(review, order) == expected


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_a_far_page_costs_what_the_first_costs(client: Client, review: Review, order: str) -> None:
    roots = [make_comment(review) for _n in range(4)]
    for number in range(220):
        make_comment(parent=roots[number % 4])
    address, counts = f"/reviews/the-review/comments/?order={order}", []

    for _page in range(4):
        with CaptureQueriesContext(connection) as made:
            page = shown(client, address)
        counts.append(len(made))
        further = re.search(r'rel="next nofollow" href="([^"]+)"', page)
        assert further
        address = further[1].replace("&amp;", "&")

    assert max(counts[1:]) <= counts[0] + 2


def test_what_is_not_public_is_on_no_page_and_in_no_count(client: Client, review: Review) -> None:
    make_comment(review)
    for state in ("pending", "held", "spam", "removed"):
        make_comment(review, state=state, body=f"zq{state}", author_name=f"zqname{state}")

    for path in ("/reviews/the-review/", "/reviews/the-review/comments/"):
        assert "zq" not in shown(client, path)
    assert '<span class="comments__count">1</span>' in shown(client)


def test_replies_to_what_was_taken_away_stay_without_naming_it(client: Client, review: Review) -> None:
    first = make_comment(review, author_name="zqfirst")
    middle = make_comment(parent=first, author_name="zqmiddle")
    make_comment(parent=middle, body="Still here.")
    Comment.objects.filter(pk__in=[first.pk, middle.pk]).update(state="removed")

    page = shown(client)

    assert "Still here." in page
    assert "The first comment of this thread isn't shown." in page
    assert "in reply to a comment that isn't shown" in page
    assert "zq" not in page


@pytest.mark.parametrize(
    "path", ["/reviews/the-review/", "/reviews/the-review/comments/", "/reviews/the-review/comments/{}/"]
)
def test_headings_leave_out_no_level(client: Client, review: Review, path: str) -> None:
    first = make_comment(review)
    make_comment(review, parent=first)

    levels = [int(level) for level in re.findall(r"<h([1-6])", shown(client, path.format(first.pk)))]

    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_a_comment_has_a_page_of_its_own_that_nobody_indexes(client: Client, review: Review) -> None:
    comment = make_comment(review, body="A heron.", spoils_through=3)
    make_comment(parent=comment, body="An egret.")

    closed, opened = (
        shown(client, comment.get_absolute_url()),
        shown(client, comment.get_absolute_url() + "?seen=3"),
    )

    assert "heron" not in closed
    assert "egret" not in closed
    assert "heron" in opened
    assert "egret" in opened
    head = opened[: opened.index("</head>")]
    assert "heron" not in head
    assert '<meta name="robots" content="noindex">' in head


@pytest.mark.parametrize("path", ["999999/", "99999999999999999999999/", "0/", "x/"])
def test_a_comment_that_is_not_there_is_not_found(client: Client, review: Review, path: str) -> None:
    assert client.get(f"/reviews/the-review/comments/{path}").status_code == 404


def test_a_comment_is_not_found_under_another_review(client: Client, review: Review) -> None:
    other = make_comment(make_review())

    assert client.get(f"/reviews/the-review/comments/{other.pk}/").status_code == 404


@pytest.mark.parametrize("query", ["after=x", "after=999999", "after=-1", "order=up", "after=" + "9" * 40])
def test_odd_queries_show_the_first_page(client: Client, review: Review, query: str) -> None:
    make_comment(review, body="A heron.")

    assert "heron" in shown(client, f"/reviews/the-review/comments/?{query}")


@pytest.mark.parametrize("state", ["pending", "held", "spam", "removed"])
def test_a_page_after_a_comment_that_is_not_shown_tells_nothing(
    client: Client, review: Review, state: str
) -> None:
    first = make_comment(review, body="A heron.")
    hidden = make_comment(review, pk=888_888, state=state, parent=first)
    make_comment(review, body="An egret.")
    pages = [
        shown(client, f"/reviews/the-review/comments/?after={number}").replace(str(number), "N")
        for number in (hidden.pk, 999_999)
    ]

    assert pages[0] == pages[1]
    assert "egret" not in shown(client, f"/reviews/the-review/comments/?after={first.pk}"), "the control"


def test_times_say_their_zone(client: Client, review: Review, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Seoul"
    make_comment(review, created_at=dt.datetime(2026, 3, 1, 20, 5, tzinfo=dt.UTC))

    page = shown(client)

    assert '<time datetime="2026-03-02T05:05:00+09:00">2 Mar 2026, 05:05 KST</time>' in page


def test_staff_wear_a_badge_and_their_byline(client: Client, review: Review) -> None:
    make_comment(review, author_name="", user=make_writer(display_name="Ed Itor"))

    page = shown(client)

    assert "Ed Itor" in page
    assert 'class="badge"' in page


def test_cards_say_how_many_comments_there_are(client: Client, review: Review) -> None:
    make_comment(review)
    make_comment(review, spoils_through=5)

    assert "2 comments" in shown(client, "/reviews/")


def test_the_readers_score_stands_beside_the_comments(client: Client, review: Review) -> None:
    for number in range(5):
        make_comment(review, rating=number + 5, rater_hash=str(number))

    page = shown(client)

    assert re.search(r"7\.0\s*<span[^>]*>out of 10, by 5 readers", page)


def test_the_review_page_is_the_same_for_everybody_with_comments(client: Client, review: Review) -> None:
    make_comment(review)
    other = Client(headers={"cookie": "sessionid=x; csrftoken=y", "user-agent": "Another"})

    response = client.get("/reviews/the-review/")

    assert response.content == other.get("/reviews/the-review/").content
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_gates_on_a_later_page_lead_back_to_it(review: Review) -> None:
    comment = make_comment(review, body="||5: A heron.||")
    later = make_comment(review)

    page = project_page(review, 0, after=later.pk)

    [item] = [thread.first for thread in page.threads]
    assert isinstance(item, OpenComment)
    assert f'href="?after={later.pk}&amp;seen=5"' in item.html
    assert item.head.id == str(comment.pk)
