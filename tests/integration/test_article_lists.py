"""Articles wherever texts are listed, found, fed and commented on: nothing there needs a drama."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dramas.merging import merge
from dramas.projection import facts_of
from reviews.comments.data_requests import export
from reviews.comments.models import Comment
from reviews.models import Review
from reviews.related import related_reviews
from reviews.searchable import review_document
from reviews.structured_data import review_page
from reviewsite.search.models import SearchText
from reviewsite.search.query import search
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import (
    make_comment,
    make_drama,
    make_genre,
    make_review,
    make_series,
    make_staff,
    make_writer,
)
from tests.integration.comments.visiting import send

pytestmark = pytest.mark.django_db


def html(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


@pytest.fixture
def article() -> Review:
    """It names Signal openly, and Misaeng only in a section that is closed."""
    signal = make_drama("Signal", slug="signal", title_ko="시그널", genres=[make_genre("Crime")])
    misaeng = make_drama("Misaeng", slug="misaeng")
    return make_review(
        kind="article",
        slug="five",
        headline="Five worth it",
        verdict="All of them.",
        writers=[make_writer("jo")],
        sections=[
            {"heading": "Radio", "body": "Words.", "drama": signal, "rating_line": "Nine"},
            {"heading": "Desk", "body": "zqclosed", "drama": misaeng, "spoils_through": 3},
        ],
    )


def test_articles_have_an_address_of_their_own(client: Client, article: Review) -> None:
    assert client.get("/articles/")["Location"] == "/reviews/?kind=article"
    make_review(headline="A review of one")
    page = html(client, "/articles/")
    assert "<h1>Articles</h1>" in page
    assert "Five worth it" in page
    assert "A review of one" not in page


def test_every_list_shows_its_card(client: Client, article: Review) -> None:
    make_series(article, make_review(), slug="lists")
    for address in (
        "/",
        "/reviews/",
        "/reviews/?sort=title",
        "/reviews/?sort=year",
        "/writers/jo/",
        "/series/lists/",
        "/dramas/signal/",
        "/sitemap-reviews.xml",
    ):
        assert "/reviews/five/" in html(client, address), address


def test_a_drama_s_page_leads_to_articles_that_name_it_openly(client: Client, article: Review) -> None:
    assert "Also in" in html(client, "/dramas/signal/")
    assert "Five worth it" not in html(client, "/dramas/misaeng/")
    Review.objects.update(state="draft")
    assert "Also in" not in html(client, "/dramas/signal/")


def test_the_feed_has_its_open_text(client: Client, article: Review) -> None:
    feed = html(client, "/feeds/reviews.atom")
    assert "<title>Five worth it</title>" in feed
    assert "Signal · Nine" in feed
    assert "1 spoiler section" in feed
    assert "zqclosed" not in feed
    assert "Misaeng" not in feed


def test_structured_data_lists_the_dramas_that_it_names(client: Client, article: Review) -> None:
    page = html(client, "/reviews/five/")
    head = page[: page.index("</head>")]
    assert '"@type": "Article"' in head
    assert '"@type": "ItemList"' in head
    assert '"name": "Signal"' in head
    assert "Misaeng" not in head
    assert "<title>Five worth it · " in head
    assert review_page(article)["@type"] == "Article"


def test_search_finds_it_by_the_dramas_that_it_names(article: Review) -> None:
    def found(text: str) -> list[str]:
        return [hit.row.title for group in search(text).groups for hit in group.found]

    assert article.headline in found("Five")
    assert article.headline in found("시그널")
    assert "Misaeng" not in review_document(article).text
    assert review_document(article).detail == "Article · jo"


def test_it_leads_to_reviews_of_its_dramas_and_never_to_itself(client: Client, article: Review) -> None:
    drama = make_drama()
    article.sections.filter(spoils_through=0).update(drama=drama)
    review = make_review(drama=drama, headline="Reviewed")
    other = make_review(writers=[article.bylines.get().writer])
    found = related_reviews(article, [facts_of(drama, 0)])
    assert [each.review for each in found] == [review, other]
    assert "About one of these dramas" in html(client, "/reviews/five/")


# Comments


def test_a_comment_on_an_article_spoils_nothing_or_everything(client: Client, article: Review) -> None:
    form = html(client, "/reviews/five/comments/new/")
    assert 'name="rating"' not in form
    assert '<option value="7"' not in form
    assert send(client, article, spoils_through="7", rating="9.0").status_code == 303
    comment = Comment.objects.get()
    assert (comment.spoils_through, comment.rating) == (WHOLE_DRAMA, None)


def test_comments_open_all_together(client: Client, article: Review) -> None:
    make_comment(article, body="zqopen ||2: zqpassage||")
    make_comment(article, body="zqseven", spoils_through=7)
    for address in ("/reviews/five/", "/reviews/five/comments/"):
        for query, words in (
            ("", {"zqopen"}),
            ("?seen=16", {"zqopen"}),
            ("?open=1,2", {"zqopen"}),
            ("?seen=all", {"zqopen", "zqpassage", "zqseven"}),
        ):
            page = html(client, address + query)
            assert {word for word in ("zqopen", "zqpassage", "zqseven") if word in page} == words, (
                address + query
            )
        assert "?seen=7" not in html(client, address)
        assert "?seen=2" not in html(client, address)


def test_staff_pages_of_comments_need_no_drama(client: Client, article: Review) -> None:
    comment = make_comment(article, state="held", email="reader@example.org")
    client.force_login(make_staff("Moderator"))
    assert "Five worth it" in html(client, reverse("admin:comments_comment_queue"))
    assert client.get(reverse("admin:comments_comment_reply", args=[comment.pk])).status_code == 200
    exported: dict[str, Any] = export("reader@example.org")
    assert exported["comments"][0]["drama"] is None


def test_after_a_merge_it_is_found_by_the_name_of_the_kept_drama(article: Review) -> None:
    signal = article.sections.filter(spoils_through=0).get().drama
    assert signal is not None
    merge(make_drama("Zqkept"), signal)
    assert "Zqkept" in SearchText.objects.get(doc__object_id=article.pk, doc__kind="review").text
