"""A review as its reader gets it: what is open, what is folded, and what leads on from there."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from reviews.models import Review
from reviews.models.review import SUB_RATINGS
from reviewsite.spoilers import WHOLE_DRAMA
from tests.factories import make_credit, make_drama, make_genre, make_person, make_review, make_writer

pytestmark = pytest.mark.django_db

SECTIONS = [
    {"heading": "Before you start", "body": "An open word: lantern."},
    {"heading": "The middle", "body": "A closed word: heron.", "spoils_through": 7},
    {"heading": "The turn", "heading_is_safe": True, "body": "Another: magpie.", "spoils_through": 7},
    {"heading": "How it ends", "body": "The last: kestrel.", "spoils_through": WHOLE_DRAMA},
    {"heading": "Final thoughts", "body": "Open again: teapot."},
]


def page(client: Client, query: str = "") -> str:
    return client.get(f"/reviews/run-on/{query}").content.decode()


@pytest.fixture
def review() -> Review:
    drama = make_drama("Run On", slug="run-on", title_ko="런 온")
    return make_review(drama=drama, slug="run-on", sections=SECTIONS, verdict="Worth a run.", rating=9)


@pytest.mark.parametrize(
    ("query", "birds"),
    [
        ("", set()),
        ("?seen=6", set()),
        ("?seen=7", {"heron", "magpie"}),
        ("?seen=15", {"heron", "magpie"}),
        ("?seen=16", {"heron", "magpie", "kestrel"}),
        ("?seen=all", {"heron", "magpie", "kestrel"}),
        ("?seen=all&seen=7", {"heron", "magpie"}),
        ("?seen=%00", set()),
        ("?seen=-7", set()),
        ("?seen=" + "9" * 5000, set()),
        ("?seen=%ff", set()),
    ],
)
def test_sections_are_open_as_far_as_the_reader_has_seen(
    client: Client, review: Review, query: str, birds: set[str]
) -> None:
    html = page(client, query)

    assert {bird for bird in ("heron", "magpie", "kestrel") if bird in html} == birds
    assert "lantern" in html
    assert "teapot" in html


def test_closed_sections_of_one_scope_share_a_gate_that_is_a_link(client: Client, review: Review) -> None:
    html = page(client)

    assert html.count('class="gate"') == 2
    assert 'href="?seen=7#section-2"' in html
    assert 'href="?seen=all#section-4"' in html
    assert "Sections 2 to 3" in html


def test_heading_of_a_closed_section_is_shown_only_if_it_is_safe(client: Client, review: Review) -> None:
    html = page(client)

    assert "The turn" in html
    assert "The middle" not in html
    assert "How it ends" not in html


def test_opened_review_is_not_indexed_and_has_the_head_of_the_safe_one(
    client: Client, review: Review
) -> None:
    safe, opened = page(client), page(client, "?seen=all")
    head = safe[safe.index("<title>") : safe.index("</head>")]

    assert "noindex" not in safe
    assert '<meta name="robots" content="noindex">' in opened
    assert head in opened.replace('<meta name="robots" content="noindex">', "")
    assert '<link rel="canonical" href="http://127.0.0.1:8000/reviews/run-on/">' in opened


def test_head_is_escaped(client: Client, review: Review) -> None:
    Review.objects.filter(pk=review.pk).update(headline='"><script>alert(1)</script>', verdict='" onload="x')

    assert "<script>alert" not in page(client)
    assert '" onload="x' not in page(client)


def test_long_review_has_a_table_of_contents_without_what_is_closed(client: Client, review: Review) -> None:
    html = page(client)
    contents = html[html.index('class="contents"') : html.index("</nav>", html.index('class="contents"'))]

    assert 'href="#section-1"' in contents
    assert "Final thoughts" in contents
    assert "The turn" in contents
    assert "The middle" not in contents


def test_short_review_has_no_table_of_contents(client: Client) -> None:
    make_review(slug="run-on")

    assert 'class="contents"' not in page(client)


def test_rating_says_out_of_how_many_in_words(client: Client, review: Review) -> None:
    assert '9.0<span class="visually-hidden"> out of 10</span>' in page(client)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "draft"},
        {"state": "in_review"},
        {"state": "retired"},
        {"state": "scheduled", "published_at": timezone.now() + dt.timedelta(hours=1)},
    ],
)
def test_review_that_is_not_public_is_not_found(client: Client, fields: dict[str, object]) -> None:
    make_review(slug="run-on", **fields)

    assert client.get("/reviews/run-on/").status_code == 404


def test_renamed_review_redirects_for_ever_and_keeps_the_query(client: Client, review: Review) -> None:
    review.refresh_from_db()
    review.slug = "run-on-2020"
    review.save()

    response = client.get("/reviews/run-on/?seen=7")

    assert response.status_code == 301
    assert response.headers["Location"] == "/reviews/run-on-2020/?seen=7"


def test_related_reviews_are_the_nearest_first(client: Client) -> None:
    romance, jo, person = make_genre("Romance"), make_writer("jo"), make_person("Im Si-wan")
    drama = make_drama("Run On", genres=[romance], cast=[(person, "Ki Seon-gyeom")])
    make_review(drama=drama, slug="run-on", writers=[jo])
    make_review(headline="Shares nothing")
    make_review(headline="Shares the genre", drama=make_drama(genres=[romance]))
    make_review(headline="Shares the writer", writers=[jo])
    make_review(headline="Shares a person", drama=make_drama(cast=[(person, "Jang Geu-rae")]))

    html = page(client)
    shown = sorted((html.index(f"Shares {what}"), what) for what in ("a person", "the writer", "the genre"))

    assert [what for _at, what in shown] == ["a person", "the writer", "the genre"]
    assert "Shares nothing" not in html


def test_related_reviews_do_not_follow_a_surprise_appearance(client: Client) -> None:
    guest = make_person("The guest")
    drama = make_drama()
    make_credit(drama, guest, spoils_through=WHOLE_DRAMA)
    make_review(drama=drama, slug="run-on")
    make_review(headline="Where he is known to be", drama=make_drama(cast=[(guest, "Himself")]))

    assert "Where he is known to be" not in page(client)


def test_review_takes_no_posts(client: Client, review: Review) -> None:
    assert client.post("/reviews/run-on/").status_code in {403, 405}


@pytest.mark.parametrize("part", SUB_RATINGS)
def test_each_sub_rating_is_shown(client: Client, part: str) -> None:
    review = make_review(**{f"{part}_rating": "6.3"})
    assert "6.3<span" in client.get(review.get_absolute_url()).content.decode()
